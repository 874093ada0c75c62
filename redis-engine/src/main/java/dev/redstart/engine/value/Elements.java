package dev.redstart.engine.value;

import dev.redstart.engine.bytes.Bytes;
import java.util.function.Consumer;

/**
 * A value made of elements: a list, a set, the members of a sorted set. What SORT and set
 * operations read.
 */
public interface Elements extends Value {

  /** The number of elements. */
  int size();

  /** Hands over each element, in the value's own order where it has one. */
  void forEachElement(Consumer<? super Bytes> each);
}
