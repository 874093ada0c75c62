package dev.redstart.cache;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager.RedisCacheManagerBuilder;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;

/**
 * What is known of each cache: Spring Data's configuration, and what that has no word for. Settled
 * once, before the first cache is used.
 */
public final class CachePlans {

  private final Map<String, Duration> earlyRefresh;
  private final Set<String> near;
  private volatile Map<String, RedisCacheConfiguration> configured = Map.of();
  private volatile RedisCacheConfiguration defaults = RedisCacheConfiguration.defaultCacheConfig();

  /**
   * @param earlyRefresh how long before it expires a value is loaded again, for caches that want it
   * @param near the caches with copies in this process
   */
  public CachePlans(Map<String, Duration> earlyRefresh, Set<String> near) {
    this.earlyRefresh = Map.copyOf(earlyRefresh);
    this.near = Set.copyOf(near);
  }

  /** Takes over what has been configured by whomever, and lets values be unreadable. */
  void settle(RedisCacheManagerBuilder builder, CacheCounts counts) {
    Map<String, RedisCacheConfiguration> all = new HashMap<>();
    for (String name : Set.copyOf(builder.getConfiguredCaches())) {
      Optional<RedisCacheConfiguration> known = builder.getCacheConfigurationFor(name);
      known.ifPresent(it -> all.put(name, tolerant(it, counts)));
    }
    configured = Map.copyOf(all);
    defaults = tolerant(builder.cacheDefaults(), counts);
    builder.cacheDefaults(defaults).withInitialCacheConfigurations(configured);
  }

  /** What the keys of a cache begin with; empty where they share a database with everything. */
  public String prefix(String cache) {
    RedisCacheConfiguration configuration = of(cache);
    return configuration.usePrefix() ? configuration.getKeyPrefixFor(cache) : "";
  }

  /** The caches with copies in this process. */
  public Set<String> near() {
    return near;
  }

  @Nullable Duration earlyRefresh(String cache) {
    return earlyRefresh.get(cache);
  }

  /** True where {@code value} can be read. */
  boolean canRead(String cache, byte[] value) {
    SerializationPair<Object> values = of(cache).getValueSerializationPair();
    return !(values instanceof TolerantValues tolerant) || tolerant.canRead(value);
  }

  private RedisCacheConfiguration of(String cache) {
    return configured.getOrDefault(cache, defaults);
  }

  private static RedisCacheConfiguration tolerant(
      RedisCacheConfiguration configuration, CacheCounts counts) {
    SerializationPair<Object> values = configuration.getValueSerializationPair();
    return configuration.serializeValuesWith(new TolerantValues(values, counts));
  }
}
