package dev.redstart.engine.value;

import dev.redstart.engine.bytes.Bytes;
import java.util.function.Consumer;

/** A value that is told part by part in an order of its own: a stream with its groups. */
public interface Parts extends Value {

  /** Hands over all that makes out the value; times apart, at which something was done with it. */
  void forEachPart(Consumer<? super Bytes> each);
}
