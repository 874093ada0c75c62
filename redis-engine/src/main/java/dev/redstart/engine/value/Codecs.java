package dev.redstart.engine.value;

import dev.redstart.engine.bytes.Bytes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The codecs of all types of one engine. Filled while it is built, then immutable and open to any
 * thread.
 */
public final class Codecs {

  private final Map<DataType<?>, Codec<?>> byType = new HashMap<>();
  private final Map<Shape, Codec<?>> byShape = new EnumMap<>(Shape.class);

  /** Adds the codec of a type. */
  public void add(Codec<?> codec) {
    if (byType.putIfAbsent(codec.type(), codec) != null) {
      throw new IllegalStateException("two codecs: " + codec.type().name());
    }
    for (Shape shape : codec.shapes()) {
      if (byShape.putIfAbsent(shape, codec) != null) {
        throw new IllegalStateException("two codecs: " + shape);
      }
    }
  }

  /** A value of each type that holds nothing. */
  public List<Value> emptyValues() {
    List<Value> values = new ArrayList<>();
    byType.keySet().forEach(type -> values.add(type.empty()));
    return values;
  }

  /** The shape in which {@code value} is written. */
  public Shape shape(Value value) {
    return shape(codec(value), value);
  }

  /** Writes the parts of {@code value}. */
  public void write(Value value, ValueWriter out) {
    write(codec(value), value, out);
  }

  /** Hands over calls that give {@code key}, which isn't there, the same value. */
  public void rebuild(Bytes key, Value value, Consumer<List<Bytes>> calls) {
    rebuild(codec(value), key, value, calls);
  }

  /**
   * The value that {@code in} tells of.
   *
   * @throws CorruptValueException where it can't be one
   */
  public Value read(ValueReader in) {
    Codec<?> codec = byShape.get(in.shape());
    if (codec == null) {
      throw new CorruptValueException("value of an unknown shape, " + in.shape());
    }
    return codec.read(in);
  }

  private Codec<?> codec(Value value) {
    Codec<?> codec = byType.get(value.type());
    if (codec == null) {
      throw new IllegalStateException("no codec: " + value.type().name());
    }
    return codec;
  }

  private static <V extends Value> Shape shape(Codec<V> codec, Value value) {
    return codec.shape(codec.type().of().cast(value));
  }

  private static <V extends Value> void write(Codec<V> codec, Value value, ValueWriter out) {
    codec.write(codec.type().of().cast(value), out);
  }

  private static <V extends Value> void rebuild(
      Codec<V> codec, Bytes key, Value value, Consumer<List<Bytes>> calls) {
    codec.rebuild(key, codec.type().of().cast(value), calls);
  }
}
