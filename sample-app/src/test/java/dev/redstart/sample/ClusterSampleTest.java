package dev.redstart.sample;

import dev.redstart.engine.testing.RealCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The sample on a cluster of three real Redis servers. */
@Started
@DirtiesContext
final class ClusterSampleTest {

  private static RealCluster redis;

  @DynamicPropertySource
  static void remote(DynamicPropertyRegistry properties) {
    redis = RealCluster.required();
    properties.add("redstart.mode", () -> "remote");
    properties.add("spring.data.redis.cluster.nodes", redis::addresses);
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
