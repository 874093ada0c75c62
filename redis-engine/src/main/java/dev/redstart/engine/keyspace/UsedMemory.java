package dev.redstart.engine.keyspace;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** How many bytes of memory all keys and values take together, as far as shards have told. */
public final class UsedMemory {

  /*
   * Each shard sums up by itself and tells when its sum has changed by more than the slack, so that shards don't fight for
   * one counter: however small a budget is, what all of them keep back is less than a thousandth of it.
   */

  private static final long WIDEST_SLACK = 1 << 14;
  private static final int PART = 1 << 10;

  private final LongAdder freedLater = new LongAdder();
  private final AtomicLong told = new AtomicLong();
  private final int shards;
  private volatile long slack = WIDEST_SLACK;
  private volatile long peak;

  UsedMemory(int shards) {
    this.shards = shards;
  }

  /** The sum, true to what {@link #guard} asked for. Any thread. */
  public long bytes() {
    return told.get();
  }

  /** The most there ever was. Any thread. */
  public long peak() {
    return Math.max(peak, told.get());
  }

  /** Counts what others would free in the background: here all is, by the collector. Any thread. */
  public void freeLater(long count) {
    freedLater.add(count);
  }

  /** What {@link #freeLater} has counted since the start, or since it was reset. Any thread. */
  public LongAdder freedLater() {
    return freedLater;
  }

  /** Makes the sum as exact as a budget of so many bytes needs, 0 for none. */
  public void guard(long budget) {
    slack = budget == 0 ? WIDEST_SLACK : Math.min(WIDEST_SLACK, budget / PART / shards);
  }

  /** True where a shard has to tell of a change. */
  boolean wants(long change) {
    long s = slack;
    return change > s || change < -s;
  }

  void add(long change) {
    long now = told.addAndGet(change);
    if (change > 0 && now > peak) {
      peak = now;
    }
  }
}
