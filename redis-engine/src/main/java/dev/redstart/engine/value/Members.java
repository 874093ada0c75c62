package dev.redstart.engine.value;

import dev.redstart.engine.bytes.Bytes;

/** Elements without duplicates that are found by their bytes: a set, a sorted set. */
public interface Members extends Elements {

  /** True where {@code member} is one of the elements. */
  boolean contains(Bytes member);
}
