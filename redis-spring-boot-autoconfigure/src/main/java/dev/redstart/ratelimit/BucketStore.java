package dev.redstart.ratelimit;

import dev.redstart.engine.bytes.Bytes;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Where the states of buckets are kept, as bytes under keys, each with a time to live. */
interface BucketStore {

  /** The state under {@code key}; null where there is none. */
  byte @Nullable [] read(Bytes key);

  /** Makes the change unless somebody else was faster; false then. */
  boolean change(Bytes key, Change change);

  /** Forgets the state under {@code key}. */
  void remove(Bytes key);

  /** As {@link #read}, without blocking the calling thread. */
  CompletableFuture<Optional<byte[]>> readLater(Bytes key);

  /** As {@link #change}, without blocking the calling thread. */
  CompletableFuture<Boolean> changeLater(Bytes key, Change change);

  /** As {@link #remove}, without blocking the calling thread. */
  CompletableFuture<Void> removeLater(Bytes key);

  /** Whether the methods whose names end in Later are there. */
  boolean isReactive();

  /** Whether an answer may take longer than its work: false in process. */
  boolean mayBeLate();

  /** From one state to the next. */
  final class Change {

    /** The state that must be there; null where there must be none. */
    final byte @Nullable [] before;

    /** The state to put there. */
    final byte[] after;

    /** How long it is kept, at least 1. */
    final long ttlMillis;

    Change(byte @Nullable [] before, byte[] after, long ttlMillis) {
      this.before = before;
      this.after = after;
      this.ttlMillis = ttlMillis;
    }
  }
}
