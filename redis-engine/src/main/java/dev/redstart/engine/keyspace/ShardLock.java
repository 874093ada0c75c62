package dev.redstart.engine.keyspace;

import java.util.concurrent.locks.ReentrantLock;

/** The lock of one shard: exclusive, for some tens of nanoseconds at a time. */
final class ShardLock {

  /*
   * Readers lock exclusively too: a read holds the lock for less time than a read-write lock needs to count it. A waiting
   * thread spins first, since the holder is nearly always done before a park would be.
   */

  private static final int SPINS = 64;

  private final ReentrantLock lock = new ReentrantLock();

  void lock() {
    for (int i = 0; i < SPINS; i++) {
      if (lock.tryLock()) {
        return;
      }
      Thread.onSpinWait();
    }
    lock.lock();
  }

  void unlock() {
    lock.unlock();
  }

  boolean heldByMe() {
    return lock.isHeldByCurrentThread();
  }
}
