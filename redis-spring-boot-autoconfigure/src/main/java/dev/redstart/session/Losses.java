package dev.redstart.session;

import java.util.concurrent.atomic.LongAdder;

/** Counts the attributes and sessions that could not be read. */
public final class Losses {

  private final LongAdder attributes = new LongAdder();
  private final LongAdder sessions = new LongAdder();

  /** Attributes taken for missing, each time one was asked for. */
  public long attributes() {
    return attributes.sum();
  }

  /** Sessions taken for ended. */
  public long sessions() {
    return sessions.sum();
  }

  void attribute() {
    attributes.increment();
  }

  void session() {
    sessions.increment();
  }
}
