package dev.redstart.engine.types.hash;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.structure.Listpack;
import dev.redstart.engine.value.Batches;
import dev.redstart.engine.value.Codec;
import dev.redstart.engine.value.CorruptValueException;
import dev.redstart.engine.value.DataType;
import dev.redstart.engine.value.Shape;
import dev.redstart.engine.value.Value;
import dev.redstart.engine.value.ValueReader;
import dev.redstart.engine.value.ValueWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How hashes are saved and loaded: a packed one as it is, a table field by field. */
final class HashCodec implements Codec<HashValue> {

  private static final Bytes HSET = Bytes.of("HSET");
  private static final Bytes HPEXPIREAT = Bytes.of("HPEXPIREAT");
  private static final Bytes FIELDS = Bytes.of("FIELDS");

  private final HashLimits limits;

  HashCodec(HashLimits limits) {
    this.limits = limits;
  }

  @Override
  public DataType<HashValue> type() {
    return HashValue.HASH;
  }

  @Override
  public Set<Shape> shapes() {
    return EnumSet.of(
        Shape.FIELDS, Shape.PACKED_FIELDS, Shape.TIMED_FIELDS, Shape.PACKED_TIMED_FIELDS);
  }

  @Override
  public Shape shape(HashValue value) {
    HashEncoding fields = value.fields();
    if (value.soonest() != Value.NEVER) {
      return fields instanceof PackedHash ? Shape.PACKED_TIMED_FIELDS : Shape.TIMED_FIELDS;
    }
    boolean packed = fields instanceof PackedHash && !(fields instanceof TimedEncoding);
    return packed ? Shape.PACKED_FIELDS : Shape.FIELDS;
  }

  @Override
  public void write(HashValue value, ValueWriter out) {
    switch (shape(value)) {
      case FIELDS -> {
        out.number(value.size());
        value.forEach((field, content) -> put(out, field, content));
      }
      case TIMED_FIELDS -> TimedFields.write(value, out);
      case PACKED_TIMED_FIELDS -> {
        out.moment(value.soonest());
        out.text(image(value));
      }
      default -> out.text(image(value));
    }
  }

  private static void put(ValueWriter out, Bytes field, Bytes content) {
    out.text(field);
    out.text(content);
  }

  private static Bytes image(HashValue value) {
    return Bytes.wrap(((PackedHash) value.fields()).pack().toBytes());
  }

  @Override
  public void rebuild(Bytes key, HashValue value, Consumer<List<Bytes>> calls) {
    Batches batches = new Batches(calls, HSET, key);
    value.forEach(batches::add);
    batches.end();
    if (value.soonest() != Value.NEVER) {
      rebuildDeadlines(key, value, calls);
    }
  }

  /** Fields with the same deadline get it together. */
  private static void rebuildDeadlines(Bytes key, HashValue value, Consumer<List<Bytes>> calls) {
    Map<Long, List<Bytes>> fields = new TreeMap<>();
    value.forEachField(
        field -> {
          long at = value.deadline(field);
          if (at != Value.NEVER) {
            fields.computeIfAbsent(at, unused -> new ArrayList<>()).add(field);
          }
        });
    fields.forEach(
        (at, all) -> {
          for (int from = 0; from < all.size(); from += Batches.MOST_PARTS) {
            List<Bytes> some = all.subList(from, Math.min(all.size(), from + Batches.MOST_PARTS));
            List<Bytes> call = new ArrayList<>(some.size() + 5);
            call.addAll(List.of(HPEXPIREAT, key, Bytes.of(at), FIELDS, Bytes.of(some.size())));
            call.addAll(some);
            calls.accept(call);
          }
        });
  }

  @Override
  public HashValue read(ValueReader in) {
    return switch (in.shape()) {
      case FIELDS -> readFields(in);
      case PACKED_FIELDS -> readPacked(in);
      case TIMED_FIELDS -> TimedFields.read(in, limits);
      default -> readPackedTimed(in);
    };
  }

  private HashValue readFields(ValueReader in) {
    int count = in.count();
    TableHash table = new TableHash();
    Listpack pack = limits.allowSize(count) ? new Listpack() : null;
    for (int i = 0; i < count; i++) {
      Bytes field = in.text();
      Bytes content = in.text();
      if (!table.put(field, content)) {
        throw twice();
      }
      pack = extended(pack, field, content);
    }
    return new HashValue(pack == null ? table : new PackedHash(pack));
  }

  /** {@code pack} with one more field; null where it has grown too big, or had before. */
  private @Nullable Listpack extended(@Nullable Listpack pack, Bytes field, Bytes content) {
    if (pack == null || !fits(pack, field, content)) {
      return null;
    }
    pack.append(field);
    pack.append(content);
    return pack;
  }

  private boolean fits(Listpack pack, Bytes field, Bytes content) {
    return limits.allow(field)
        && limits.allow(content)
        && limits.allowBytes(pack.byteSize(), (long) field.length() + content.length());
  }

  private HashValue readPacked(ValueReader in) {
    Listpack pack = Listpack.of(in.text().shared());
    if (pack.size() % 2 != 0) {
      throw new CorruptValueException("hash with a field without a value");
    }
    return settled(new PackedHash(pack));
  }

  private HashValue readPackedTimed(ValueReader in) {
    long unused = in.moment();
    return settled(TimedFields.checked(Listpack.of(in.text().shared())));
  }

  private HashValue settled(PackedHash packed) {
    if (packed.pack().repeats(packed.stride())) {
      throw twice();
    }
    HashValue hash = new HashValue(packed);
    if (!isSmall(packed)) {
      hash.unpack();
    }
    return hash;
  }

  private boolean isSmall(PackedHash packed) {
    Listpack pack = packed.pack();
    boolean small = limits.allowSize(packed.size());
    int field = pack.first();
    while (small && field != Listpack.NONE) {
      int content = pack.next(field);
      small = limits.allowLength(pack.length(field)) && limits.allowLength(pack.length(content));
      field = packed.behind(content);
    }
    return small;
  }

  static CorruptValueException twice() {
    return new CorruptValueException("hash with a field twice");
  }
}
