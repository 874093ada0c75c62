package dev.redstart.engine.time;

/** Where the engine takes its time from, and who wakes it. Tests move a clock of their own. */
public interface Clock {

  /** Wall-clock time in milliseconds since 1970, which deadlines are measured against. */
  long millis();

  /** Wall-clock time in microseconds since 1970. */
  default long micros() {
    return millis() * 1000;
  }

  /** A steady count of nanoseconds for durations. Its zero means nothing. */
  long nanos();

  /** An alarm that calls {@code ring}, one call at a time, on a thread of the clock's choice. */
  Alarm alarm(String name, Runnable ring);

  /**
   * One alarm, which rings once for each time it was set for, and perhaps more often: who hears it
   * looks what is due.
   */
  interface Alarm extends AutoCloseable {

    /**
     * Rings as soon as {@link #millis} has reached {@code atMillis}; replaces what was set before.
     */
    void setFor(long atMillis);

    /** Never rings again. */
    @Override
    void close();
  }

  /** The machine's clock. Each alarm owns a daemon thread, started when it is first set. */
  static Clock system() {
    return SystemClock.INSTANCE;
  }
}
