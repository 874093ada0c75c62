package dev.redstart.engine.testing;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/**
 * The base of tests that run commands on an engine of their own, with the default settings: {@code
 * run("HSET h f v").isInteger(1)}. After each test the engine is checked to be in order.
 */
public abstract class EngineTest {

  /** The engine under test. */
  protected final TestEngine engine;

  /**
   * @param settings names and values in turn, as redis.conf has them
   */
  protected EngineTest(String... settings) {
    engine = new TestEngine(settings);
  }

  /** Runs a line as {@link CommandLine} reads it. */
  protected final Outcome run(String line) {
    return engine.run(line);
  }

  /** Moves the clock, and runs what falls due. */
  protected final void advance(Duration by) {
    engine.advance(by);
  }

  @AfterEach
  final void leavesItInOrder() {
    engine.close();
  }
}
