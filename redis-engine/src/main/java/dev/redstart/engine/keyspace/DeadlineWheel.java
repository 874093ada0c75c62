package dev.redstart.engine.keyspace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Deadlines of one shard's keys in one database, soonest first in coarse steps. Guarded by the
 * shard's lock.
 *
 * @see <a href="https://dl.acm.org/doi/10.1145/41457.37504">Varghese and Lauck, Hashed and
 *     Hierarchical Timing Wheels</a>
 */
final class DeadlineWheel {

  /*
   * Four wheels of 64 slots whose slots last 4 ms, 256 ms, 16 s and 17 min; later deadlines wait in the last wheel's
   * farthest slot and are placed again when it turns up. A deadline sits in the finest wheel that reaches it, in the slot
   * that holds its time; when time enters a slot of a coarse wheel, its deadlines fall into finer ones, and those of the
   * finest are due. So each deadline moves at most four times (and once in 18 hours beyond that), whatever the number of
   * keys. A key goes at the end of its 4 ms slot at the latest. One word per wheel marks the slots in use, which finds the
   * next time at which there is work without walking over empty ones.
   */

  /** So that the sum of many can't overflow. */
  private static final long FARTHEST_SECOND = 1L << 35;

  private static final int LEVELS = 4;
  private static final int SLOT_BITS = 6;
  private static final int SLOTS = 1 << SLOT_BITS;
  private static final int TICK_BITS = 2;

  private static final @Nullable DeadlineSlot[] NO_SLOTS = {};

  /** What {@link #nextWork} answers where there is no deadline. */
  static final long NO_WORK = Long.MAX_VALUE;

  private final Level[] levels = {new Level(), new Level(), new Level(), new Level()};
  private final long[] used = new long[LEVELS];
  private long tick;
  private int size;
  private long sumOfSeconds;

  DeadlineWheel(long now) {
    tick = now >> TICK_BITS;
  }

  int size() {
    return size;
  }

  /**
   * All deadlines together, in seconds since 1970, those in the far future as if they were near.
   */
  long sumOfSeconds() {
    return sumOfSeconds;
  }

  void add(Deadline deadline) {
    place(deadline);
    size++;
    sumOfSeconds += seconds(deadline);
  }

  void remove(Deadline deadline) {
    DeadlineSlot slot = deadline.slot;
    if (slot != null) {
      slot.remove(deadline);
      forget(deadline);
    }
  }

  private void forget(Deadline deadline) {
    size--;
    sumOfSeconds -= seconds(deadline);
  }

  void clear() {
    for (Level level : levels) {
      level.slots = NO_SLOTS;
    }
    Arrays.fill(used, 0);
    size = 0;
    sumOfSeconds = 0;
  }

  private static long seconds(Deadline deadline) {
    return Math.min(deadline.at / 1000, FARTHEST_SECOND);
  }

  /**
   * The earliest time at which {@link #advance} has something to do; it may turn out to be nothing.
   */
  long nextWork() {
    if (size == 0) {
      return NO_WORK;
    }
    long earliest = NO_WORK;
    for (int level = 0; level < LEVELS; level++) {
      if (used[level] != 0) {
        earliest = Math.min(earliest, nextWork(level));
      }
    }
    return earliest;
  }

  /**
   * The finest wheel's deadlines are due when their slot ends, a coarse one's fall when it begins.
   */
  private long nextWork(int level) {
    int shift = level * SLOT_BITS;
    long current = tick >> shift;
    int ahead = Long.numberOfTrailingZeros(Long.rotateRight(used[level], (int) current));
    return (current + ahead + (level == 0 ? 1 : 0)) << (shift + TICK_BITS);
  }

  /**
   * Takes out what is due, at most {@code limit} of it, and hands it over. True where more may be
   * due.
   */
  boolean advance(long now, int limit, Consumer<Entry> due) {
    long target = now >> TICK_BITS;
    int left = limit;
    if (size == 0) {
      tick = target;
      Arrays.fill(used, 0);
      return false;
    }
    if (target < tick) {
      turnBack(target);
    }
    while (tick < target) {
      // All deadlines of slot `tick` lie before the next tick, which has come.
      left = expire((int) tick & (SLOTS - 1), left, due);
      if (left == 0) {
        return true;
      }
      step(target);
    }
    expireBegun(now, left, due);
    return false;
  }

  /** The clock was set back: all deadlines wait anew. */
  private void turnBack(long target) {
    List<Deadline> all = new ArrayList<>(size);
    for (Level level : levels) {
      for (DeadlineSlot slot : level.slots) {
        if (slot != null) {
          slot.empty(all::add);
        }
      }
    }
    Arrays.fill(used, 0);
    tick = target;
    all.forEach(this::place);
  }

  /** What is due in the slot that has begun, where few have to be looked at. */
  private void expireBegun(long now, int limit, Consumer<Entry> due) {
    DeadlineSlot slot = levels[0].slot((int) tick & (SLOTS - 1));
    if (slot == null || slot.size() > limit) {
      return;
    }
    for (Deadline deadline : slot.until(now)) {
      remove(deadline);
      due.accept(deadline.entry);
    }
  }

  /** Moves to the next tick at which a slot is in use, at most to {@code target}. */
  private void step(long target) {
    long next = Math.min(target, Math.max(tick + 1, (nextWork() >> TICK_BITS) - 1));
    long from = tick;
    tick = next;
    for (int level = LEVELS - 1; level > 0; level--) {
      int shift = level * SLOT_BITS;
      if (from >> shift != next >> shift) {
        fall(level, (int) (next >> shift) & (SLOTS - 1));
      }
    }
  }

  private int expire(int index, int limit, Consumer<Entry> due) {
    DeadlineSlot slot = levels[0].slot(index);
    int left = limit;
    while (slot != null && slot.size() > 0 && left > 0) {
      Deadline deadline = slot.take();
      forget(deadline);
      left--;
      due.accept(deadline.entry);
    }
    if (left > 0) {
      used[0] &= ~(1L << index);
    }
    return left;
  }

  private void fall(int level, int index) {
    DeadlineSlot slot = levels[level].slot(index);
    used[level] &= ~(1L << index);
    if (slot != null) {
      slot.empty(this::place);
    }
  }

  private void place(Deadline deadline) {
    long at = Math.max(deadline.at >> TICK_BITS, tick);
    int level = 0;
    while (level < LEVELS - 1
        && (at >> (level * SLOT_BITS)) - (tick >> (level * SLOT_BITS)) >= SLOTS) {
      level++;
    }
    int shift = level * SLOT_BITS;
    long slot = Math.min(at >> shift, (tick >> shift) + SLOTS - 1);
    int index = (int) slot & (SLOTS - 1);
    used[level] |= 1L << index;
    levels[level].open(index).add(deadline);
  }

  /** An entry with a deadline, each as likely as any other; there must be one. */
  Entry random(RandomGenerator random) {
    int before = random.nextInt(size);
    for (int level = 0; level < LEVELS; level++) {
      for (long rest = used[level]; rest != 0; rest &= rest - 1) {
        DeadlineSlot slot = levels[level].slot(Long.numberOfTrailingZeros(rest));
        int here = slot == null ? 0 : slot.size();
        if (slot != null && before < here) {
          return slot.peek(before).entry;
        }
        before -= here;
      }
    }
    throw new NoSuchElementException("no deadline");
  }

  /** One wheel's slots, made when first used. */
  private static final class Level {
    private @Nullable DeadlineSlot[] slots = NO_SLOTS;

    @Nullable DeadlineSlot slot(int index) {
      return index < slots.length ? slots[index] : null;
    }

    DeadlineSlot open(int index) {
      if (slots.length == 0) {
        slots = new @Nullable DeadlineSlot[SLOTS];
      }
      DeadlineSlot slot = slots[index];
      if (slot == null) {
        slot = new DeadlineSlot();
        slots[index] = slot;
      }
      return slot;
    }
  }
}
