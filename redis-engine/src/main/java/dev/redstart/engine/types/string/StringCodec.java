package dev.redstart.engine.types.string;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.value.Codec;
import dev.redstart.engine.value.DataType;
import dev.redstart.engine.value.Shape;
import dev.redstart.engine.value.ValueReader;
import dev.redstart.engine.value.ValueWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** How strings are saved and loaded: as their text, numbers too. */
final class StringCodec implements Codec<StringValue> {

  private static final Bytes SET = Bytes.of("SET");

  @Override
  public DataType<StringValue> type() {
    return StringValue.STRING;
  }

  @Override
  public Set<Shape> shapes() {
    return EnumSet.of(Shape.TEXT);
  }

  @Override
  public Shape shape(StringValue value) {
    return Shape.TEXT;
  }

  @Override
  public void write(StringValue value, ValueWriter out) {
    out.text(value.bytes());
  }

  @Override
  public void rebuild(Bytes key, StringValue value, Consumer<List<Bytes>> calls) {
    calls.accept(List.of(SET, key, value.bytes()));
  }

  @Override
  public StringValue read(ValueReader in) {
    return StringValue.of(in.text());
  }
}
