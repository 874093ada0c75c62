package dev.redstart.engine.keyspace;

import java.util.function.BooleanSupplier;

/** The locks of all shards, and what is settled when they are released. Any thread. */
public final class ShardLocks {

  /*
   * A set of shards is a bit mask in a long, so a lock plan costs no allocation, and a union is an OR.
   *
   * Nobody ever waits in a circle, since only one thread at a time may wait for a shard while it holds another: the one
   * that holds the lock "extending". Who needs one shard waits with none. Who needs several takes them if all are free,
   * and else under that lock, until it has them all. A script keeps that lock for as long as it runs, so it may lock
   * more shards whenever it needs them, in any order. Whoever it waits for has all that he needs, or waits for nothing.
   */

  private final long all;
  private final ShardLock[] locks;
  private final Ledger[] ledgers;
  private final ShardLock extending = new ShardLock();

  ShardLocks(int shards, UsedMemory used) {
    this.all = shards == Keyspace.MAX_SHARDS ? -1L : (1L << shards) - 1;
    this.locks = new ShardLock[shards];
    this.ledgers = new Ledger[shards];
    for (int s = 0; s < shards; s++) {
      locks[s] = new ShardLock();
      ledgers[s] = new Ledger(used);
    }
  }

  /** The plan of all shards. */
  long all() {
    return all;
  }

  /** What has changed in a shard, which is locked. */
  Ledger ledger(int shard) {
    return ledgers[shard];
  }

  /** Locks the shards of {@code plan}. A thread that holds locks must not lock more. */
  void lock(long plan) {
    if (plan == all) {
      extending.lock();
      lockEach(plan);
    } else if ((plan & (plan - 1)) == 0) {
      lockEach(plan);
    } else if (!tryLockEach(plan)) {
      extending.lock();
      try {
        lockEach(plan);
      } finally {
        extending.unlock();
      }
    }
  }

  /**
   * Locks {@code shard} alone, where nobody holds it; false where someone does.
   *
   * @see #unlock
   */
  public boolean tryLockShard(int shard) {
    return locks[shard].tryLock();
  }

  /**
   * As {@link #lock(long)}, where nobody holds any of it; false, and nothing, where someone does.
   */
  public boolean tryLock(long plan) {
    boolean everything = plan == all;
    if (everything && !extending.tryLock()) {
      return false;
    }
    boolean locked = tryLockEach(plan);
    if (everything && !locked) {
      extending.unlock();
    }
    return locked;
  }

  /**
   * As {@link #lock(long)}, for as long as {@code patient} says so, which is asked now and then.
   *
   * @return false where the patience was over; nothing is locked then
   */
  public boolean lock(long plan, BooleanSupplier patient) {
    if (plan == all) {
      return lockExtensibly(plan, patient);
    }
    if ((plan & (plan - 1)) == 0) {
      return lockEach(plan, patient);
    }
    if (tryLockEach(plan)) {
      return true;
    }
    if (!extending.lock(patient)) {
      return false;
    }
    try {
      return lockEach(plan, patient);
    } finally {
      extending.unlock();
    }
  }

  /** Unlocks what {@link #lock} locked. */
  void unlock(long plan) {
    unlockEach(plan);
    if (plan == all) {
      extending.unlock();
    }
  }

  /**
   * Lets those in who wait for a lock, and returns when all is locked again. For who holds all
   * shards for long, between two things that belong together.
   */
  public void letOthersIn() {
    if (anyoneWaits()) {
      unlock(all);
      while (anyoneWaits()) {
        // Who takes a lock at once may be faster than who has to be woken up first.
        Thread.onSpinWait();
      }
      lock(all);
    }
  }

  private boolean anyoneWaits() {
    for (ShardLock lock : locks) {
      if (lock.hasQueuedThreads()) {
        return true;
      }
    }
    return extending.hasQueuedThreads();
  }

  /**
   * As {@link #lock(long, BooleanSupplier)}, for who may need more of them later. One thread at a
   * time does, and none meanwhile that locks everything.
   */
  public boolean lockExtensibly(long plan, BooleanSupplier patient) {
    if (!extending.lock(patient)) {
      return false;
    }
    boolean locked = lockEach(plan, patient);
    if (!locked) {
      extending.unlock();
    }
    return locked;
  }

  /** Locks more, none of which is locked yet, after {@link #lockExtensibly} or for everything. */
  public void lockMore(long plan) {
    if (!extending.isMine()) {
      throw new IllegalStateException("not locked extensibly");
    }
    lockEach(plan);
  }

  /** Unlocks what {@link #lockExtensibly} and {@link #lockMore} locked. */
  public void unlockExtended(long plan) {
    unlockEach(plan);
    extending.unlock();
  }

  private void lockEach(long plan) {
    for (long rest = plan; rest != 0; rest &= rest - 1) {
      locks[Long.numberOfTrailingZeros(rest)].lock();
    }
  }

  private boolean lockEach(long plan, BooleanSupplier patient) {
    for (long rest = plan; rest != 0; rest &= rest - 1) {
      if (!locks[Long.numberOfTrailingZeros(rest)].lock(patient)) {
        unlockEach(plan & (Long.lowestOneBit(rest) - 1));
        return false;
      }
    }
    return true;
  }

  /** Locks all of {@code plan} or nothing; never waits. */
  private boolean tryLockEach(long plan) {
    for (long rest = plan; rest != 0; rest &= rest - 1) {
      if (!locks[Long.numberOfTrailingZeros(rest)].tryLock()) {
        unlockEach(plan & (Long.lowestOneBit(rest) - 1));
        return false;
      }
    }
    return true;
  }

  private void unlockEach(long plan) {
    for (long rest = plan; rest != 0; rest &= rest - 1) {
      int shard = Long.numberOfTrailingZeros(rest);
      ledgers[shard].settle();
      locks[shard].unlock();
    }
  }

  /** True where the calling thread holds any lock at all; for checks between tests. */
  boolean heldByMe() {
    for (ShardLock lock : locks) {
      if (lock.isMine()) {
        return true;
      }
    }
    return extending.isMine();
  }
}
