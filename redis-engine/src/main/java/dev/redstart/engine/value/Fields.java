package dev.redstart.engine.value;

import dev.redstart.engine.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/** A value with named fields: a hash. */
public interface Fields extends Value {

  /** The value of a field, null where there is none. */
  @Nullable Bytes field(Bytes name);
}
