/**
 * What a part of the engine that the core can do without may attach to: commands, gates, listeners,
 * settings, INFO sections, periodic tasks. Uses command and below.
 *
 * <p>Threads: an Assembly is used by the thread that builds the engine; each listener says under
 * which locks it is called.
 */
@NullMarked
package dev.redstart.engine.spi;

import org.jspecify.annotations.NullMarked;
