package dev.redstart.test;

import static dev.redstart.test.RedstartAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.redis.test.autoconfigure.DataRedisTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.listener.PatternTopic;
import org.springframework.data.redis.listener.RedisMessageListenerContainer;

/** The slice of Redis tests, on an engine that other contexts use by its name. */
@DataRedisTest(properties = "redstart.settings.notify-keyspace-events=Ex")
@RedstartTest("slice")
@Timeout(60)
class SharedBySpringTest {

  @Autowired private StringRedisTemplate redis;
  @Autowired private RedisEngine engine;
  @Autowired private RedstartClock clock;

  @Test
  void anotherContextOfThatNameHasTheSameEngine() {
    redis.opsForValue().set("k", "v");
    try (ConfigurableApplicationContext other =
        new SpringApplicationBuilder(Application.class)
            .web(WebApplicationType.NONE)
            .initializers(
                context -> new EngineCustomizer("slice", List.of()).customizeContext(context, null))
            .run("--spring.data.redis.repositories.enabled=false")) {
      assertThat(other.getBean(RedisEngine.class) == engine).isTrue();
      assertThat(other.getBean(RedstartClock.class)).isSameAs(clock);
    }
    // The other context is closed, and the engine is not.
    redis.opsForValue().set("k", "v", Duration.ofSeconds(9));
    clock.advance(Duration.ofSeconds(9));
    assertThat(engine).key("k").isAbsent();
  }

  @Test
  void listenersHearOfWhatExpires(@Autowired RedisConnectionFactory factory) throws Exception {
    BlockingQueue<String> expired = new LinkedBlockingQueue<>();
    RedisMessageListenerContainer container = new RedisMessageListenerContainer();
    container.setConnectionFactory(factory);
    container.addMessageListener(
        (message, pattern) -> expired.add(message.toString()),
        new PatternTopic("__keyevent@0__:*"));
    container.afterPropertiesSet();
    container.start();
    try {
      redis.opsForValue().set("k", "v", Duration.ofMinutes(30));
      clock.advance(Duration.ofMinutes(30));
      assertThat(expired.poll(30, TimeUnit.SECONDS)).isEqualTo("k");
    } finally {
      container.destroy();
    }
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {}
}
