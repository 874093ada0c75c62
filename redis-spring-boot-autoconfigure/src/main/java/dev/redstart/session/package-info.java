/**
 * Spring Session on any Redis: sessions that outlive their classes, and keyspace notifications that
 * need not be allowed.
 *
 * <p>Uses Spring Session, Spring Data Redis and {@code remote}; knows neither Boot nor the engine.
 *
 * <p><b>Threads:</b> request threads; counts are atomic, nothing else changes.
 */
@NullMarked
package dev.redstart.session;

import org.jspecify.annotations.NullMarked;
