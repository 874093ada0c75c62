/**
 * Rate limits: Bucket4j's buckets behind whatever connection factory the application has, plans
 * that may change while it runs, limits on requests and on methods, and what to do when the backend
 * fails. Uses Bucket4j, Spring Data's connections and, where the engine is in this process, package
 * {@code data}; of Spring's web only what is there.
 *
 * <p><b>Threads:</b> everything here may be used by any number of threads. What is asked for on a
 * thread of Reactor's never blocks it.
 */
@NullMarked
package dev.redstart.ratelimit;

import org.jspecify.annotations.NullMarked;
