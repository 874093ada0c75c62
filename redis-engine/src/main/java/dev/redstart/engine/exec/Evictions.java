package dev.redstart.engine.exec;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.keyspace.Draw;
import dev.redstart.engine.keyspace.Entry;
import dev.redstart.engine.keyspace.Keyspace;
import dev.redstart.engine.time.Randomness;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Shows keys that may have to go, and removes some of them, for whoever keeps to a budget. Belongs
 * to one thread, which holds no shard; where someone else holds one, it says so and waits for
 * nobody. {@link #finish} has to follow.
 */
public final class Evictions {

  /** Another thread holds the shard. */
  public static final long BUSY = -1;

  /** The key is not there, or not what was looked for. */
  public static final long GONE = 0;

  private final Executor executor;
  private final Keyspace keyspace;
  private final Settlement settlement;
  private final Randomness randomness;
  private final Aftermath after = new Aftermath();

  Evictions(Executor executor, Settlement settlement) {
    this.executor = executor;
    this.keyspace = executor.keyspace();
    this.settlement = settlement;
    this.randomness = executor.around().randomness();
  }

  /**
   * Hands over up to {@code most} keys of one shard, chosen by chance; their number, or {@link
   * #BUSY}.
   *
   * @param expiring only keys that have a deadline
   */
  public long sample(
      int database, int shard, boolean expiring, int most, Consumer<? super Entry> each) {
    if (!keyspace.locks().tryLockShard(shard)) {
      return BUSY;
    }
    try {
      Draw how = new Draw(expiring, most, randomness.generator());
      return keyspace.draw(database, shard, how, each);
    } finally {
      keyspace.unlock(1L << shard);
    }
  }

  /**
   * Goes on with a walk over all keys of a database, one after the other.
   *
   * @param cursor 0 at the start
   * @return the next cursor, 0 at the end, or {@link #BUSY}
   */
  public long walk(int database, long cursor, Consumer<? super Entry> each) {
    int shard = (int) (cursor & (keyspace.shards() - 1));
    if (!keyspace.locks().tryLockShard(shard)) {
      return BUSY;
    }
    try {
      return keyspace.scan(database, cursor, each);
    } finally {
      keyspace.unlock(1L << shard);
    }
  }

  /**
   * Removes {@code key} where it is still as it was when it was chosen; how many bytes it took, or
   * {@link #BUSY}, or {@link #GONE}.
   *
   * @param still looks at its entry
   */
  public long evict(int database, Bytes key, Predicate<? super Entry> still) {
    int shard = keyspace.shardOf(key);
    if (!keyspace.locks().tryLockShard(shard)) {
      return BUSY;
    }
    try {
      Entry entry = keyspace.find(database, key);
      if (entry == null || !still.test(entry)) {
        return GONE;
      }
      long freed = entry.heapBytes();
      keyspace.remove(database, key);
      settlement.evicted(database, key, after);
      settlement.commit(after);
      return freed;
    } finally {
      keyspace.unlock(1L << shard);
    }
  }

  /** Tells of what was removed. Takes locks as a call does, so the caller must hold none. */
  public void finish() {
    executor.finish(after);
  }
}
