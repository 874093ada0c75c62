package dev.redstart.engine.value;

import dev.redstart.engine.bytes.Bytes;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How values of one type are saved and loaded: part by part, without a word on bytes. Called under
 * the lock of the value's shard where a value is given; keeps nothing.
 *
 * @param <V> the class of the values
 */
public interface Codec<V extends Value> {

  /** The type of the values. */
  DataType<V> type();

  /** The shapes that {@link #read} knows. */
  Set<Shape> shapes();

  /** The shape in which {@code value} is written: the oldest that holds all of it. */
  Shape shape(V value);

  /** Writes the parts of {@code value} in the order of its {@link #shape}. */
  void write(V value, ValueWriter out);

  /**
   * The value that {@code in} tells of, in the encoding that fits the settings. It may be empty,
   * which no key can hold: the caller's business.
   *
   * @throws CorruptValueException where it can't be one
   */
  V read(ValueReader in);

  /**
   * Hands over calls that give {@code key}, which isn't there, the same value: as few as there can
   * be, each of a bounded number of words.
   */
  void rebuild(Bytes key, V value, Consumer<List<Bytes>> calls);
}
