package dev.redstart.engine.scripting;

import dev.redstart.engine.scripting.lua.MathLibrary;

/** The 48-bit generator of C's {@code lrand48}: a script that seeds it gets Redis' row. */
final class ScriptChance implements MathLibrary.Chance {

  private static final long FACTOR = 0x5DEECE66DL;
  private static final long ADDEND = 0xB;
  private static final long MASK = (1L << 48) - 1;
  private static final int LOW = 0x330E;

  private long row = 0x1234ABCD330EL;

  @Override
  public double next() {
    row = (row * FACTOR + ADDEND) & MASK;
    long number = row >>> 17;
    return (double) (number % Integer.MAX_VALUE) / Integer.MAX_VALUE;
  }

  @Override
  public void seed(int seed) {
    row = ((long) seed << 16 | LOW) & MASK;
  }
}
