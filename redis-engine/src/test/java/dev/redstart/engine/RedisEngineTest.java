package dev.redstart.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redstart.engine.spi.Assembly;
import dev.redstart.engine.spi.Feature;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** When an engine starts and ends. */
class RedisEngineTest {

  /** Counts how often it was started. */
  private static final class Counting implements Feature {

    private final AtomicInteger starts = new AtomicInteger();
    private final AtomicInteger ends = new AtomicInteger();

    @Override
    public void install(Assembly assembly) {
      starts.incrementAndGet();
    }

    @Override
    public void close() {
      ends.incrementAndGet();
    }
  }

  @Test
  void startsWhenItIsBuilt() {
    Counting feature = new Counting();
    try (RedisEngine engine = RedisEngine.builder().with(feature).build()) {
      assertThat(feature.starts).hasValue(1);
      assertThat(engine.commands().find("get")).isNotNull();
    }
    assertThat(feature.ends).hasValue(1);
  }

  @Test
  void startsOnceWhenItIsFirstUsed() {
    Counting feature = new Counting();
    try (RedisEngine engine = RedisEngine.builder().with(feature).buildLater()) {
      assertThat(engine.clock().micros()).isPositive();
      assertThat(feature.starts).hasValue(0);
      assertThat(engine.isRunning()).isFalse();
      try (Session session = engine.session()) {
        assertThat(session.execute("PING").asText()).isEqualTo("PONG");
      }
      engine.session().close();
      assertThat(feature.starts).hasValue(1);
      assertThat(engine.isRunning()).isTrue();
    }
    assertThat(feature.ends).hasValue(1);
  }

  @Test
  void neverStartsOnceItWasClosed() {
    Counting feature = new Counting();
    RedisEngine engine = RedisEngine.builder().with(feature).buildLater();
    engine.close();
    assertThatThrownBy(engine::session).isInstanceOf(IllegalStateException.class);
    assertThatCode(engine::close).doesNotThrowAnyException();
    assertThat(feature.starts).hasValue(0);
    assertThat(feature.ends).hasValue(0);
  }

  @Test
  void tellsWhatIsWrongAtTheFirstUse() {
    try (RedisEngine engine = RedisEngine.builder().setting("no-such", "1").buildLater()) {
      assertThatThrownBy(engine::session)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no-such");
    }
  }
}
