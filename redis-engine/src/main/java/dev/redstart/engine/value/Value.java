package dev.redstart.engine.value;

/** What a key holds. Guarded by the lock of the key's shard. */
public interface Value {

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
}
