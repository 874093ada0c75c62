package dev.redstart.engine.exec;

import dev.redstart.engine.keyspace.Keyspace;
import dev.redstart.engine.time.Clock;
import java.util.concurrent.atomic.LongAdder;

/** Removes keys as their deadlines pass, on an alarm of its own. */
final class Expirer implements AutoCloseable {

  /*
   * The alarm is set for the earliest time at which any shard's wheel has work, so an engine without deadlines never
   * wakes. `armedFor` is what it is set for: setting a deadline compares with it and mostly does nothing else. A shard is
   * locked for one batch at a time, so that a million keys with one deadline hold nobody up.
   */

  private static final int BATCH = 256;

  private final Keyspace keyspace;
  private final Settlement settlement;
  private final Executor executor;
  private final Clock clock;
  private final Clock.Alarm alarm;
  private final LongAdder nanos = new LongAdder();
  private volatile long armedFor = Long.MAX_VALUE;
  private volatile boolean paused;
  private volatile boolean frozen;

  Expirer(Executor executor, Clock clock) {
    this.executor = executor;
    this.keyspace = executor.keyspace();
    this.settlement = executor.settlement();
    this.clock = clock;
    this.alarm = clock.alarm("redstart-expiry", this::expire);
    keyspace.onDeadline(this::arm);
  }

  /** Stops or goes on removing keys on time; what is paused is removed when it is looked at. */
  void pause(boolean pause) {
    paused = pause;
    keyspace.removeLate(pause);
    expire();
  }

  /** Lets everything that has expired stay, also what is looked at, or removes it again. */
  void freeze(boolean freeze) {
    frozen = freeze;
    keyspace.keepExpired(freeze);
    expire();
  }

  /** How long it has worked since the start. */
  long nanos() {
    return nanos.sum();
  }

  @Override
  public void close() {
    alarm.close();
  }

  private void arm(long at) {
    if (at < armedFor) {
      synchronized (this) {
        if (at < armedFor) {
          armedFor = at;
          alarm.setFor(at);
        }
      }
    }
  }

  private void expire() {
    if (paused || frozen) {
      return;
    }
    synchronized (this) {
      armedFor = Long.MAX_VALUE;
    }
    long began = clock.nanos();
    long earliest = Long.MAX_VALUE;
    for (int shard = 0; shard < keyspace.shards(); shard++) {
      earliest = Math.min(earliest, expireShard(shard));
    }
    arm(earliest);
    long took = clock.nanos() - began;
    nanos.add(took);
    executor.stopwatch().cycle("expire-cycle", took);
  }

  /** The time of the shard's next work. */
  private long expireShard(int shard) {
    long plan = 1L << shard;
    while (true) {
      Aftermath after = new Aftermath();
      long now = clock.millis();
      boolean more = false;
      long next;
      keyspace.lock(plan);
      try {
        for (int database = 0; database < keyspace.databases(); database++) {
          int db = database;
          more |=
              keyspace.takeExpired(
                  db, shard, now, BATCH, entry -> settlement.expired(db, entry.name(), after));
        }
        more |= expireParts(shard, now, after);
        settlement.commitEach(after);
        next = keyspace.nextDeadline(shard);
      } finally {
        keyspace.unlock(plan);
      }
      executor.finish(after);
      if (!more) {
        return next;
      }
    }
  }

  private boolean expireParts(int shard, long now, Aftermath after) {
    boolean more = false;
    for (int database = 0; database < keyspace.databases(); database++) {
      int db = database;
      more |=
          keyspace.takeExpiredParts(
              db,
              shard,
              now,
              BATCH,
              (entry, parts) -> settlement.partsExpired(db, entry, parts, after));
    }
    return more;
  }
}
