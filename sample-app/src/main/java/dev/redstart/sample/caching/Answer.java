package dev.redstart.sample.caching;

/**
 * A result and what it took to get it this time.
 *
 * @param cached whether it came from the cache
 * @param micros how long this answer took, in microseconds, the cache included
 */
public record Answer<T extends Computed>(T result, boolean cached, long micros) {}
