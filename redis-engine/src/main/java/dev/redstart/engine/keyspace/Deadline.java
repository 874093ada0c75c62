package dev.redstart.engine.keyspace;

import org.jspecify.annotations.Nullable;

/**
 * When one key expires: an element of a slot of the wheel. Guarded by the lock of the key's shard.
 */
final class Deadline {

  final Entry entry;
  final long at;

  /** Where this waits, and at which index; null while it is in no wheel. */
  @Nullable DeadlineSlot slot;

  int index;

  Deadline(Entry entry, long at) {
    this.entry = entry;
    this.at = at;
  }
}
