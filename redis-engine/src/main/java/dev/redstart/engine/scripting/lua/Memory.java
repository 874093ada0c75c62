package dev.redstart.engine.scripting.lua;

import java.util.function.LongSupplier;

/**
 * Counts what a script allocates and refuses what would go beyond the budget. What was counted may
 * be garbage already, so before it refuses it lets someone look at what is alive.
 */
public final class Memory {

  private final long budget;

  /** What a script may take before it is taken for one that may take long. */
  private static final long LITTLE = 256 << 10;

  private final LongSupplier alive;
  private final Runnable whenMuch;
  private long left;

  /**
   * What is left beside {@link #left}: a script gets it when it has used up the little it began
   * with.
   */
  private long rest;

  /**
   * @param alive counts what is still in use
   * @param whenMuch called when a script has taken much for the first time
   */
  Memory(long budget, LongSupplier alive, Runnable whenMuch) {
    this.budget = budget;
    this.alive = alive;
    this.whenMuch = whenMuch;
    reset();
  }

  /** Asks for {@code bytes} more; throws Lua's error where there aren't as many. */
  public void charge(long bytes) {
    left -= bytes;
    if (left < 0) {
      takeRest(bytes);
    }
  }

  private void takeRest(long bytes) {
    if (rest > 0) {
      left += rest;
      rest = 0;
      whenMuch.run();
    }
    if (left < 0) {
      lookAgain(bytes);
    }
  }

  private void lookAgain(long bytes) {
    long used = bytes > budget ? bytes : alive.getAsLong() + bytes;
    if (used > budget - budget / 8) {
      // What comes next, an error handler for instance, may still need a little.
      left = budget / 16;
      throw LuaError.plain("not enough memory");
    }
    left = budget - used;
  }

  /** Forgets what was counted: a new script begins. */
  void reset() {
    left = Math.min(budget, LITTLE);
    rest = budget - left;
  }
}
