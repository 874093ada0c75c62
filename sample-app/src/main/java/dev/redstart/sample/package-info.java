/**
 * A small web shop's catalogue on one starter: what is slow is cached, what is counted is counted
 * in the engine.
 *
 * <p>Uses Spring's own interfaces only, never the engine's.
 *
 * <p><b>Threads:</b> the web server's request threads; beans hold no mutable state of their own.
 */
@NullMarked
package dev.redstart.sample;

import org.jspecify.annotations.NullMarked;
