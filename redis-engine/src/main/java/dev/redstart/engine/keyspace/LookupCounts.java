package dev.redstart.engine.keyspace;

import java.util.Arrays;

/**
 * How often look-ups found their key, for INFO. Counted under the shards' locks; sums are read
 * without any, and may miss what is being counted.
 */
public final class LookupCounts {

  /** Each shard's two numbers have a cache line of their own. */
  private static final int STRIDE = 8;

  private final long[] counts;

  LookupCounts(int shards) {
    this.counts = new long[(shards + 1) * STRIDE];
  }

  void count(int shard, boolean hit) {
    counts[(shard + 1) * STRIDE + (hit ? 0 : 1)]++;
  }

  public long hits() {
    return sum(0);
  }

  public long misses() {
    return sum(1);
  }

  /** Starts again at zero, for CONFIG RESETSTAT. All shards are locked. */
  public void reset() {
    Arrays.fill(counts, 0);
  }

  private long sum(int which) {
    long sum = 0;
    for (int i = STRIDE; i < counts.length; i += STRIDE) {
      sum += counts[i + which];
    }
    return sum;
  }
}
