package dev.redstart.cache;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** How to wait for other processes. */
@FunctionalInterface
interface Pause {

  /** Parks the thread. */
  Pause PARKED =
      time -> {
        LockSupport.parkNanos(time.toNanos());
        return !Thread.currentThread().isInterrupted();
      };

  /** Waits about that long; false where the thread was interrupted. */
  boolean rest(Duration time);
}
