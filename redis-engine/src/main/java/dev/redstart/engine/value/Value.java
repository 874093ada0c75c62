package dev.redstart.engine.value;

import dev.redstart.engine.bytes.Bytes;
import java.util.function.Consumer;

/** What a key holds. Guarded by the lock of the key's shard. */
public interface Value {

  /** What {@link #soonest} answers where nothing expires. */
  long NEVER = Long.MAX_VALUE;

  /** The type, one constant per kind of value. */
  DataType<?> type();

  /** True for a container without elements: its key is removed with the last of them. */
  boolean isEmpty();

  /** The name that OBJECT ENCODING answers. */
  String encoding();

  /** About how many bytes of memory this takes; what is large is judged by a few of its parts. */
  long heapBytes();

  /** A value of its own with the same content. */
  Value copy();

  /**
   * Takes over what {@code other} holds, which nobody may use any more then; false, and nothing has
   * happened, where {@code other} had better take this one's place.
   */
  default boolean takeOver(Value other) {
    return false;
  }

  /**
   * When the first of its parts expires by itself, in milliseconds since 1970; {@link #NEVER} where
   * none does.
   */
  default long soonest() {
    return NEVER;
  }

  /** Removes parts whose time has come, at most {@code limit} of them, and hands them over. */
  default void expire(long now, int limit, Consumer<? super Bytes> gone) {
    // Most values stay or go as a whole.
  }

  /** Removes one part where its time has come; false where it stays, or isn't there. */
  default boolean expirePart(Bytes part, long now) {
    return false;
  }
}
