package dev.redstart.test;

import dev.redstart.engine.time.Randomness;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Chance that takes the same course after the same seed, as long as the same is asked of it. */
final class Chance implements Randomness {

  private volatile Random random = new Random();

  void seed(long seed) {
    random = new Random(seed);
  }

  @Override
  public RandomGenerator generator() {
    return random;
  }
}
