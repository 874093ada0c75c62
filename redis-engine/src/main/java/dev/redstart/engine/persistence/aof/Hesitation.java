package dev.redstart.engine.persistence.aof;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A pause before each write to the files, for those who want to see what comes before it. */
final class Hesitation {

  private volatile long micros;

  /** Lets so many microseconds pass each time; 0 for none. */
  void set(long newMicros) {
    micros = newMicros;
  }

  void pass() {
    long time = micros;
    if (time > 0) {
      try {
        boolean unused = new CountDownLatch(1).await(time, TimeUnit.MICROSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
