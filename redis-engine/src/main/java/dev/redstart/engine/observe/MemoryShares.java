package dev.redstart.engine.observe;

import dev.redstart.engine.exec.MemoryUse;
import dev.redstart.engine.keyspace.Keyspace;

/**
 * Where the memory goes, at one moment.
 *
 * @param used all of it
 * @param peak the most that ever was
 * @param startup what there is without any key or client
 * @param clients connections and their buffers
 * @param tables what keys take beside their letters and values
 * @param keys how many there are
 */
record MemoryShares(long used, long peak, long startup, long clients, long tables, long keys) {

  /** About what an entry of the dictionary takes besides the key's letters and its value. */
  static final long BYTES_PER_KEY = 46;

  static final long BYTES_PER_DEADLINE = 38;

  /** At this moment; all shards are locked. */
  static MemoryShares of(MemoryUse memory, Keyspace keyspace) {
    long keys = 0;
    long tables = 0;
    for (int database = 0; database < keyspace.databases(); database++) {
      long size = keyspace.size(database);
      keys += size;
      tables += size * BYTES_PER_KEY + keyspace.expiring(database) * BYTES_PER_DEADLINE;
    }
    long used = memory.usedNow();
    long peak = Math.max(used, memory.peak());
    return new MemoryShares(used, peak, memory.startup(), memory.clients(), tables, keys);
  }

  /** What is no one's data. */
  long overhead() {
    return Math.min(used, startup + clients + tables);
  }

  /** Keys' letters, and values. */
  long dataset() {
    return used - overhead();
  }

  /** What has come since the start. */
  long grown() {
    return Math.max(1, used - startup);
  }
}
