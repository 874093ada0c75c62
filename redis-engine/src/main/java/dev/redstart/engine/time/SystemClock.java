package dev.redstart.engine.time;

/** The machine's clock. */
final class SystemClock implements Clock {

  static final SystemClock INSTANCE = new SystemClock();

  private SystemClock() {}

  @Override
  public long millis() {
    return System.currentTimeMillis();
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
