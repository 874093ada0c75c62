package dev.redstart.engine.types.set;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.structure.IntSet;
import dev.redstart.engine.structure.Listpack;
import dev.redstart.engine.value.Batches;
import dev.redstart.engine.value.Codec;
import dev.redstart.engine.value.CorruptValueException;
import dev.redstart.engine.value.DataType;
import dev.redstart.engine.value.Shape;
import dev.redstart.engine.value.ValueReader;
import dev.redstart.engine.value.ValueWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How sets are saved and loaded: an array of integers as it is, all others member by member, since
 * that is what servers before 7.2 can read.
 */
final class SetCodec implements Codec<SetValue> {

  private static final Bytes SADD = Bytes.of("SADD");

  private final SetLimits limits;

  SetCodec(SetLimits limits) {
    this.limits = limits;
  }

  @Override
  public DataType<SetValue> type() {
    return SetValue.SET;
  }

  @Override
  public Set<Shape> shapes() {
    return EnumSet.of(Shape.MEMBERS, Shape.INTEGERS, Shape.PACKED_MEMBERS);
  }

  @Override
  public Shape shape(SetValue value) {
    return value.members() instanceof IntegerSet ? Shape.INTEGERS : Shape.MEMBERS;
  }

  @Override
  public void write(SetValue value, ValueWriter out) {
    if (value.members() instanceof IntegerSet integers) {
      out.text(Bytes.wrap(integers.image()));
      return;
    }
    out.number(value.size());
    value.forEachElement(out::text);
  }

  @Override
  public void rebuild(Bytes key, SetValue value, Consumer<List<Bytes>> calls) {
    Batches batches = new Batches(calls, SADD, key);
    value.forEachElement(batches::add);
    batches.end();
  }

  @Override
  public SetValue read(ValueReader in) {
    return switch (in.shape()) {
      case INTEGERS -> readIntegers(in);
      case PACKED_MEMBERS -> readPacked(in);
      default -> readMembers(in);
    };
  }

  private SetValue readMembers(ValueReader in) {
    int count = in.count();
    SetValue set = limits.allowIntegers(count) ? new SetValue() : new SetValue(new TableSet());
    for (int i = 0; i < count; i++) {
      if (!set.add(in.text(), limits)) {
        throw twice();
      }
    }
    return set;
  }

  private SetValue readIntegers(ValueReader in) {
    IntegerSet integers = new IntegerSet(IntSet.of(in.text().shared()));
    return settled(integers, limits.allowIntegers(integers.size()));
  }

  private SetValue readPacked(ValueReader in) {
    Listpack list = Listpack.of(in.text().shared());
    if (list.repeats(1)) {
      throw twice();
    }
    boolean small = limits.allowEntries(list.size());
    for (int p = list.first(); small && p != Listpack.NONE; p = list.next(p)) {
      small = limits.allowLength(list.length(p));
    }
    return settled(new PackedSet(list), small);
  }

  private static SetValue settled(SetEncoding members, boolean small) {
    SetValue set = new SetValue(members);
    if (!small) {
      set.unpack();
    }
    return set;
  }

  private static CorruptValueException twice() {
    return new CorruptValueException("set with a member twice");
  }
}
