package dev.redstart.engine.time;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** An alarm with a thread of its own, which sleeps until the time that was set. */
final class ThreadAlarm implements Clock.Alarm {

  /*
   * Setting an alarm is a volatile write and, only where the new time is earlier than what the thread sleeps towards, an
   * unpark. The thread takes the time it rings for by compare-and-set, so a time set while it rings is not lost.
   */

  private static final long NEVER = Long.MAX_VALUE;

  private final Clock clock;
  private final String name;
  private final Runnable ring;
  private final AtomicLong due = new AtomicLong(NEVER);
  private volatile long sleepingUntil = NEVER;
  private volatile boolean closed;
  private volatile @Nullable Thread thread;

  ThreadAlarm(Clock clock, String name, Runnable ring) {
    this.clock = clock;
    this.name = name;
    this.ring = ring;
  }

  @Override
  public void setFor(long atMillis) {
    due.set(atMillis);
    Thread sleeper = thread;
    if (sleeper == null) {
      start();
    } else if (atMillis < sleepingUntil) {
      LockSupport.unpark(sleeper);
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  private synchronized void start() {
    if (thread == null && !closed) {
      Thread created = new Thread(this::run, name);
      created.setDaemon(true);
      thread = created;
      created.start();
    }
  }

  private void run() {
    while (!closed) {
      long at = due.get();
      sleepingUntil = at;
      if (due.get() != at) {
        continue;
      }
      long wait = at - clock.millis();
      if (at == NEVER) {
        LockSupport.park(this);
      } else if (wait > 0) {
        LockSupport.parkNanos(this, wait * 1_000_000);
      } else if (due.compareAndSet(at, NEVER)) {
        ring.run();
      }
    }
  }
}
