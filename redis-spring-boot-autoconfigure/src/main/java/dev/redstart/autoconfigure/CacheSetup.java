package dev.redstart.autoconfigure;

import dev.redstart.autoconfigure.ContradictingCachePropertiesException.Contradiction;
import dev.redstart.autoconfigure.RedstartCacheProperties.Serializer;
import dev.redstart.autoconfigure.RedstartCacheProperties.Settings;
import dev.redstart.cache.Jitter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager.RedisCacheManagerBuilder;
import org.springframework.data.redis.serializer.JdkSerializationRedisSerializer;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;
import org.springframework.data.redis.serializer.RedisSerializer;

/** Turns the properties of caches into Spring Data's configurations. */
final class CacheSetup {

  private final RedstartCacheProperties properties;
  private final Supplier<CacheValues> values;
  private final @Nullable ClassLoader classLoader;

  CacheSetup(
      RedstartCacheProperties properties,
      Supplier<CacheValues> values,
      @Nullable ClassLoader classLoader) {
    this.properties = properties;
    this.values = values;
    this.classLoader = classLoader;
  }

  /** Sets up the default and all caches that are known from the start, here or to Boot. */
  void apply(RedisCacheManagerBuilder builder) {
    RedisCacheConfiguration base = builder.cacheDefaults();
    builder.cacheDefaults(applied("defaults", base, properties.defaults()));
    Set<String> names = new LinkedHashSet<>(builder.getConfiguredCaches());
    names.addAll(properties.caches().keySet());
    for (String name : names) {
      builder.withCacheConfiguration(name, applied(name, base, properties.of(name)));
    }
    if (!properties.createMissing()) {
      builder.disableCreateOnMissingCache();
    }
  }

  private RedisCacheConfiguration applied(
      String name, RedisCacheConfiguration base, Settings settings) {
    RedisCacheConfiguration it = timed(base, settings);
    if (Boolean.FALSE.equals(settings.cacheNullValues())) {
      it = it.disableCachingNullValues();
    } else if (settings.cacheNullValues() != null && !base.getAllowCacheNullValues()) {
      throw new ContradictingCachePropertiesException(
          List.of(
              new Contradiction(
                  "Cache " + name + " is to cache null, but Spring's own configuration forbids it",
                  "Remove spring.cache.redis.cache-null-values=false, and set"
                      + " redstart.cache.defaults.cache-null-values=false instead.")));
    }
    if (settings.keyPrefix() != null) {
      it = it.prefixCacheNameWith(settings.keyPrefix());
    }
    Serializer serializer = settings.serializer();
    return serializer == null
        ? it
        : it.serializeValuesWith(
            SerializationPair.fromSerializer(serializer(name, serializer, settings)));
  }

  private static RedisCacheConfiguration timed(RedisCacheConfiguration base, Settings settings) {
    RedisCacheConfiguration it = base;
    if (settings.timeToLive() != null) {
      it = it.entryTtl(settings.timeToLive());
    }
    if (settings.timeToIdle() != null) {
      it = it.entryTtl(settings.timeToIdle()).enableTimeToIdle();
    }
    Double jitter = settings.jitter();
    return jitter == null || jitter == 0 ? it : it.entryTtl(Jitter.of(it.getTtlFunction(), jitter));
  }

  private RedisSerializer<?> serializer(String name, Serializer serializer, Settings settings) {
    return switch (serializer) {
      case JSON -> values.get().json(name, settings.type());
      case JDK -> new JdkSerializationRedisSerializer(classLoader);
    };
  }
}
