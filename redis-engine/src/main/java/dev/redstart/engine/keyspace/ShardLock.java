package dev.redstart.engine.keyspace;

import java.util.concurrent.locks.ReentrantLock;

/**
 * The lock of one shard: the JDK's, kept apart from those of other shards. Locks that share a cache
 * line hold up threads that have nothing to do with each other.
 */
final class ShardLock extends ReentrantLock {

  /*
   * Readers lock exclusively too: a read holds its shard for less time than a read-write lock needs to count it. Spinning
   * in front of the lock only helps others to wait (LockBenchmark). The padding takes two lines, since processors fetch
   * them in pairs: GET by two threads fell from 226 to 178 ns (means of three runs).
   */

  private static final long serialVersionUID = 1L;

  @SuppressWarnings("unused")
  private long p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15;
}
