package dev.redstart.engine.persistence;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How fast a file is written or read: without a pause, unless {@code rdb-key-save-delay} or {@code
 * key-load-delay} want one after each key, as tests do that look at what happens meanwhile.
 */
final class Pace {

  private static final long SLICE = 100_000;

  private final LongSupplier microsForEach;
  private final CountDownLatch end = new CountDownLatch(1);

  /**
   * @param microsForEach how long the pause after each key is now; 0 or less for none
   */
  Pace(LongSupplier microsForEach) {
    this.microsForEach = microsForEach;
  }

  /** Makes the pause that is due after so many keys; it ends sooner where the directive changes. */
  void passed(long keys) {
    long waited = 0;
    long left = keys * microsForEach.getAsLong();
    try {
      while (left > 0 && !end.await(Math.min(left, SLICE), TimeUnit.MICROSECONDS)) {
        waited += SLICE;
        left = keys * microsForEach.getAsLong() - waited;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Makes a pause of a millisecond. */
  void rest() {
    try {
      boolean unused = end.await(1, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the pause, and all that follow. */
  void end() {
    end.countDown();
  }
}
