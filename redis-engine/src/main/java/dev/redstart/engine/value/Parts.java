package dev.redstart.engine.value;

import dev.redstart.engine.bytes.Bytes;
import java.util.function.Consumer;

/** A value that is told part by part in an order of its own: the entries of a stream. */
public interface Parts extends Value {

  /** Hands over what the value holds, one after the other. */
  void forEachPart(Consumer<? super Bytes> each);
}
