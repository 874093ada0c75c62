package dev.redstart.engine.types.hash;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.ScanOptions;
import dev.redstart.engine.structure.Dictionary;
import dev.redstart.engine.structure.Drawing;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A big hash: a dictionary of fields. */
sealed class TableHash implements HashEncoding permits TimedTableHash {

  /*
   * Memory per field: 32 bytes of node, about 5.3 of bucket, and the arrays of name and value (16 + length, rounded up to
   * 8, each).
   */

  private static final int LONGEST_OWN = 44;
  private static final int NODE = 32;

  final Dictionary<Field> table;

  /** What the arrays of the values take. */
  private long valueBytes;

  TableHash() {
    this(new Dictionary<>(), 0);
  }

  private TableHash(Dictionary<Field> table, long valueBytes) {
    this.table = table;
    this.valueBytes = valueBytes;
  }

  /** Takes over what {@code other} has. */
  TableHash(TableHash other) {
    this(other.table, other.valueBytes);
  }

  /** A field with its value, whose bytes are kept without a wrapper. */
  static class Field extends Dictionary.Node {
    private byte[] value;

    /** Nobody else has the bytes of the value: they may be written over. */
    private boolean own;

    Field(Bytes name, Bytes value) {
      super(name);
      this.value = value.shared();
    }

    final Bytes value() {
      return own ? Bytes.copyOf(value) : Bytes.wrap(value);
    }

    /**
     * A short value that follows one of its length is written over it, as strings are and for the
     * same reason: collectors look for references from old objects to new ones.
     */
    final void value(Bytes next) {
      byte[] bytes = next.shared();
      boolean over = bytes.length == value.length && bytes.length <= LONGEST_OWN;
      if (over && own) {
        System.arraycopy(bytes, 0, value, 0, bytes.length);
      } else {
        value = over ? bytes.clone() : bytes;
        own = over;
      }
    }
  }

  @Override
  public String name() {
    return "hashtable";
  }

  @Override
  public int size() {
    return table.size();
  }

  @Override
  public long heapBytes() {
    return 24 + table.heapBytes(NODE) + valueBytes;
  }

  @Override
  public @Nullable Bytes get(Bytes field) {
    Field found = table.find(field);
    return found == null ? null : found.value();
  }

  @Override
  public boolean contains(Bytes field) {
    return table.contains(field);
  }

  @Override
  public int valueLength(Bytes field) {
    Field found = table.find(field);
    return found == null ? 0 : found.value.length;
  }

  @Override
  public boolean put(Bytes field, Bytes value) {
    Field found = table.find(field);
    valueBytes += Dictionary.heapBytes(value.shared());
    if (found != null) {
      valueBytes -= Dictionary.heapBytes(found.value);
      found.value(value);
      return false;
    }
    table.add(new Field(field, value));
    return true;
  }

  @Override
  public boolean remove(Bytes field) {
    Field removed = table.remove(field);
    if (removed == null) {
      return false;
    }
    removed(removed);
    return true;
  }

  /** To be called for each field that was taken out of the table. */
  void removed(Field field) {
    valueBytes -= Dictionary.heapBytes(field.value);
  }

  @Override
  public void forEach(BiConsumer<? super Bytes, ? super Bytes> each) {
    table.forEach(field -> each.accept(field.name(), field.value()));
  }

  @Override
  public void forEachField(Consumer<? super Bytes> each) {
    table.forEach(field -> each.accept(field.name()));
  }

  @Override
  public void forEachValue(Consumer<? super Bytes> each) {
    table.forEach(field -> each.accept(field.value()));
  }

  @Override
  public long scan(
      long cursor, ScanOptions options, BiConsumer<? super Bytes, ? super Bytes> each) {
    return options.<Field>walk(
        cursor, table::scan, field -> each.accept(field.name(), field.value()));
  }

  @Override
  public void draw(
      int count, RandomGenerator random, BiConsumer<? super Bytes, ? super Bytes> each) {
    for (int i = 0; i < count; i++) {
      Field field = table.random(random);
      each.accept(field.name(), field.value());
    }
  }

  @Override
  public void drawDistinct(
      int count, RandomGenerator random, BiConsumer<? super Bytes, ? super Bytes> each) {
    for (Field field : Drawing.nodes(table, count, random)) {
      each.accept(field.name(), field.value());
    }
  }

  @Override
  public TableHash copy() {
    TableHash copy = new TableHash();
    table.forEach(field -> copy.put(field.name(), field.value()));
    return copy;
  }

  @Override
  public TimedEncoding timed() {
    return new TimedTableHash(this);
  }
}
