package dev.redstart.engine.exec;

import dev.redstart.engine.command.Call.Consequences;
import dev.redstart.engine.time.Clock;
import org.jspecify.annotations.Nullable;

/** What follows a group of calls that run as one: those of a transaction, or of a script. */
final class GroupAftermath extends Aftermath implements Consequences {

  private long micros = -1;

  /** The locks that are held meanwhile, where more may be needed. */
  private final @Nullable Locks locks;

  GroupAftermath(@Nullable Locks locks) {
    this.locks = locks;
  }

  @Override
  public long micros(Clock clock) {
    if (micros < 0) {
      micros = clock.micros();
    }
    return micros;
  }

  /** Locks what a call needs that a script makes. */
  void lock(long plan) {
    if (locks != null) {
      locks.add(plan);
    }
  }
}
