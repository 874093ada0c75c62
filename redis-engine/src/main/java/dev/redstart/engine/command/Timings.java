package dev.redstart.engine.command;

import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * How long the calls of one command took, for INFO and LATENCY HISTOGRAM. Any thread.
 *
 * <p>Not every call is timed: a look at the clock costs a good part of what a GET does. The first
 * thousand calls of each command are timed, then each call of a command that is not of the quick
 * kind, and one in sixty-four of a quick one, which stands for as many.
 */
public final class Timings {

  private static final int FEW = 1000;

  private final LongAdder nanos = new LongAdder();
  private volatile @Nullable Durations durations;
  private int timed;

  /** True while so few calls were timed that each of them counts. */
  public boolean few() {
    return timed < FEW;
  }

  /**
   * Notes a call.
   *
   * @param weight for how many calls it stands
   * @param spread whether its duration is kept for the histogram, too
   */
  public void note(long duration, int weight, boolean spread) {
    // Threads may lose each other's counts here: then a few more are timed than need be.
    if (timed < FEW) {
      timed++;
    }
    nanos.add(duration * weight);
    if (spread) {
      durations().add(duration, weight);
    }
  }

  /** All nanoseconds together. */
  public long nanos() {
    return nanos.sum();
  }

  /** How the durations are spread, null where none was kept. */
  public @Nullable Durations spread() {
    return durations;
  }

  /** Forgets everything. */
  public void reset() {
    nanos.reset();
    durations = null;
    timed = 0;
  }

  private Durations durations() {
    Durations all = durations;
    if (all == null) {
      synchronized (this) {
        all = durations;
        if (all == null) {
          all = new Durations();
          durations = all;
        }
      }
    }
    return all;
  }
}
