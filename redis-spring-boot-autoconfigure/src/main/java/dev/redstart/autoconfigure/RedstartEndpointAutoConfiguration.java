package dev.redstart.autoconfigure;

import dev.redstart.actuate.CachesPart;
import dev.redstart.actuate.LimitsPart;
import dev.redstart.actuate.Part;
import dev.redstart.actuate.Parts;
import dev.redstart.actuate.RedisInstance;
import dev.redstart.actuate.RedstartEndpoint;
import dev.redstart.ratelimit.RateLimits;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.Sanitizer;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.cache.CacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** The actuator's endpoint "redstart", where it is exposed. */
@AutoConfiguration(
    after = {
      DataRedisAutoConfiguration.class,
      RateLimitAutoConfiguration.class,
      RedstartCacheAutoConfiguration.class
    },
    afterName = "org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration")
@ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnAvailableEndpoint(RedstartEndpoint.class)
@ConditionalOnBean(RedisConnectionFactory.class)
@EnableConfigurationProperties(RedstartEndpointProperties.class)
public final class RedstartEndpointAutoConfiguration {

  /** Beans that are parts are shown beside those that every Redis has. */
  @Bean
  @ConditionalOnMissingBean
  RedstartEndpoint redstartEndpoint(
      ConfigurableListableBeanFactory beans,
      RedstartEndpointProperties properties,
      ObjectProvider<SanitizingFunction> sanitizers,
      ObjectProvider<Part> parts) {
    Sanitizer sanitizer = new Sanitizer(sanitizers.orderedStream().toList());
    List<Part> all = new ArrayList<>(Parts.ofEveryRedis(sanitizer));
    parts.orderedStream().forEach(all::add);
    return new RedstartEndpoint(
        RedisInstance.all(beans), all, properties.showValues(), properties.roles());
  }

  /** The caches in Redis, where there are any. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnBean(RedstartCacheProperties.class)
  @ConditionalOnSingleCandidate(CacheManager.class)
  @ConditionalOnClass(RedisCacheManager.class)
  static final class Caches {

    @Bean
    @ConditionalOnMissingBean
    CachesPart redstartCachesPart(CacheManager manager, RedstartCacheProperties properties) {
      return new CachesPart(manager, properties::of);
    }
  }

  /** The rate limits, where there are any. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(ProxyManager.class)
  @ConditionalOnBean(RateLimits.class)
  static final class Limits {

    @Bean
    @ConditionalOnMissingBean
    LimitsPart redstartLimitsPart(RateLimits limits, RateLimitProperties properties) {
      return new LimitsPart(
          limits.counts(), Map.of("plans", properties.plans(), "filters", properties.filters()));
    }
  }
}
