package dev.redstart.engine.command;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLongArray;

/** A histogram of durations in nanoseconds, up to a second, true to one percent. Any thread. */
public final class Durations {

  /*
   * Log-linear, as in Gil Tene's HdrHistogram with two digits: below 256 each value has a bucket of its own; each further
   * doubling is cut into 128 buckets of the same width. So the bucket follows from the position of the highest bit, and no
   * bucket is wider than a 128th of what it holds.
   */

  private static final int LINEAR_BITS = 8;
  private static final int HALF = 1 << (LINEAR_BITS - 1);
  private static final long LONGEST = 1_000_000_000;
  private static final int BUCKETS = bucket(LONGEST) + 1;
  private static final long NANOS_PER_MICRO = 1000;
  private static final long FIRST_STEP = 1024;

  private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);

  void add(long nanos, int weight) {
    counts.addAndGet(bucket(Math.max(0, Math.min(nanos, LONGEST))), weight);
  }

  /** How many durations there are. */
  public long count() {
    long count = 0;
    for (int i = 0; i < BUCKETS; i++) {
      count += counts.get(i);
    }
    return count;
  }

  /** The duration in nanoseconds that {@code percent} of all don't exceed. */
  public long percentile(double percent) {
    long wanted = Math.max(1, (long) (percent / 100 * count() + 0.5));
    long seen = 0;
    for (int i = 0; i < BUCKETS; i++) {
      seen += counts.get(i);
      if (seen >= wanted) {
        return highest(i);
      }
    }
    return 0;
  }

  /**
   * How many durations don't exceed each of a row of microseconds that doubles from step to step,
   * where that number grows.
   */
  public Map<Long, Long> cumulative() {
    Map<Long, Long> steps = new TreeMap<>();
    long total = count();
    long seen = 0;
    int next = 0;
    for (long step = FIRST_STEP; seen < total; step *= 2) {
      int last = bucket(Math.min(step, LONGEST));
      long before = seen;
      while (next <= last) {
        seen += counts.get(next++);
      }
      if (seen > before) {
        steps.put(highest(last) / NANOS_PER_MICRO, seen);
      }
      if (last == BUCKETS - 1) {
        break;
      }
    }
    return steps;
  }

  private static int bucket(long value) {
    int excess = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(value) - LINEAR_BITS);
    return excess * HALF + (int) (value >>> excess);
  }

  /** The highest value that falls into a bucket. */
  private static long highest(int bucket) {
    int excess = bucket < 2 * HALF ? 0 : bucket / HALF - 1;
    long start = bucket - (long) excess * HALF;
    return ((start + 1) << excess) - 1;
  }
}
