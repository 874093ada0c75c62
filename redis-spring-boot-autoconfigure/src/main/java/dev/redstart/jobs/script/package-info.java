/**
 * Job queues as Redis sees them: BullMQ's keys, and the scripts that change them, each in one
 * atomic step. The scripts are resources beside this package; what several of them need is in their
 * folder {@code parts}. Knows Spring Data's connections, and nothing of what a job means.
 *
 * <p>A script is given the base of its queue as its only key, because all other keys follow from it
 * (and from what is stored): in a cluster they have to be in one slot, which {@link
 * dev.redstart.jobs.script.QueueCalls} sees to. Time is always the caller's, as BullMQ has it.
 *
 * <p><b>Threads:</b> everything here may be used by any number of threads.
 */
@NullMarked
package dev.redstart.jobs.script;

import org.jspecify.annotations.NullMarked;
