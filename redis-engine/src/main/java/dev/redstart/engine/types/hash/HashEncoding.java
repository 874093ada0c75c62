package dev.redstart.engine.types.hash;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.ScanOptions;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One way to keep the fields of a hash. Visitors must not change it. */
sealed interface HashEncoding permits PackedHash, TableHash, TimedEncoding {

  /** What OBJECT ENCODING answers. */
  String name();

  int size();

  /** About how many bytes of memory this takes. */
  long heapBytes();

  @Nullable Bytes get(Bytes field);

  boolean contains(Bytes field);

  /** The length of a field's value, 0 where there is no such field. */
  int valueLength(Bytes field);

  /** Sets a field; true where it is a new one. */
  boolean put(Bytes field, Bytes value);

  /** Removes a field; false where there is none. */
  boolean remove(Bytes field);

  void forEach(BiConsumer<? super Bytes, ? super Bytes> each);

  void forEachField(Consumer<? super Bytes> each);

  void forEachValue(Consumer<? super Bytes> each);

  /**
   * Visits some fields and values from {@code cursor} on, matching or not; returns the cursor to go
   * on with.
   */
  long scan(long cursor, ScanOptions options, BiConsumer<? super Bytes, ? super Bytes> each);

  /** Visits {@code count} fields, each time any of them. There must be one. */
  void draw(int count, RandomGenerator random, BiConsumer<? super Bytes, ? super Bytes> each);

  /** Visits {@code count} different fields, less than there are. */
  void drawDistinct(
      int count, RandomGenerator random, BiConsumer<? super Bytes, ? super Bytes> each);

  HashEncoding copy();

  /** The same fields, which can have deadlines; this itself where they can. Takes this over. */
  TimedEncoding timed();
}
