package dev.redstart.engine.command;

import java.util.concurrent.atomic.LongAdder;

/** How often reads found their key, for INFO. Any thread. */
public final class LookupStats {

  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();

  void looked(boolean hit) {
    (hit ? hits : misses).increment();
  }

  public long hits() {
    return hits.sum();
  }

  public long misses() {
    return misses.sum();
  }

  /** Starts again at zero, for CONFIG RESETSTAT. */
  public void reset() {
    hits.reset();
    misses.reset();
  }
}
