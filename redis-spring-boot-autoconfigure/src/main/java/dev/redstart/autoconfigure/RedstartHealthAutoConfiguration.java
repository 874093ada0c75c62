package dev.redstart.autoconfigure;

import dev.redstart.actuate.InstanceHealth;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.health.DataRedisHealthContributorAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.health.DataRedisReactiveHealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.CompositeHealthContributorConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Health of each Redis, the engine or a server. It stands where Boot's own would, under the same
 * name and switch, for two opinions of one Redis would help nobody.
 */
@AutoConfiguration(
    after = DataRedisAutoConfiguration.class,
    before = {
      DataRedisReactiveHealthContributorAutoConfiguration.class,
      DataRedisHealthContributorAutoConfiguration.class
    })
@ConditionalOnClass({
  RedisConnectionFactory.class,
  HealthIndicator.class,
  ConditionalOnEnabledHealthIndicator.class
})
@ConditionalOnBean(RedisConnectionFactory.class)
@ConditionalOnEnabledHealthIndicator("redis")
@ConditionalOnBooleanProperty(name = "redstart.health.enabled", matchIfMissing = true)
@EnableConfigurationProperties(RedstartHealthProperties.class)
public final class RedstartHealthAutoConfiguration
    extends CompositeHealthContributorConfiguration<InstanceHealth, RedisConnectionFactory> {

  RedstartHealthAutoConfiguration(RedstartHealthProperties properties) {
    super(factory -> new InstanceHealth(factory, properties.memoryPressure()));
  }

  @Bean
  @ConditionalOnMissingBean(name = {"redisHealthIndicator", "redisHealthContributor"})
  HealthContributor redisHealthContributor(ConfigurableListableBeanFactory beans) {
    return createContributor(beans, RedisConnectionFactory.class);
  }
}
