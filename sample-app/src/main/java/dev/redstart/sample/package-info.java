/**
 * A small web shop's catalogue on one starter: what is slow is cached, what is counted is counted
 * in the engine, what can wait is done by jobs.
 *
 * <p>Uses Spring's own interfaces and, where there is none, Redstart's; never the engine's.
 *
 * <p><b>Threads:</b> the web server's request threads; beans hold no mutable state of their own.
 */
@NullMarked
package dev.redstart.sample;

import org.jspecify.annotations.NullMarked;
