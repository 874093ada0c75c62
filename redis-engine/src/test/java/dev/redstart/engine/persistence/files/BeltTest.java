package dev.redstart.engine.persistence.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one thread reads and another one takes. */
@Timeout(60)
class BeltTest {

  private static final Runnable NOTHING = () -> {};

  @Test
  void everythingComesInOrder() {
    try (Belt<Integer> belt = new Belt<>("reader", onto -> count(onto, 100_000, 7))) {
      List<Integer> all = new ArrayList<>();
      for (List<Integer> some = belt.next(NOTHING); !some.isEmpty(); some = belt.next(NOTHING)) {
        all.addAll(some);
      }
      assertThat(all).hasSize(100_000).isSorted().startsWith(1).endsWith(100_000);
      assertThat(belt.next(NOTHING)).isEmpty();
    }
  }

  @Test
  void aFailureComesAfterWhatWasReadBefore() {
    IllegalStateException failure = new IllegalStateException("damaged");
    try (Belt<Integer> belt =
        new Belt<>(
            "reader",
            onto -> {
              count(onto, 3, 1);
              throw failure;
            })) {
      assertThat(belt.next(NOTHING)).containsExactly(1, 2, 3);
      assertThatThrownBy(() -> belt.next(NOTHING)).isSameAs(failure);
    }
  }

  @Test
  void anErrorComesToo() {
    OutOfMemoryError error = new OutOfMemoryError("too much");
    try (Belt<Integer> belt =
        new Belt<>(
            "reader",
            onto -> {
              throw error;
            })) {
      assertThatThrownBy(() -> belt.next(NOTHING)).isSameAs(error);
    }
  }

  /** However large they are, one is read ahead. */
  @Test
  void largeThingsWait() {
    AtomicInteger read = new AtomicInteger();
    long[] position = {0};
    try (Belt<Integer> belt =
        new Belt<>(
            "reader",
            onto -> {
              for (int i = 1; i <= 20; i++) {
                position[0] += 1 << 30;
                read.set(i);
                onto.put(i, position[0]);
              }
            })) {
      for (int taken = 1; taken <= 20; taken++) {
        assertThat(belt.next(NOTHING)).containsExactly(taken);
        assertThat(read).hasValueLessThanOrEqualTo(taken + 1);
      }
    }
  }

  @Test
  void whoTakesNoMoreEndsTheReading() {
    AtomicReference<Thread> reader = new AtomicReference<>();
    CountDownLatch begun = new CountDownLatch(1);
    try (Belt<Integer> belt =
        new Belt<>(
            "reader",
            onto -> {
              reader.set(Thread.currentThread());
              begun.countDown();
              count(onto, Integer.MAX_VALUE, 100);
            })) {
      assertThat(belt.next(NOTHING)).isNotEmpty();
    }
    assertThat(begun.getCount()).isZero();
    assertThat(reader.get().isAlive()).isFalse();
  }

  @Test
  void whoWaitsHasOtherThingsToDo() {
    CountDownLatch asked = new CountDownLatch(1);
    try (Belt<Integer> belt =
        new Belt<>(
            "reader",
            onto -> {
              await(asked);
              count(onto, 1, 1);
            })) {
      assertThat(belt.next(asked::countDown)).containsExactly(1);
    }
  }

  @Test
  void anInterruptionWaitsForTheEnd() {
    Thread.currentThread().interrupt();
    try (Belt<Integer> belt = new Belt<>("reader", onto -> count(onto, 1, 1))) {
      assertThat(belt.next(NOTHING)).containsExactly(1);
      assertThat(belt.next(NOTHING)).isEmpty();
    }
    assertThat(Thread.interrupted()).isTrue();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void count(Belt<Integer> onto, int most, int bytes) {
    for (int i = 1; i <= most; i++) {
      onto.put(i, (long) i * bytes);
    }
  }
}
