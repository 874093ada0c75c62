package dev.redstart.cache;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.cache.transaction.TransactionAwareCacheDecorator;
import org.springframework.data.redis.cache.RedisCache;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.cache.RedisCacheWriter;

/** The caches of another manager, each of which loads a value once for all who get it later. */
final class SharingCaches extends RedisCacheManager {

  private final RedisCacheManager original;
  private final Terms terms;

  /**
   * What the other manager was built with.
   *
   * @param writer of all its caches
   * @param defaults of caches without settings
   * @param loading how values are loaded
   * @param server where calls that block are made
   */
  record Terms(
      RedisCacheWriter writer,
      RedisCacheConfiguration defaults,
      Loading loading,
      Executor server) {}

  SharingCaches(RedisCacheManager original, Terms terms) {
    super(terms.writer(), terms.defaults());
    this.original = original;
    this.terms = terms;
    setTransactionAware(original.isTransactionAware());
  }

  @Override
  public boolean isAllowRuntimeCacheCreation() {
    return original.isAllowRuntimeCacheCreation();
  }

  /** By the strategy that only the other one knows. */
  @Override
  public void resetCaches() {
    original.resetCaches();
  }

  @Override
  protected Collection<RedisCache> loadCaches() {
    List<String> names = List.copyOf(original.getCacheNames());
    return names.stream().map(this::getMissingCache).toList();
  }

  @Override
  protected @Nullable RedisCache getMissingCache(String name) {
    Cache cache = original.getCache(name);
    Cache plain =
        cache instanceof TransactionAwareCacheDecorator outer ? outer.getTargetCache() : cache;
    return plain instanceof RedisCache known
        ? new SharingCache(name, known.getNativeCache(), known.getCacheConfiguration(), terms)
        : null;
  }
}
