package dev.redstart.engine.keyspace;

import org.jspecify.annotations.Nullable;

/**
 * When one key expires: a link of a slot's ring in the wheel. Guarded by the lock of the key's
 * shard.
 */
final class Deadline {

  final @Nullable Entry entry;
  final long at;
  Deadline previous = this;
  Deadline next = this;

  Deadline(@Nullable Entry entry, long at) {
    this.entry = entry;
    this.at = at;
  }

  /** The head of an empty ring. */
  static Deadline ring() {
    return new Deadline(null, Entry.NEVER);
  }

  boolean alone() {
    return next == this;
  }

  void joinBefore(Deadline head) {
    previous = head.previous;
    next = head;
    previous.next = this;
    head.previous = this;
  }

  void leave() {
    previous.next = next;
    next.previous = previous;
    previous = this;
    next = this;
  }
}
