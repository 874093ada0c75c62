package dev.redstart.engine.time;

import java.time.Instant;

/** The machine's clock. */
final class SystemClock implements Clock {

  static final SystemClock INSTANCE = new SystemClock();

  private SystemClock() {}

  @Override
  public long millis() {
    return System.currentTimeMillis();
  }

  @Override
  public long micros() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public Alarm alarm(String name, Runnable ring) {
    return new ThreadAlarm(this, name, ring);
  }
}
