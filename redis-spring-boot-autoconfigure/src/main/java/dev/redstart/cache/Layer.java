package dev.redstart.cache;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.cache.CacheStatistics;
import org.springframework.data.redis.cache.CacheStatisticsCollector;
import org.springframework.data.redis.cache.RedisCacheWriter;
import org.springframework.data.redis.connection.RedisConnection;

/** A writer that leaves to the next one whatever it has no part in. */
interface Layer extends RedisCacheWriter {

  /** The writer below. */
  RedisCacheWriter next();

  /** The same layer over another writer. */
  RedisCacheWriter over(RedisCacheWriter below);

  @Override
  default byte @Nullable [] get(String name, byte[] key) {
    return next().get(name, key);
  }

  @Override
  default byte @Nullable [] get(String name, byte[] key, @Nullable Duration ttl) {
    return next().get(name, key, ttl);
  }

  @Override
  default byte[] get(
      String name, byte[] key, Supplier<byte[]> loader, @Nullable Duration ttl, boolean idle) {
    return next().get(name, key, loader, ttl, idle);
  }

  @Override
  default boolean supportsAsyncRetrieve() {
    return next().supportsAsyncRetrieve();
  }

  @Override
  default CompletableFuture<byte[]> retrieve(String name, byte[] key) {
    return retrieve(name, key, null);
  }

  @Override
  default CompletableFuture<byte[]> retrieve(String name, byte[] key, @Nullable Duration ttl) {
    return next().retrieve(name, key, ttl);
  }

  @Override
  default void put(String name, byte[] key, byte[] value, @Nullable Duration ttl) {
    next().put(name, key, value, ttl);
  }

  @Override
  default CompletableFuture<Void> store(
      String name, byte[] key, byte[] value, @Nullable Duration ttl) {
    return next().store(name, key, value, ttl);
  }

  @Override
  default byte @Nullable [] putIfAbsent(
      String name, byte[] key, byte[] value, @Nullable Duration ttl) {
    return next().putIfAbsent(name, key, value, ttl);
  }

  @Override
  default void evict(String name, byte[] key) {
    next().evict(name, key);
  }

  @Override
  default boolean evictIfPresent(String name, byte[] key) {
    return next().evictIfPresent(name, key);
  }

  @Override
  default void clear(String name, byte[] pattern) {
    next().clear(name, pattern);
  }

  @Override
  default boolean invalidate(String name, byte[] pattern) {
    return next().invalidate(name, pattern);
  }

  @Override
  default void clearStatistics(String name) {
    next().clearStatistics(name);
  }

  @Override
  default CacheStatistics getCacheStatistics(String cacheName) {
    return next().getCacheStatistics(cacheName);
  }

  @Override
  default <T> T execute(Function<RedisConnection, T> callback) {
    return next().execute(callback);
  }

  @Override
  default RedisCacheWriter withStatisticsCollector(CacheStatisticsCollector collector) {
    return over(next().withStatisticsCollector(collector));
  }
}
