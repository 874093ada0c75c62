package dev.redstart.sample.caching;

import java.time.Duration;

/**
 * One cache: what it holds, and for how long.
 *
 * @param name as in {@code @Cacheable}
 * @param content the one class of its values; the JSON needs no type of its own then
 * @param timeToLive after which an entry is computed anew
 */
public record CachePlan(String name, Class<? extends Computed> content, Duration timeToLive) {}
