package dev.redstart.engine.scripting.lua;

import java.util.function.LongSupplier;

/**
 * Counts what a script allocates and refuses what would go beyond the budget. What was counted may
 * be garbage already, so before it refuses it lets someone look at what is alive.
 */
public final class Memory {

  private final long budget;
  private final LongSupplier alive;
  private long left;

  Memory(long budget, LongSupplier alive) {
    this.budget = budget;
    this.alive = alive;
    this.left = budget;
  }

  /** Asks for {@code bytes} more; throws Lua's error where there aren't as many. */
  public void charge(long bytes) {
    left -= bytes;
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
    left = budget;
  }
}
