package dev.redstart.engine.exec;

import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.keyspace.Keyspace;

/**
 * The locks that are held for a group of calls. Those of an extensible group grow while it runs, as
 * its scripts turn out to need more. Belongs to one thread.
 */
final class Locks {

  private final Keyspace keyspace;
  private final boolean extensible;
  private long shards;

  private Locks(Keyspace keyspace, boolean extensible, long shards) {
    this.keyspace = keyspace;
    this.extensible = extensible;
    this.shards = shards;
  }

  /**
   * Locks {@code plan}; no lock is held.
   *
   * @throws CommandException where a gate doesn't let the call wait as long as it would have to
   */
  static Locks take(Keyspace keyspace, long plan, boolean extensible, Patience patience) {
    boolean locked =
        extensible
            ? keyspace.locks().lockExtensibly(plan, patience)
            : keyspace.locks().lock(plan, patience);
    if (!locked) {
      throw patience.over();
    }
    return new Locks(keyspace, extensible, plan);
  }

  /** What is locked. */
  long shards() {
    return shards;
  }

  /**
   * Locks what of {@code plan} isn't locked yet. The group is extensible, or nothing is missing.
   */
  void add(long plan) {
    long missing = plan & ~shards;
    if (missing != 0) {
      keyspace.locks().lockMore(missing);
      shards |= missing;
    }
  }

  /**
   * Locks also what those need who wait for keys that are locked. Before anything has run: the
   * locks may be released in between.
   */
  void widen(Waiters waiters) {
    if (waiters.count() == 0) {
      return;
    }
    for (long wanted = waiters.reach(shards); wanted != shards; wanted = waiters.reach(shards)) {
      if (extensible) {
        add(wanted);
      } else {
        keyspace.unlock(shards);
        shards = wanted;
        keyspace.lock(wanted);
      }
    }
  }

  /** As {@link #widen}, for what was locked since; without releasing anything. */
  void extend(Waiters waiters) {
    if (extensible) {
      widen(waiters);
    }
  }

  void release() {
    if (extensible) {
      keyspace.locks().unlockExtended(shards);
    } else {
      keyspace.unlock(shards);
    }
  }
}
