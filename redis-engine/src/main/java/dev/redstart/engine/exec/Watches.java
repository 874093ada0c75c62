package dev.redstart.engine.exec;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.keyspace.Entry;
import dev.redstart.engine.keyspace.Keyspace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Who watches which keys. Each shard's map is guarded by the shard's lock. */
final class Watches {

  private final Keyspace keyspace;
  private final List<Map<DbKey, List<Watch>>> shards = new ArrayList<>();

  /** How many watches there are: while there is none, writes look at this number only. */
  private final AtomicInteger count = new AtomicInteger();

  Watches(Keyspace keyspace) {
    this.keyspace = keyspace;
    for (int i = 0; i < keyspace.shards(); i++) {
      shards.add(new HashMap<>());
    }
  }

  /**
   * One key watched by one transaction.
   *
   * @param existed it was there, and had not expired, when the watch began; else what comes and has
   *     expired is no change
   */
  record Watch(Transaction by, DbKey key, boolean existed) {}

  void add(Watch watch) {
    shard(watch.key).computeIfAbsent(watch.key, k -> new ArrayList<>(1)).add(watch);
    count.incrementAndGet();
  }

  void remove(Watch watch) {
    Map<DbKey, List<Watch>> map = shard(watch.key);
    List<Watch> list = map.get(watch.key);
    if (list != null && list.remove(watch)) {
      count.decrementAndGet();
      if (list.isEmpty()) {
        map.remove(watch.key);
      }
    }
  }

  /** A key has changed. */
  void touched(int database, Bytes key, boolean byExpiry) {
    if (count.get() == 0) {
      return;
    }
    DbKey dbKey = new DbKey(database, key);
    for (Watch watch : shard(dbKey).getOrDefault(dbKey, List.of())) {
      if (!(byExpiry && !watch.existed)) {
        watch.by.spoil();
      }
    }
  }

  /**
   * A database was emptied or exchanged: keys that were there before, or are there now, have
   * changed.
   */
  void touchedAll(int database, long now) {
    if (count.get() == 0) {
      return;
    }
    for (Map<DbKey, List<Watch>> shard : shards) {
      shard.forEach(
          (key, list) -> {
            if (key.database() == database) {
              Entry entry = keyspace.find(database, key.key());
              boolean there = entry != null && !entry.expired(now);
              list.stream().filter(w -> w.existed || there).forEach(w -> w.by.spoil());
            }
          });
    }
  }

  /** The number of keys that are watched. All locks are held. */
  long keys() {
    return shards.stream().mapToLong(Map::size).sum();
  }

  private Map<DbKey, List<Watch>> shard(DbKey key) {
    return shards.get(keyspace.shardOf(key.key()));
  }
}
