package dev.redstart.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class TimersTest {

  private final ManualClock clock = new ManualClock();
  private final List<String> ran = new ArrayList<>();

  @Test
  void tasksRunInTheOrderOfTheirTimes() {
    try (Timers timers = new Timers(clock, "test")) {
      timers.at(clock.millis() + 30, () -> ran.add("third"));
      timers.at(clock.millis() + 10, () -> ran.add("first"));
      timers.at(clock.millis() + 10, () -> ran.add("second"));
      clock.advance(Duration.ofMillis(29));
      assertThat(ran).containsExactly("first", "second");
      clock.advance(Duration.ofMillis(1));
      assertThat(ran).containsExactly("first", "second", "third");
    }
  }

  @Test
  void aCancelledTaskDoesNotRun() {
    try (Timers timers = new Timers(clock, "test")) {
      timers.at(clock.millis() + 10, () -> ran.add("cancelled")).cancel();
      clock.advance(Duration.ofMillis(20));
      assertThat(ran).isEmpty();
    }
  }

  @Test
  void aTaskThatFailsStopsNoOther() {
    try (Timers timers = new Timers(clock, "test")) {
      timers.at(
          clock.millis() + 10,
          () -> {
            throw new IllegalStateException("on purpose");
          });
      timers.at(clock.millis() + 11, () -> ran.add("next"));
      clock.advance(Duration.ofMillis(20));
      assertThat(ran).containsExactly("next");
    }
  }

  @Test
  void aPeriodicTaskRunsOnceAPeriod() {
    try (Timers timers = new Timers(clock, "test")) {
      timers.every(10, () -> ran.add("tick"));
      clock.advance(Duration.ofMillis(35));
      assertThat(ran).containsExactly("tick", "tick", "tick");
    }
  }

  @Test
  void theSystemClockRingsOnTimeAndNotEarly() throws InterruptedException {
    Clock system = Clock.system();
    CountDownLatch rung = new CountDownLatch(1);
    long[] at = new long[1];
    try (Timers timers = new Timers(system, "test")) {
      long due = system.millis() + 30;
      timers.at(system.millis() + 60_000, () -> ran.add("much later"));
      timers.at(
          due,
          () -> {
            at[0] = system.millis();
            rung.countDown();
          });
      assertThat(rung.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(at[0]).isGreaterThanOrEqualTo(due);
    }
    assertThat(ran).isEmpty();
  }
}
