package dev.redstart.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.health.DataRedisHealthContributorAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.health.DataRedisReactiveHealthContributorAutoConfiguration;
import org.springframework.boot.data.redis.health.DataRedisHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.data.redis.connection.RedisConnectionFactory;

class HealthTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  RedstartAutoConfiguration.class,
                  EmbeddedEngineAutoConfiguration.class,
                  DataRedisAutoConfiguration.class,
                  DataRedisReactiveAutoConfiguration.class,
                  DataRedisReactiveHealthContributorAutoConfiguration.class,
                  DataRedisHealthContributorAutoConfiguration.class));

  @Test
  void theEngineIsUp() {
    runner.run(
        context -> {
          assertUp(context.getBean(ReactiveHealthIndicator.class).health().block());
          RedisConnectionFactory factory = context.getBean(RedisConnectionFactory.class);
          assertUp(new DataRedisHealthIndicator(factory).health());
        });
  }

  private static void assertUp(Health health) {
    assertThat(health.getStatus()).isEqualTo(Status.UP);
    assertThat(health.getDetails()).extractingByKey("version").asString().startsWith("7.4");
  }
}
