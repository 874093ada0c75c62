package dev.redstart.cache;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What Spring Data's statistics don't count, by cache. */
public final class CacheCounts {

  private final Map<String, Of> byName = new ConcurrentHashMap<>();

  /** The counts of one cache. */
  public Of of(String cache) {
    return byName.computeIfAbsent(cache, name -> new Of());
  }

  /** Starts the counts of one cache from zero. */
  void reset(String cache) {
    byName.remove(cache);
  }

  /** The counts of one cache. */
  public static final class Of {

    final LongAdder undecodable = new LongAdder();
    final LongAdder failures = new LongAdder();
    final LongAdder refreshes = new LongAdder();
    final LongAdder nearHits = new LongAdder();
    final LongAdder waitedNanos = new LongAdder();

    private Of() {}

    /** Values that could not be read, and counted as absent. */
    public long undecodable() {
      return undecodable.sum();
    }

    /** Calls that went on without the cache because its server failed. */
    public long failures() {
      return failures.sum();
    }

    /** Values that were loaded again before they expired. */
    public long refreshes() {
      return refreshes.sum();
    }

    /** Values that were found in this process, without a call to the server. */
    public long nearHits() {
      return nearHits.sum();
    }
  }
}
