/**
 * What a cache of Spring's needs beyond Spring Data Redis: one loader at a time, values that may be
 * unreadable, a server that may be away, copies nearby. Each is a {@link
 * org.springframework.data.redis.cache.RedisCacheWriter} over the next one, under Spring Data's own
 * cache manager. Uses Spring Data and the engine's groups of keys; knows nothing of Boot, and
 * Lettuce in one class only.
 *
 * <p><b>Threads:</b> any number of threads. A thread that loads a value holds the flight of its
 * key, for which others wait; nothing else waits.
 */
@NullMarked
package dev.redstart.cache;

import org.jspecify.annotations.NullMarked;
