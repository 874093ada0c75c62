/**
 * Jobs run by methods of Spring's beans. What has {@link dev.redstart.jobs.listener.JobListener} is
 * gathered by queue, because a worker takes whatever job comes next: one container for each queue,
 * in which a job goes to the method of its name. Uses workers and queues, and Spring's beans.
 *
 * <p><b>Threads:</b> methods are called on the workers' threads, as many at once as the container's
 * concurrency says; containers may be started and stopped by any thread.
 */
@NullMarked
package dev.redstart.jobs.listener;

import org.jspecify.annotations.NullMarked;
