package dev.redstart.engine.types.string;

import dev.redstart.engine.value.Codec;
import dev.redstart.engine.value.DataType;
import dev.redstart.engine.value.Shape;
import dev.redstart.engine.value.ValueReader;
import dev.redstart.engine.value.ValueWriter;
import java.util.EnumSet;
import java.util.Set;

/** How strings are saved and loaded: as their text, numbers too. */
final class StringCodec implements Codec<StringValue> {

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
  public StringValue read(ValueReader in) {
    return StringValue.of(in.text());
  }
}
