package dev.redstart.autoconfigure;

import dev.redstart.actuate.LimitMeters;
import dev.redstart.actuate.RedisInstance;
import dev.redstart.actuate.RedisMeters;
import dev.redstart.ratelimit.RateLimits;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** Meters of each Redis, the engine or a server, and of the rate limits. */
@AutoConfiguration(
    after = {DataRedisAutoConfiguration.class, RateLimitAutoConfiguration.class},
    afterName =
        "org.springframework.boot.micrometer.metrics.autoconfigure"
            + ".CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass({MeterRegistry.class, RedisConnectionFactory.class})
@ConditionalOnBean({MeterRegistry.class, RedisConnectionFactory.class})
@ConditionalOnBooleanProperty(name = "redstart.metrics.enabled", matchIfMissing = true)
@EnableConfigurationProperties(RedstartMetricsProperties.class)
public final class RedstartMetricsAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  RedisMeters redstartMeters(
      ConfigurableListableBeanFactory beans,
      RedstartMetricsProperties properties,
      ObjectProvider<Clock> clock) {
    return new RedisMeters(
        RedisInstance.all(beans),
        properties.interval(),
        properties.timeout(),
        clock.getIfAvailable(() -> Clock.SYSTEM));
  }

  /** Meters of the rate limits, where there are any. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(ProxyManager.class)
  @ConditionalOnBean(RateLimits.class)
  static final class LimitMetrics {

    @Bean
    @ConditionalOnMissingBean
    LimitMeters redstartLimitMeters(RateLimits limits) {
      return new LimitMeters(limits.counts());
    }
  }
}
