package dev.redstart.sample.caching;

import org.jspecify.annotations.Nullable;

/**
 * How a cache has done so far.
 *
 * @param hits lookups that found something, since the start
 * @param misses lookups that found nothing, since the start
 * @param cachedMicros mean time of an answer from the cache; null if there was none
 * @param computedMicros mean time of an answer that had to be computed; null if there was none
 */
record CacheFigures(
    String name,
    long hits,
    long misses,
    @Nullable Long cachedMicros,
    @Nullable Long computedMicros) {}
