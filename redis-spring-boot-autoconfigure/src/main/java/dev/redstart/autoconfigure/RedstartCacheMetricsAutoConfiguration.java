package dev.redstart.autoconfigure;

import dev.redstart.cache.CacheCounts;
import dev.redstart.cache.CacheKeys;
import dev.redstart.cache.CacheLayers;
import dev.redstart.engine.groups.KeyGroups;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.cache.metrics.CacheMeterBinderProvider;
import org.springframework.boot.cache.metrics.RedisCacheMetrics;
import org.springframework.context.annotation.Bean;
import org.springframework.data.redis.cache.RedisCache;

/**
 * Adds to Boot's metrics of caches on Redis what they can't know: sizes, what has expired, and what
 * the layers count. Comes before Boot's own, because the first that knows a cache is taken.
 */
@AutoConfiguration(
    after = RedstartCacheAutoConfiguration.class,
    beforeName =
        "org.springframework.boot.cache.autoconfigure.metrics.CacheMetricsAutoConfiguration")
@ConditionalOnClass({MeterRegistry.class, CacheMeterBinderProvider.class, RedisCache.class})
@ConditionalOnBean(CacheLayers.class)
public final class RedstartCacheMetricsAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean(name = "redstartCacheMeterBinderProvider")
  CacheMeterBinderProvider<RedisCache> redstartCacheMeterBinderProvider(
      CacheLayers layers, CacheKeys keys) {
    return (cache, tags) -> new Metrics(cache, tags, layers.counts(), keys);
  }

  /** Boot's metrics and ours. */
  private static final class Metrics extends RedisCacheMetrics {

    private final String name;
    private final CacheCounts counts;
    private final CacheKeys keys;

    Metrics(RedisCache cache, Iterable<Tag> tags, CacheCounts counts, CacheKeys keys) {
      super(cache, tags);
      this.name = cache.getName();
      this.counts = counts;
      this.keys = keys;
    }

    @Override
    protected @Nullable Long size() {
      return keys.of(name).map(KeyGroups.Group::size).orElse(null);
    }

    @Override
    protected @Nullable Long evictionCount() {
      return keys.of(name).map(KeyGroups.Group::expired).orElse(null);
    }

    @Override
    protected void bindImplementationSpecificMetrics(MeterRegistry registry) {
      super.bindImplementationSpecificMetrics(registry);
      counter("cache.undecodable", "Entries that could not be read", CacheCounts.Of::undecodable)
          .register(registry);
      counter("cache.failures", "Calls that went on without a server", CacheCounts.Of::failures)
          .register(registry);
      counter("cache.refreshes", "Entries that were loaded early", CacheCounts.Of::refreshes)
          .register(registry);
      counter("cache.near.hits", "Values found in this process", CacheCounts.Of::nearHits)
          .register(registry);
    }

    private FunctionCounter.Builder<CacheCounts> counter(
        String meter, String description, ToDoubleFunction<CacheCounts.Of> count) {
      return FunctionCounter.builder(meter, counts, it -> count.applyAsDouble(it.of(name)))
          .tags(getTagsWithCacheName())
          .description(description);
    }
  }
}
