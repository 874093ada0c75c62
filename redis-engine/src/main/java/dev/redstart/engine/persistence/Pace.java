package dev.redstart.engine.persistence;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How fast a file is written: without a pause, unless {@code rdb-key-save-delay} wants one after
 * each key, as tests do that look at what happens meanwhile.
 */
final class Pace {

  private final long microsForEach;
  private final CountDownLatch end = new CountDownLatch(1);

  /**
   * @param microsForEach how long the pause after each key is; 0 or less for none
   */
  Pace(long microsForEach) {
    this.microsForEach = microsForEach;
  }

  /** Makes the pause that is due after so many keys. */
  void wrote(long keys) {
    if (microsForEach > 0 && keys > 0) {
      try {
        boolean unused = end.await(keys * microsForEach, TimeUnit.MICROSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Ends the pause, and all that follow. */
  void end() {
    end.countDown();
  }
}
