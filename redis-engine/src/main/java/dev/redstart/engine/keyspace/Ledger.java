package dev.redstart.engine.keyspace;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What has changed in the memory that the keys of one shard take. Guarded by the shard's lock; who
 * unlocks settles it.
 */
final class Ledger {

  /*
   * Values are changed in place by whoever holds them, so they are sized before and after: when a call asks for one to
   * change, its size is noted, and what has become of it is looked at when the shard is unlocked. A value tells its size
   * at once, however big it is. A script may change many; the notes of all but the last few are settled as room is needed,
   * as no command holds more than two values at a time.
   */

  private static final int NOTES = 16;
  private static final int KEPT = 8;

  private static final @Nullable Entry[] NO_ENTRIES = {};
  private static final @Nullable Partition[] NO_PARTITIONS = {};

  private final UsedMemory sum;
  private @Nullable Entry[] entries = NO_ENTRIES;
  private @Nullable Partition[] partitions = NO_PARTITIONS;
  private long[] sizes = {};
  private int noted;
  private boolean dirty;
  private long untold;

  Ledger(UsedMemory sum) {
    this.sum = sum;
  }

  /** Notes that {@code partition} takes so many bytes more, or less. */
  void charge(Partition partition, long bytes) {
    partition.bytes += bytes;
    untold += bytes;
    dirty = true;
  }

  /** The value of {@code entry} may change until the shard is unlocked. */
  void edit(Partition partition, Entry entry) {
    if (noted > 0 && find(entry) >= 0) {
      return;
    }
    if (noted == sizes.length) {
      makeRoom();
    }
    entries[noted] = entry;
    partitions[noted] = partition;
    sizes[noted] = entry.value().heapBytes();
    noted++;
    dirty = true;
  }

  /** True where the value of {@code entry} is looked at again when the shard is unlocked. */
  boolean notes(Entry entry) {
    return noted > 0 && find(entry) >= 0;
  }

  /** What the value of {@code entry}, which is taken out, was last said to take. */
  long forget(Entry entry) {
    int at = noted == 0 ? -1 : find(entry);
    if (at < 0) {
      return entry.value().heapBytes();
    }
    long size = sizes[at];
    drop(at, 1);
    return size;
  }

  /** All entries of {@code partition} are gone. */
  void forgetAll(Partition partition) {
    for (int i = noted - 1; i >= 0; i--) {
      if (partitions[i] == partition) {
        drop(i, 1);
      }
    }
    charge(partition, -partition.bytes);
  }

  /** Sums up, and tells of what has changed. To be called before the shard is unlocked. */
  void settle() {
    if (dirty) {
      settle(noted);
      dirty = false;
      if (sum.wants(untold)) {
        sum.add(untold);
        untold = 0;
      }
    }
  }

  /** Tells of every byte. */
  void tell() {
    settle(noted);
    sum.add(untold);
    untold = 0;
  }

  private void settle(int count) {
    for (int i = 0; i < count; i++) {
      Entry entry = entries[i];
      Partition partition = partitions[i];
      if (entry != null && partition != null) {
        charge(partition, entry.value().heapBytes() - sizes[i]);
      }
    }
    drop(0, count);
  }

  private int find(Entry entry) {
    for (int i = noted - 1; i >= 0; i--) {
      if (entries[i] == entry) {
        return i;
      }
    }
    return -1;
  }

  private void drop(int from, int count) {
    int behind = noted - from - count;
    System.arraycopy(entries, from + count, entries, from, behind);
    System.arraycopy(partitions, from + count, partitions, from, behind);
    System.arraycopy(sizes, from + count, sizes, from, behind);
    Arrays.fill(entries, noted - count, noted, null);
    Arrays.fill(partitions, noted - count, noted, null);
    noted -= count;
  }

  private void makeRoom() {
    if (noted == NOTES) {
      settle(NOTES - KEPT);
    } else {
      entries = new @Nullable Entry[NOTES];
      partitions = new @Nullable Partition[NOTES];
      sizes = new long[NOTES];
    }
  }
}
