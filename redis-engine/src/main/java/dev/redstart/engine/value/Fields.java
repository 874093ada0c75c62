package dev.redstart.engine.value;

import dev.redstart.engine.bytes.Bytes;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A value with named fields, which may each have a deadline: a hash. */
public interface Fields extends Value {

  /** The value of a field, null where there is none. */
  @Nullable Bytes field(Bytes name);

  /** When a field expires, {@link Value#NEVER} where it stays or isn't there. */
  long deadline(Bytes name);

  /** Hands over each field and its content. */
  void forEach(BiConsumer<? super Bytes, ? super Bytes> each);
}
