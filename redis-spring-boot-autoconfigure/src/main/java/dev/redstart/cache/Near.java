package dev.redstart.cache;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.cache.RedisCacheWriter;

/**
 * Answers from copies in this process, which own writes and what the server tells of others' writes
 * take away.
 */
record Near(RedisCacheWriter next, NearCopies copies, CachePlans plans, CacheCounts counts)
    implements Layer {

  @Override
  public RedisCacheWriter over(RedisCacheWriter below) {
    return new Near(below, copies, plans, counts);
  }

  @Override
  public byte @Nullable [] get(String name, byte[] key) {
    byte[] copy = copy(name, key);
    if (copy != null) {
      return copy;
    }
    NearCopies.Reading reading = begin(name, key);
    byte[] found = null;
    try {
      found = next.get(name, key);
      return found;
    } finally {
      copies.keep(name, reading, found);
    }
  }

  @Override
  public CompletableFuture<byte[]> retrieve(String name, byte[] key, @Nullable Duration ttl) {
    byte[] copy = copy(name, key);
    if (copy != null) {
      return CompletableFuture.completedFuture(copy);
    }
    NearCopies.Reading reading = begin(name, key);
    return next.retrieve(name, key, ttl)
        .whenComplete((found, failure) -> copies.keep(name, reading, found));
  }

  @Override
  public void put(String name, byte[] key, byte[] value, @Nullable Duration ttl) {
    try {
      next.put(name, key, value, ttl);
    } finally {
      copies.forget(key);
    }
  }

  @Override
  public CompletableFuture<Void> store(
      String name, byte[] key, byte[] value, @Nullable Duration ttl) {
    return next.store(name, key, value, ttl).whenComplete((done, failure) -> copies.forget(key));
  }

  @Override
  public byte @Nullable [] putIfAbsent(
      String name, byte[] key, byte[] value, @Nullable Duration ttl) {
    try {
      return next.putIfAbsent(name, key, value, ttl);
    } finally {
      copies.forget(key);
    }
  }

  @Override
  public void evict(String name, byte[] key) {
    try {
      next.evict(name, key);
    } finally {
      copies.forget(key);
    }
  }

  @Override
  public boolean evictIfPresent(String name, byte[] key) {
    try {
      return next.evictIfPresent(name, key);
    } finally {
      copies.forget(key);
    }
  }

  @Override
  public void clear(String name, byte[] pattern) {
    try {
      next.clear(name, pattern);
    } finally {
      copies.forgetAll(name);
    }
  }

  @Override
  public boolean invalidate(String name, byte[] pattern) {
    try {
      return next.invalidate(name, pattern);
    } finally {
      copies.forgetAll(name);
    }
  }

  private byte @Nullable [] copy(String name, byte[] key) {
    if (!plans.near().contains(name)) {
      return null;
    }
    byte[] copy = copies.find(key);
    if (copy != null) {
      counts.of(name).nearHits.increment();
    }
    return copy;
  }

  private NearCopies.@Nullable Reading begin(String name, byte[] key) {
    return plans.near().contains(name) ? copies.begin(key) : null;
  }
}
