/**
 * Workers: they take jobs out of a queue, run them and say how that ended. Knows the queues
 * (package {@code jobs}) and their scripts; nothing of annotations.
 *
 * <p>A worker has as many loops as it may run jobs at once. One of the idle ones leads: it asks for
 * a job, waits for the queue's marker where there is none, and when it has got one it lets another
 * lead and runs the job itself, without handing it to another thread. A loop that has finished a
 * job gets the next one by the same call that ends the last.
 *
 * <p><b>Threads:</b> loops run on the executor that a worker was given, each on a thread of its own
 * for as long as the worker runs. Locks are renewed, and jobs of dead workers are looked for, on a
 * timer thread of the worker's, which runs no code of the application.
 */
@NullMarked
package dev.redstart.jobs.worker;

import org.jspecify.annotations.NullMarked;
