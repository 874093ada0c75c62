package dev.redstart.test;

import dev.redstart.engine.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The clock of engines under test. It shows the machine's time until it is moved or stopped, so
 * that a key expires by itself if nobody touches it.
 *
 * <p>When {@link #advance} returns, everything that was due by then has happened, in its order:
 * keys have expired and their events are with their subscribers, calls that waited have their
 * answers.
 *
 * <p>Durations that the engine measures, such as those of slow calls, remain the machine's.
 */
public final class RedstartClock implements Clock {

  /*
   * What is due is run by whoever moves the clock, and by one thread ("waker") when the machine's time gets there; the lock
   * lets only one of them do so at a time. Setting an alarm takes only the monitor of the list, since those who set one
   * hold locks of the engine.
   */

  private static final long NEVER = Long.MAX_VALUE;

  /**
   * So often at most a long way is interrupted for what is due on it; the rest is due at its end.
   */
  private static final int MOST_STOPS = 10_000;

  private final Clock machine = Clock.system();
  private final List<MovedAlarm> alarms = new CopyOnWriteArrayList<>();
  private final ReentrantLock moving = new ReentrantLock();
  private volatile Reading reading = Reading.OF_THE_MACHINE;
  private @Nullable Alarm waker;

  RedstartClock() {}

  /**
   * How the time is told.
   *
   * @param stopped whether it stands still
   * @param millis when it stands still, or how far it is ahead of the machine's
   */
  private record Reading(boolean stopped, long millis) {

    static final Reading OF_THE_MACHINE = new Reading(false, 0);

    long at(long machine) {
      return stopped ? millis : machine + millis;
    }

    /** As this one, but showing {@code shown}. */
    Reading showing(long shown, long machine) {
      return new Reading(stopped, stopped ? shown : shown - machine);
    }
  }

  /** The time now. */
  public Instant instant() {
    return Instant.ofEpochMilli(millis());
  }

  /** This clock as one of Java's, in UTC, for beans of the application that take one. */
  public java.time.Clock javaClock() {
    return new JavaClock(this, ZoneOffset.UTC);
  }

  /**
   * Lets time pass at once. Afterwards it goes on, or stands still, as before.
   *
   * @throws IllegalStateException where what is due moves the clock itself
   */
  public void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("time doesn't pass backwards, set() turns it back: " + by);
    }
    move(by.toMillis());
  }

  /**
   * Makes it {@code time}: what was due by then happens first, as by {@link #advance}. Where that
   * is in the past, keys keep the deadlines that they have.
   */
  public void set(Instant time) {
    long way = time.toEpochMilli() - millis();
    if (way >= 0) {
      move(way);
    } else {
      turn(reading.showing(time.toEpochMilli(), machine.millis()));
    }
  }

  /** Stops the time. */
  public void freeze() {
    turn(new Reading(true, millis()));
  }

  /** Lets the time go on from where it is. */
  public void resume() {
    turn(new Reading(false, millis() - machine.millis()));
  }

  /** Shows the machine's time again. */
  public void reset() {
    turn(Reading.OF_THE_MACHINE);
  }

  @Override
  public long millis() {
    return reading.at(machine.millis());
  }

  @Override
  public long micros() {
    Reading now = reading;
    return now.stopped ? now.millis * 1000 : machine.micros() + now.millis * 1000;
  }

  @Override
  public long nanos() {
    return machine.nanos();
  }

  @Override
  public Alarm alarm(String name, Runnable ring) {
    MovedAlarm alarm = new MovedAlarm(ring);
    alarms.add(alarm);
    return alarm;
  }

  private void move(long millis) {
    moving.lock();
    try {
      if (moving.getHoldCount() > 1) {
        throw new IllegalStateException("what is due while the clock is moved can't move it");
      }
      Reading goal = new Reading(reading.stopped, reading.millis + millis);
      for (int stops = 0; stops < MOST_STOPS; stops++) {
        Optional<MovedAlarm> next = due(goal.at(machine.millis()));
        if (next.isEmpty()) {
          break;
        }
        reading = reading.showing(Math.max(millis(), next.get().due), machine.millis());
        next.get().ring();
      }
      turn(goal);
    } finally {
      moving.unlock();
    }
  }

  /** Tells the time in another way, and lets everyone look at it. */
  private void turn(Reading next) {
    moving.lock();
    try {
      reading = next;
      alarms.forEach(alarm -> alarm.ring.run());
    } finally {
      moving.unlock();
    }
    wakeInTime();
  }

  private void ringDue() {
    moving.lock();
    try {
      for (var next = due(millis()); next.isPresent(); next = due(millis())) {
        next.get().ring();
      }
    } finally {
      moving.unlock();
    }
    wakeInTime();
  }

  private Optional<MovedAlarm> due(long until) {
    return alarms.stream()
        .filter(alarm -> alarm.due <= until)
        .min(Comparator.comparingLong(alarm -> alarm.due));
  }

  /** Sees to it that the machine's time sets off what is due next. */
  private void wakeInTime() {
    synchronized (alarms) {
      long next = alarms.stream().mapToLong(alarm -> alarm.due).min().orElse(NEVER);
      Reading now = reading;
      boolean sleeps = now.stopped || next == NEVER;
      if (waker == null && !sleeps) {
        waker = machine.alarm("redstart-test-clock", this::ringDue);
      }
      if (waker != null) {
        waker.setFor(sleeps ? NEVER : next - now.millis);
      }
    }
  }

  private void forget(MovedAlarm alarm) {
    synchronized (alarms) {
      alarms.remove(alarm);
      if (alarms.isEmpty() && waker != null) {
        waker.close();
        waker = null;
      }
    }
  }

  private final class MovedAlarm implements Alarm {

    private final Runnable ring;
    private volatile long due = NEVER;

    MovedAlarm(Runnable ring) {
      this.ring = ring;
    }

    void ring() {
      due = NEVER;
      ring.run();
    }

    @Override
    public void setFor(long atMillis) {
      due = atMillis;
      wakeInTime();
    }

    @Override
    public void close() {
      forget(this);
    }
  }

  private static final class JavaClock extends java.time.Clock {

    private final RedstartClock clock;
    private final ZoneId zone;

    JavaClock(RedstartClock clock, ZoneId zone) {
      this.clock = clock;
      this.zone = zone;
    }

    @Override
    public ZoneId getZone() {
      return zone;
    }

    @Override
    public java.time.Clock withZone(ZoneId other) {
      return new JavaClock(clock, other);
    }

    @Override
    public Instant instant() {
      return clock.instant();
    }
  }
}
