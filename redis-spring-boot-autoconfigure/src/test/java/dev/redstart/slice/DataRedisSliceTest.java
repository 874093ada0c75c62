package dev.redstart.slice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.data.EngineConnectionFactory;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.data.redis.test.autoconfigure.DataRedisTest;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The slice of Redis tests gets the embedded engine, too. */
@DataRedisTest(properties = "redstart.instances.other.mode=embedded")
class DataRedisSliceTest {

  @Autowired private StringRedisTemplate template;
  @Autowired private RedisConnectionFactory factory;

  @Test
  void runsOnTheEmbeddedEngine() {
    assertThat(factory).isInstanceOf(EngineConnectionFactory.class);
    template.opsForValue().set("key", "value");
    assertThat(template.opsForValue().get("key")).isEqualTo("value");
  }

  @Test
  void hasInstances(@Autowired @Qualifier("other") StringRedisTemplate other) {
    other.opsForValue().set("where", "other");
    assertThat(template.hasKey("where")).isFalse();
  }

  @SpringBootApplication
  static class Application {}
}
