package dev.redstart.autoconfigure;

import dev.redstart.autoconfigure.RedstartCacheProperties.OnError;
import dev.redstart.autoconfigure.RedstartCacheProperties.Settings;
import dev.redstart.cache.CacheKeys;
import dev.redstart.cache.CacheLayers;
import dev.redstart.cache.CachePlans;
import dev.redstart.cache.NearCopies;
import dev.redstart.cache.NearTracking;
import dev.redstart.data.EngineConnectionFactory;
import dev.redstart.engine.groups.KeyGroups;
import dev.redstart.remote.Needs;
import dev.redstart.remote.Requirement;
import io.lettuce.core.RedisClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.cache.autoconfigure.RedisCacheManagerBuilderCustomizer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cache.CacheManager;
import org.springframework.cache.interceptor.CacheAspectSupport;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.util.ClassUtils;

/**
 * Customizes Boot's cache manager on Redis, in every mode and, as that one, only where caching is
 * enabled: first by the properties, so that customizers of the application come after and may
 * change what they like; and at last by layers that have to know what has come of it.
 */
@AutoConfiguration(
    afterName = "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration",
    beforeName = "org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration")
@ConditionalOnClass({RedisCacheManager.class, RedisCacheManagerBuilderCustomizer.class})
@ConditionalOnSingleCandidate(RedisConnectionFactory.class)
@ConditionalOnBean(CacheAspectSupport.class)
@ConditionalOnBooleanProperty(name = "redstart.cache.enabled", matchIfMissing = true)
@EnableConfigurationProperties(RedstartCacheProperties.class)
public final class RedstartCacheAutoConfiguration {

  /** Without it values can be no JSON. */
  static final String MAPPER = "tools.jackson.databind.json.JsonMapper";

  /** Part of the engine, which knows the keys of each cache then. */
  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnProperty(name = "redstart.mode", havingValue = "embedded", matchIfMissing = true)
  KeyGroups redstartKeyGroups() {
    return new KeyGroups();
  }

  @Bean
  @ConditionalOnMissingBean
  CachePlans redstartCachePlans(RedstartCacheProperties properties) {
    Map<String, Duration> early = new HashMap<>();
    Set<String> near = new HashSet<>();
    for (String name : properties.caches().keySet()) {
      Settings settings = properties.of(name);
      if (settings.earlyRefresh() != null) {
        early.put(name, settings.earlyRefresh());
      }
      if (settings.isNear()) {
        near.add(name);
      }
    }
    return new CachePlans(early, near);
  }

  @Bean
  @ConditionalOnMissingBean
  CacheKeys redstartCacheKeys(
      CachePlans plans, ObjectProvider<KeyGroups> groups, RedisConnectionFactory factory) {
    return new CacheKeys(plans, groups.getIfAvailable(), factory);
  }

  @Bean
  @ConditionalOnMissingBean
  CacheLayers redstartCacheLayers(CachePlans plans, RedisConnectionFactory factory) {
    return new CacheLayers(plans, clock(factory));
  }

  /** The embedded engine's time, which tests can move, or else the machine's. */
  private static LongSupplier clock(RedisConnectionFactory factory) {
    return factory instanceof EngineConnectionFactory embedded
        ? () -> TimeUnit.MICROSECONDS.toNanos(embedded.getEngine().clock().micros())
        : System::nanoTime;
  }

  /** Looked at where a server is used instead of the engine. */
  @Bean
  Requirement redstartNeedOfCaches(RedstartCacheProperties properties) {
    List<String> commands = new ArrayList<>(List.of("eval", "scan", "unlink"));
    List<Settings> settings =
        Stream.concat(
                Stream.of(properties.defaults()),
                properties.caches().keySet().stream().map(properties::of))
            .toList();
    if (settings.stream().anyMatch(it -> it.timeToIdle() != null)) {
      commands.add("getex");
    }
    if (settings.stream().anyMatch(Settings::isNear)) {
      commands.add("client|tracking");
    }
    return Needs.commands("Spring's cache", commands);
  }

  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  @ConditionalOnMissingBean(name = "redstartCacheSettings")
  RedisCacheManagerBuilderCustomizer redstartCacheSettings(
      RedstartCacheProperties properties,
      RedisConnectionFactory factory,
      ConfigurableBeanFactory beans) {
    ClassLoader loader = beans.getBeanClassLoader();
    boolean jackson = ClassUtils.isPresent(MAPPER, loader);
    return builder -> {
      new CacheContradictions(NearObstacle.of(factory), jackson).check(properties);
      new CacheSetup(properties, () -> new CacheValues(beans, properties.json()), loader)
          .apply(builder);
    };
  }

  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  @ConditionalOnMissingBean(name = "redstartCacheWriter")
  RedisCacheManagerBuilderCustomizer redstartCacheWriter(
      RedstartCacheProperties properties,
      RedisConnectionFactory factory,
      CacheLayers layers,
      CacheKeys keys,
      ObjectProvider<NearCopies> near) {
    CacheLayers.Wishes wishes =
        new CacheLayers.Wishes(
            properties.onError() == OnError.FAIL_OPEN,
            properties.retryAfter(),
            properties.lease(),
            properties.batchSize(),
            properties.statistics());
    return builder -> layers.apply(builder, factory, wishes, keys, near.getIfAvailable());
  }

  /** The writer has no part in loading what callers get later, so the caches have to see to it. */
  @Bean
  static BeanPostProcessor redstartSharingCaches(ObjectProvider<CacheLayers> layers) {
    return new SharedLoading(layers);
  }

  /** Copies of values in this process, which the server's messages keep true. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(RedisClient.class)
  @ConditionalOnBean(LettuceConnectionFactory.class)
  @Conditional(OnNearCacheCondition.class)
  static final class NearConfiguration {

    @Bean
    @ConditionalOnMissingBean
    NearCopies redstartNearCopies(RedstartCacheProperties properties) {
      return new NearCopies(properties.near().maxEntries(), properties.near().timeToLive());
    }

    /** Which prefixes there are is known once the caches are set up. */
    @Bean
    @ConditionalOnMissingBean
    NearTracking redstartNearTracking(
        LettuceConnectionFactory factory,
        NearCopies copies,
        CachePlans plans,
        RedstartCacheProperties properties,
        ObjectProvider<CacheManager> manager) {
      return new NearTracking(
          factory,
          () -> {
            manager.ifAvailable(CacheManager::getCacheNames);
            return plans.near().stream().map(plans::prefix).toList();
          },
          copies,
          properties.retryAfter());
    }
  }
}
