package dev.redstart.engine.types.hash;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.value.Value;
import java.util.function.Consumer;

/**
 * A way to keep fields that may have deadlines, in milliseconds since 1970. A field stays in place
 * until it is taken out, whatever the time.
 */
sealed interface TimedEncoding extends HashEncoding permits PackedTimedHash, TimedTableHash {

  /** When a field expires, {@link Value#NEVER} where it stays or isn't there. */
  long deadline(Bytes field);

  /** The earliest deadline, {@link Value#NEVER} where there is none. */
  long soonest();

  /** Gives a field that is there a deadline, at least 1. */
  void expireAt(Bytes field, long at);

  /** Takes a field's deadline away; false where it has none. */
  boolean persist(Bytes field);

  /** Removes fields whose deadline has come, at most {@code limit}, and hands them over. */
  void expire(long now, int limit, Consumer<? super Bytes> gone);

  @Override
  default TimedEncoding timed() {
    return this;
  }
}
