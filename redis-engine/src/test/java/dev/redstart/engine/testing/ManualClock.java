package dev.redstart.engine.testing;

import dev.redstart.engine.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A clock that stands still until it is moved, and then runs what fell due on the mover's thread.
 */
public final class ManualClock implements Clock {

  private final List<ManualAlarm> alarms = new CopyOnWriteArrayList<>();
  private volatile long millis = 1_700_000_000_000L;

  @Override
  public long millis() {
    return millis;
  }

  @Override
  public long nanos() {
    return millis * 1_000_000;
  }

  @Override
  public Alarm alarm(String name, Runnable ring) {
    ManualAlarm alarm = new ManualAlarm(ring);
    alarms.add(alarm);
    return alarm;
  }

  /** Moves time on, stopping at each alarm on the way. */
  public void advance(Duration by) {
    long target = millis + by.toMillis();
    for (Optional<ManualAlarm> next = next(target); next.isPresent(); next = next(target)) {
      ManualAlarm alarm = next.get();
      millis = Math.max(millis, alarm.due);
      alarm.due = Long.MAX_VALUE;
      alarm.ring.run();
    }
    millis = target;
  }

  private Optional<ManualAlarm> next(long target) {
    return alarms.stream()
        .filter(alarm -> alarm.due <= target)
        .min(Comparator.comparingLong(alarm -> alarm.due));
  }

  private final class ManualAlarm implements Alarm {
    private final Runnable ring;
    private volatile long due = Long.MAX_VALUE;

    ManualAlarm(Runnable ring) {
      this.ring = ring;
    }

    @Override
    public void setFor(long atMillis) {
      due = atMillis;
    }

    @Override
    public void close() {
      alarms.remove(this);
    }
  }
}
