package dev.redstart.engine.types.hash;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.ScanOptions;
import dev.redstart.engine.value.DataType;
import dev.redstart.engine.value.Fields;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A hash, guarded by the lock of its key's shard. It is packed while it is small, becomes a table
 * when a write leads beyond the {@link HashLimits}, and stays one. Fields with deadlines take
 * another form of either; what no field of it has costs nothing.
 */
final class HashValue implements Fields {

  static final DataType<HashValue> HASH = new DataType<>("hash", HashValue.class, HashValue::new);

  private HashEncoding fields;

  HashValue() {
    this(new PackedHash());
  }

  HashValue(HashEncoding fields) {
    this.fields = fields;
  }

  @Override
  public DataType<HashValue> type() {
    return HASH;
  }

  @Override
  public boolean isEmpty() {
    return fields.size() == 0;
  }

  @Override
  public String encoding() {
    return fields.name();
  }

  @Override
  public long heapBytes() {
    return 16 + fields.heapBytes();
  }

  @Override
  public HashValue copy() {
    return new HashValue(fields.copy());
  }

  @Override
  public @Nullable Bytes field(Bytes name) {
    return fields.get(name);
  }

  @Override
  public long deadline(Bytes name) {
    return fields instanceof TimedEncoding timed ? timed.deadline(name) : NEVER;
  }

  @Override
  public long soonest() {
    return fields instanceof TimedEncoding timed ? timed.soonest() : NEVER;
  }

  @Override
  public void expire(long now, int limit, Consumer<? super Bytes> gone) {
    if (fields instanceof TimedEncoding timed) {
      timed.expire(now, limit, gone);
    }
  }

  @Override
  public boolean expirePart(Bytes field, long now) {
    return deadline(field) <= now && remove(field);
  }

  /** Lets a field that is there expire at {@code at}, in milliseconds since 1970, at least 1. */
  void expireAt(Bytes field, long at) {
    allowDeadlines().expireAt(field, at);
  }

  /** Takes the form in which fields can have deadlines. */
  TimedEncoding allowDeadlines() {
    TimedEncoding timed = fields.timed();
    fields = timed;
    return timed;
  }

  /** Takes a field's deadline away; false where it has none. */
  boolean persist(Bytes field) {
    return fields instanceof TimedEncoding timed && timed.persist(field);
  }

  int size() {
    return fields.size();
  }

  boolean contains(Bytes field) {
    return fields.contains(field);
  }

  /** The length of a field's value, 0 where there is no such field. */
  int valueLength(Bytes field) {
    return fields.valueLength(field);
  }

  /**
   * Prepares for the fields and values in turn that {@code args} holds from {@code from} on: one
   * that is too long, or too many, make this a table before the first is set.
   */
  void expect(Bytes[] args, int from, HashLimits limits) {
    if (!(fields instanceof PackedHash packed)) {
      return;
    }
    boolean fits = limits.allowSize((args.length - from) / 2);
    long bytes = 0;
    for (int i = from; i < args.length && fits; i++) {
      fits = limits.allow(args[i]);
      bytes += args[i].length();
    }
    if (!fits || !limits.allowBytes(packed.byteSize(), bytes)) {
      becomeTable(packed);
    }
  }

  /** Sets a field, which has no deadline from then on; true where it is a new one. */
  boolean put(Bytes field, Bytes value, HashLimits limits) {
    boolean added = update(field, value, limits);
    if (!added) {
      persist(field);
    }
    return added;
  }

  /** Sets a field, whose deadline stays; true where it is a new one. */
  boolean update(Bytes field, Bytes value, HashLimits limits) {
    if (fields instanceof PackedHash packed && !(limits.allow(field) && limits.allow(value))) {
      becomeTable(packed);
    }
    boolean added = fields.put(field, value);
    if (fields instanceof PackedHash packed && !limits.allowSize(packed.size())) {
      becomeTable(packed);
    }
    return added;
  }

  /** Removes a field; false where there is none. */
  boolean remove(Bytes field) {
    return fields.remove(field);
  }

  @Override
  public void forEach(BiConsumer<? super Bytes, ? super Bytes> each) {
    fields.forEach(each);
  }

  void forEachField(Consumer<? super Bytes> each) {
    fields.forEachField(each);
  }

  void forEachValue(Consumer<? super Bytes> each) {
    fields.forEachValue(each);
  }

  /** See {@link HashEncoding#scan}. */
  long scan(long cursor, ScanOptions options, BiConsumer<? super Bytes, ? super Bytes> each) {
    return fields.scan(cursor, options, each);
  }

  /** Visits {@code count} fields, each time any of them. There must be one. */
  void draw(int count, RandomGenerator random, BiConsumer<? super Bytes, ? super Bytes> each) {
    fields.draw(count, random, each);
  }

  /** Visits {@code count} different fields, or all where there aren't as many. */
  void drawDistinct(
      long count, RandomGenerator random, BiConsumer<? super Bytes, ? super Bytes> each) {
    if (count >= fields.size()) {
      fields.forEach(each);
    } else {
      fields.drawDistinct((int) count, random, each);
    }
  }

  /** How the fields are kept. */
  HashEncoding fields() {
    return fields;
  }

  /** Becomes a table if it isn't one. */
  void unpack() {
    if (fields instanceof PackedHash packed) {
      becomeTable(packed);
    }
  }

  private void becomeTable(PackedHash packed) {
    TableHash table = new TableHash();
    packed.forEach(table::put);
    if (packed instanceof PackedTimedHash deadlines) {
      TimedEncoding timed = table.timed();
      deadlines.forEachDeadline(timed::expireAt);
      fields = timed;
    } else {
      fields = table;
    }
  }
}
