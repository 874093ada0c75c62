package dev.redstart.slice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.data.EngineConnectionFactory;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.data.redis.test.autoconfigure.DataRedisTest;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The slice of Redis tests gets the embedded engine, too. */
@DataRedisTest
class DataRedisSliceTest {

  @Autowired private StringRedisTemplate template;
  @Autowired private RedisConnectionFactory factory;

  @Test
  void runsOnTheEmbeddedEngine() {
    assertThat(factory).isInstanceOf(EngineConnectionFactory.class);
    template.opsForValue().set("key", "value");
    assertThat(template.opsForValue().get("key")).isEqualTo("value");
  }

  @SpringBootApplication
  static class Application {}
}
