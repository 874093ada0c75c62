/**
 * What happens in queues, whoever does it: events read from the stream that all workers and
 * producers write, on Node and here. Knows the queues and nothing of workers.
 *
 * <p><b>Threads:</b> a stream has one thread, on which its listener is called; a slow listener
 * delays only itself, and misses events only where more than the queue keeps (10,000) come
 * meanwhile.
 */
@NullMarked
package dev.redstart.jobs.event;

import org.jspecify.annotations.NullMarked;
