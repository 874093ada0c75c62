package dev.redstart.sample;

import dev.redstart.engine.testing.RealServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The sample on a real Redis server. */
@Started
@DirtiesContext
final class ServerSampleTest {

  private static RealServer redis;

  @DynamicPropertySource
  static void remote(DynamicPropertyRegistry properties) {
    redis = RealServer.required();
    properties.add("redstart.mode", () -> "remote");
    properties.add("spring.data.redis.port", redis::port);
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @Nested
  class Api extends SampleApi {}

  @Nested
  class Sight extends SampleSight {}

  @Nested
  class Page extends SamplePage {}
}
