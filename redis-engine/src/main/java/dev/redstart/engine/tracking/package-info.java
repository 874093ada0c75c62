/**
 * Client-side caching: remembers which client has read which keys, and tells it when they change.
 * Uses exec, spi and below.
 *
 * <p>Threads: reads are noted under the locks of their keys, by any thread; the table has small
 * locks of its own inside of those, and nothing else is locked within them. Changes are told after
 * the locks of the keys were released.
 */
@NullMarked
package dev.redstart.engine.tracking;

import org.jspecify.annotations.NullMarked;
