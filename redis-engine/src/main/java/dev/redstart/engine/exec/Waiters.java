package dev.redstart.engine.exec;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.keyspace.Entry;
import dev.redstart.engine.keyspace.Keyspace;
import dev.redstart.engine.value.DataType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Calls that wait for keys, in order of arrival. Each shard's map is guarded by the shard's lock.
 */
final class Waiters {

  private final Keyspace keyspace;
  private final List<Map<DbKey, NavigableMap<Long, Waiter>>> shards = new ArrayList<>();

  /** For each shard the locks that its waiters need, perhaps more. Guarded as the maps. */
  private final long[] reach;

  /** How many calls wait: while none does, writes look at this number only. */
  private final AtomicInteger count = new AtomicInteger();

  Waiters(Keyspace keyspace) {
    this.keyspace = keyspace;
    this.reach = new long[keyspace.shards()];
    for (int i = 0; i < keyspace.shards(); i++) {
      shards.add(new HashMap<>());
    }
  }

  int count() {
    return count.get();
  }

  /** The number of keys that are waited for. All locks are held. */
  long keys(boolean evenGone) {
    return shards.stream()
        .flatMap(shard -> shard.values().stream())
        .filter(queue -> !evenGone || queue.values().stream().anyMatch(w -> w.wait.evenGone()))
        .count();
  }

  /** Lets a call wait. The locks of its plan are held. */
  void add(Waiter waiter) {
    for (Bytes key : waiter.wait.keys()) {
      DbKey dbKey = new DbKey(waiter.database, key);
      shard(key).computeIfAbsent(dbKey, k -> new TreeMap<>()).put(waiter.order, waiter);
      reach[keyspace.shardOf(key)] |= waiter.plan;
    }
    count.incrementAndGet();
  }

  /** Ends a wait; false where it had ended already. The locks of its plan are held. */
  boolean remove(Waiter waiter) {
    if (waiter.done) {
      return false;
    }
    waiter.done = true;
    for (Bytes key : waiter.wait.keys()) {
      DbKey dbKey = new DbKey(waiter.database, key);
      Map<DbKey, NavigableMap<Long, Waiter>> shard = shard(key);
      NavigableMap<Long, Waiter> queue = shard.get(dbKey);
      if (queue != null) {
        queue.remove(waiter.order);
        if (queue.isEmpty()) {
          shard.remove(dbKey);
        }
        if (shard.isEmpty()) {
          reach[keyspace.shardOf(key)] = 0;
        }
      }
    }
    count.decrementAndGet();
    return true;
  }

  /** True where someone waits for {@code key}. The key's lock is held. */
  boolean await(int database, Bytes key) {
    return shard(key).containsKey(new DbKey(database, key));
  }

  /** {@code plan} and what those need who wait for keys in it. The locks of the plan are held. */
  long reach(long plan) {
    long all = plan;
    for (long rest = plan; rest != 0; rest &= rest - 1) {
      all |= reach[Long.numberOfTrailingZeros(rest)];
    }
    return all;
  }

  /** A key has changed: whoever waits for it may go on. The key's lock is held. */
  void signal(int database, Bytes key, Aftermath after) {
    if (count.get() == 0) {
      return;
    }
    DbKey dbKey = new DbKey(database, key);
    if (shard(key).containsKey(dbKey)) {
      after.ready(dbKey);
    }
  }

  /** A database was exchanged. All locks are held. */
  void signalAll(int database, Aftermath after) {
    for (Map<DbKey, NavigableMap<Long, Waiter>> shard : shards) {
      for (DbKey key : shard.keySet()) {
        if (key.database() == database) {
          after.ready(key);
        }
      }
    }
  }

  /**
   * The first call behind {@code order} that waits for what {@code key} holds. The key's lock is
   * held.
   */
  @Nullable Waiter next(DbKey key, long order) {
    Entry entry = keyspace.find(key.database(), key.key());
    NavigableMap<Long, Waiter> queue = shard(key.key()).get(key);
    if (queue == null) {
      return null;
    }
    DataType<?> type = entry == null ? null : entry.value().type();
    for (Waiter waiter : queue.tailMap(order, false).values()) {
      if (waiter.wait.type() == type || waiter.wait.evenGone()) {
        return waiter;
      }
    }
    return null;
  }

  private Map<DbKey, NavigableMap<Long, Waiter>> shard(Bytes key) {
    return shards.get(keyspace.shardOf(key));
  }
}
