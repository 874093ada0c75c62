package dev.redstart.engine.value;

import dev.redstart.engine.bytes.Bytes;

/** A value that is one byte string. */
public interface Text extends Value {

  /** The string, a number in its decimal form. */
  Bytes bytes();
}
