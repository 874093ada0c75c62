package dev.redstart.engine.keyspace;

import dev.redstart.engine.structure.Dictionary;
import org.jspecify.annotations.Nullable;

/** How far an epoch has come in one partition. Guarded by the lock of its shard. */
final class Visit {

  /** So many steps of the cursor are made before the shard is released. */
  private static final int STEPS = 32;

  private final Epoch epoch;

  /** The one that the partition belonged to when the epoch began. */
  private final int database;

  private final int shard;
  private final Partition partition;

  /** What the partition held when it was emptied. */
  private @Nullable Dictionary<Entry> emptied;

  private long cursor;
  private boolean more = true;

  /** True once all keys were met. Read by the thread of the walk alone. */
  private boolean over;

  /** Begins. The shard is locked. */
  Visit(Epoch epoch, int database, int shard, Partition partition) {
    this.epoch = epoch;
    this.database = database;
    this.shard = shard;
    this.partition = partition;
    partition.begin(this);
  }

  /** What to lock. */
  long plan() {
    return 1L << shard;
  }

  boolean over() {
    return over;
  }

  /** Meets some keys. */
  void walk() {
    Dictionary<Entry> left = emptied;
    Dictionary<Entry> entries = left == null ? partition.entries : left;
    more = true;
    for (int i = 0; i < STEPS && more; i++) {
      cursor = entries.scan(cursor, this::meet);
      if (cursor == 0) {
        over = true;
        emptied = null;
        more = false;
      }
    }
  }

  private void meet(Entry entry) {
    if (partition.see(entry)) {
      more &= epoch.met(database, entry);
    }
  }

  /** Something of {@code entry} is about to change. */
  void changing(Entry entry) {
    if (partition.see(entry)) {
      epoch.changing(database, entry);
    }
  }

  /** True where nobody may change the value of {@code entry}. */
  boolean holds(Entry entry) {
    return epoch.holds(entry.value());
  }

  /** All of {@code entries} leave the partition at once. */
  void emptied(Dictionary<Entry> entries) {
    if (!over && emptied == null) {
      emptied = entries;
    }
  }

  void end() {
    partition.end();
  }
}
