package dev.redstart.engine.time;

import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** The engine's one source of chance. Tests hand in a seeded one. */
@FunctionalInterface
public interface Randomness {

  /** A generator for the calling thread, to be used at once and not kept. */
  RandomGenerator generator();

  /** The machine's chance: fast, not for secrets. */
  static Randomness system() {
    return ThreadLocalRandom::current;
  }
}
