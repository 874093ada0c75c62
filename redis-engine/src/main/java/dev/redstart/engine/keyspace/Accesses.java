package dev.redstart.engine.keyspace;

import dev.redstart.engine.time.Randomness;
import dev.redstart.engine.value.Usage;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of accesses to keys: when the last one was or, while the engine is told to
 * count, about how many there were of late. Entries are guarded by the locks of their shards; the
 * way of counting may be changed by any thread.
 */
public final class Accesses {

  /*
   * Either fits the 31 bits that an entry has for it, so that a change of the way leaves numbers behind that mean
   * something else: they are right again after the next access, as in Redis.
   *
   * Counting: 23 bits for a minute, 8 for a counter after Morris (Counting large numbers of events in small registers,
   * CACM 1978): the higher it is, the less likely an access raises it; it loses one for so many minutes that have passed
   * since that minute.
   */

  /** The highest counter. */
  public static final int MOST = 255;

  /** So that what is new is not the first to go. */
  private static final int INITIAL = 5;

  private static final int COUNTER_BITS = 8;
  private static final int MINUTES = (1 << 23) - 1;
  private static final long MINUTE = 60_000;

  private volatile @Nullable Counting counting;
  private volatile boolean decisive;
  private volatile boolean told;

  Accesses() {}

  /**
   * How accesses are counted.
   *
   * @param logFactor the higher, the more accesses a counter tells apart
   * @param decayMinutes after how many minutes a counter loses one, 0 for never
   */
  public record Counting(long logFactor, long decayMinutes) {

    private int counter(int access, long now) {
      int counter = access & MOST;
      if (decayMinutes == 0) {
        return counter;
      }
      long passed = minutes(now) - (access >>> COUNTER_BITS) & MINUTES;
      return (int) Math.max(0, counter - passed / decayMinutes);
    }

    private int raised(int counter, RandomGenerator random) {
      double odds = 1.0 / (Math.max(0, counter - INITIAL) * (double) logFactor + 1);
      return counter < MOST && random.nextDouble() < odds ? counter + 1 : counter;
    }
  }

  /** Lets accesses be counted so from now on, or not at all. */
  public void count(@Nullable Counting how) {
    counting = how;
  }

  /** True while accesses are counted, false while their times are kept. */
  public boolean counted() {
    return counting != null;
  }

  /** Takes note of an access. */
  public void accessed(Entry entry, long now, Randomness random) {
    Counting how = counting;
    if (how == null) {
      entry.touch(now);
    } else {
      int counter = how.counter(entry.access(), now);
      entry.access(pack(how.raised(counter, random.generator()), now));
    }
  }

  /** Lets accesses decide which keys go, so that each value must have its own. */
  public void decide(boolean newDecisive) {
    decisive = newDecisive;
  }

  /** True where accesses decide which keys go. */
  public boolean decisive() {
    return decisive;
  }

  /** Lets files tell of accesses. */
  public void tell(boolean newTold) {
    told = newTold;
  }

  /** What files tell of {@code entry}. */
  public Usage usage(Entry entry, long now) {
    if (!told) {
      return Usage.UNKNOWN;
    }
    Counting how = counting;
    return how == null
        ? new Usage(entry.idleSeconds(now), Usage.UNKNOWN.frequency())
        : new Usage(Usage.UNKNOWN.idleSeconds(), how.counter(entry.access(), now));
  }

  /** The higher, the longer no one, or hardly anyone, has wanted {@code entry}. */
  public long coldness(Entry entry, long now) {
    Counting how = counting;
    return how == null ? entry.idleTicks(now) : MOST - how.counter(entry.access(), now);
  }

  /** The counter of {@code entry}, 0 while none is kept. */
  public int frequency(Entry entry, long now) {
    Counting how = counting;
    return how == null ? 0 : how.counter(entry.access(), now);
  }

  /** Takes over what another engine knew, as far as it is what is kept here. */
  public void restore(Entry entry, Usage known, long now) {
    if (counted()) {
      if (known.frequency() >= 0) {
        entry.access(pack(Math.min(known.frequency(), MOST), now));
      }
    } else if (known.idleSeconds() >= 0) {
      entry.touch(now - Math.min(known.idleSeconds(), Entry.LONGEST_IDLE_SECONDS) * 1000);
    }
  }

  /** The first note of a new entry. */
  void created(Entry entry, long now) {
    if (counted()) {
      entry.access(pack(INITIAL, now));
    } else {
      entry.touch(now);
    }
  }

  private static int pack(int counter, long now) {
    return (int) (minutes(now) << COUNTER_BITS) | counter;
  }

  private static long minutes(long now) {
    return now / MINUTE & MINUTES;
  }
}
