package dev.redstart.sample;

import org.junit.jupiter.api.Nested;

/** The sample on the engine in its own process. */
@Started
final class EmbeddedSampleTest {

  @Nested
  class Api extends SampleApi {}

  @Nested
  class Sight extends SampleSight {}

  @Nested
  class Page extends SamplePage {}
}
