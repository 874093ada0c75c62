/**
 * Job queues in BullMQ's data format (releases 5 and 6): what an application uses to add jobs, look
 * at them and change them.
 *
 * <p>A {@link dev.redstart.jobs.JobQueue} is a name; whatever it is asked becomes one call of a
 * script (package {@code script}), which is one atomic step. A {@link dev.redstart.jobs.Job} is a
 * copy of the job's hash at one moment, and asks its queue for all that changes it. {@link
 * dev.redstart.jobs.JobOptions} are the JSON that BullMQ stores, kept whole, so that what another
 * program said of a job survives. Nothing in Redis names a Java class: payloads are plain JSON, and
 * whoever reads one says as what.
 *
 * <p>Workers, which run jobs, are in package {@code worker}, pages that show queues in {@code
 * board}; they know this one, never the other way.
 *
 * <p>Uses Spring Data's connections, Spring's transactions and Jackson; of the engine only its
 * clock.
 *
 * <p><b>Threads:</b> queues and jobs may be used by any number of threads. Options belong to the
 * thread that builds them.
 */
@NullMarked
package dev.redstart.jobs;

import org.jspecify.annotations.NullMarked;
