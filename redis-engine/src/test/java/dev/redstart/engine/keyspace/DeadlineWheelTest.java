package dev.redstart.engine.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.value.DataType;
import dev.redstart.engine.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DeadlineWheelTest {

  private static final long START = 1_700_000_000_123L;

  /** How long a slot of the finest wheel lasts: nothing may stay longer beyond its deadline. */
  private static final long SLOT = 4;

  private final Map<Entry, Deadline> waiting = new HashMap<>();
  private final List<Entry> due = new ArrayList<>();
  private DeadlineWheel wheel = new DeadlineWheel(START);

  @Test
  void anEmptyWheelHasNoWork() {
    assertThat(wheel.nextWork()).isEqualTo(DeadlineWheel.NO_WORK);
    assertThat(wheel.advance(START + 1_000_000, 10, due::add)).isFalse();
    assertThat(due).isEmpty();
  }

  @Test
  void eachDeadlineIsDueWithinOneSlot() {
    for (long ahead : new long[] {0, 1, 3, 4, 5, 255, 256, 257, 16_384, 1_048_576, 90_000_000}) {
      wheel = new DeadlineWheel(START);
      add(START + ahead);
      long at = runUntilDue();
      assertThat(at).as("%d ms ahead", ahead).isBetween(START + ahead, START + ahead + SLOT);
    }
  }

  @Test
  void aDeadlineInThePastIsDueAtOnce() {
    add(START - 5_000);
    assertThat(wheel.nextWork()).isLessThanOrEqualTo(START + SLOT);
    wheel.advance(START + SLOT, 10, due::add);
    assertThat(due).hasSize(1);
  }

  @Test
  void whoComesWithinASlotTakesOutWhatIsDue() {
    long slot = START + 1;
    Entry first = add(slot + 1);
    add(slot + 2);
    assertThat(wheel.advance(slot + 1, 10, due::add)).isFalse();
    assertThat(due).containsExactly(first);
    wheel.advance(slot + 2, 10, due::add);
    assertThat(due).hasSize(2);
    assertThat(wheel.size()).isZero();
  }

  @Test
  void aClockThatIsSetBackDelaysNothing() {
    add(START + 7_200_000);
    add(START + 3_600_050);
    wheel.advance(START + 3_600_000, 10, due::add);
    wheel.advance(START, 10, due::add);
    assertThat(due).isEmpty();
    add(START + 1_000);
    assertThat(runUntilDue()).isBetween(START + 1_000, START + 1_000 + SLOT);
    assertThat(runUntilDue()).isBetween(START + 3_600_050, START + 3_600_050 + SLOT);
    assertThat(wheel.size()).isEqualTo(1);
  }

  @Test
  void aRemovedDeadlineIsNeverDue() {
    Entry entry = add(START + 100);
    wheel.remove(deadlineOf(entry));
    assertThat(wheel.size()).isZero();
    wheel.advance(START + 1_000, 10, due::add);
    assertThat(due).isEmpty();
    assertThat(wheel.nextWork()).isEqualTo(DeadlineWheel.NO_WORK);
  }

  @Test
  void aBatchStopsAtItsLimitAndGoesOn() {
    for (int i = 0; i < 100; i++) {
      add(START + 10);
    }
    assertThat(wheel.advance(START + 20, 30, due::add)).isTrue();
    assertThat(due).hasSize(30);
    while (wheel.advance(START + 20, 30, due::add)) {
      assertThat(due.size()).isLessThanOrEqualTo(100);
    }
    assertThat(due).hasSize(100).doesNotHaveDuplicates();
  }

  @Test
  void behavesLikeASortedMap() {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      wheel = new DeadlineWheel(START);
      waiting.clear();
      long now = START;
      for (int step = 0; step < 200; step++) {
        now = step(random, now);
        checkNothingIsLate(now, seed);
      }
    }
  }

  private long step(Random random, long now) {
    int kind = random.nextInt(10);
    if (kind < 5) {
      add(now + (long) Math.pow(10, random.nextDouble() * 9) - 1);
    } else if (kind < 6 && !waiting.isEmpty()) {
      Entry victim = waiting.keySet().iterator().next();
      wheel.remove(deadlineOf(victim));
      waiting.remove(victim);
    } else {
      long later = now + (long) Math.pow(10, random.nextDouble() * 8);
      advance(later);
      return later;
    }
    return now;
  }

  private void advance(long now) {
    boolean more = true;
    for (int batches = 0; more; batches++) {
      assertThat(batches).as("batches").isLessThan(1_000);
      more = wheel.advance(now, 7, entry -> checkIsDue(entry, now));
    }
  }

  private void checkIsDue(Entry entry, long now) {
    assertThat(deadlineOf(entry).at).isLessThanOrEqualTo(now);
    waiting.remove(entry);
  }

  private void checkNothingIsLate(long now, long seed) {
    assertThat(wheel.size()).as("seed %d", seed).isEqualTo(waiting.size());
    long earliest = waiting.values().stream().mapToLong(d -> d.at).min().orElse(Long.MAX_VALUE);
    assertThat(earliest).as("seed %d", seed).isGreaterThan(now - SLOT);
    if (earliest != Long.MAX_VALUE) {
      assertThat(wheel.nextWork())
          .as("seed %d", seed)
          .isLessThanOrEqualTo(Math.max(earliest, now) + SLOT);
    }
  }

  /** Advances only when the wheel asks for it, as the expirer does. */
  private long runUntilDue() {
    due.clear();
    long now = START;
    for (int wakes = 0; due.isEmpty(); wakes++) {
      assertThat(wakes).as("wakes").isLessThan(100);
      now = Math.max(now, wheel.nextWork());
      wheel.advance(now, 10, due::add);
    }
    return now;
  }

  private Entry add(long at) {
    Entry entry = new Entry(Bytes.of("key" + at), new Nothing());
    Deadline deadline = new Deadline(entry, at);
    waiting.put(entry, deadline);
    wheel.add(deadline);
    return entry;
  }

  private Deadline deadlineOf(Entry entry) {
    Deadline deadline = waiting.get(entry);
    assertThat(deadline).isNotNull();
    return deadline;
  }

  private static final class Nothing implements Value {
    @Override
    public DataType<?> type() {
      throw new AssertionError("nobody asks");
    }

    @Override
    public boolean isEmpty() {
      return true;
    }

    @Override
    public String encoding() {
      return "none";
    }

    @Override
    public long heapBytes() {
      return 0;
    }

    @Override
    public Value copy() {
      return new Nothing();
    }
  }
}
