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

  final Dictionary<Field> table;

  TableHash() {
    this(new Dictionary<>());
  }

  TableHash(Dictionary<Field> table) {
    this.table = table;
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
    return 16 + table.heapBytes(field -> 32 + Dictionary.heapBytes(field.value));
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
    if (found != null) {
      found.value(value);
      return false;
    }
    table.add(new Field(field, value));
    return true;
  }

  @Override
  public boolean remove(Bytes field) {
    return table.remove(field) != null;
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
    table.forEach(field -> copy.table.add(new Field(field.name(), field.value())));
    return copy;
  }

  @Override
  public TimedEncoding timed() {
    return new TimedTableHash(table);
  }
}
