package dev.redstart.engine.structure;

import java.util.Random;

/**
 * The seed of a random test: fresh for each run, printed where the test fails, replayed by {@code
 * -Dseed=}.
 */
final class Seeds {

  private Seeds() {}

  interface Test {
    void run(Random random) throws Exception;
  }

  static void run(Test test) {
    long seed = Long.getLong("seed", new Random().nextLong());
    try {
      test.run(new Random(seed));
    } catch (Exception | AssertionError e) {
      throw new AssertionError("-Dseed=" + seed + ": " + e.getMessage(), e);
    }
  }
}
