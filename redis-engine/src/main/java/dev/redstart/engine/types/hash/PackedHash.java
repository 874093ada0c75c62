package dev.redstart.engine.types.hash;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.ScanOptions;
import dev.redstart.engine.structure.Drawing;
import dev.redstart.engine.structure.Listpack;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A small hash: fields and values in turn in one listpack, in the order they came. A subclass may
 * have something more follow each value.
 */
sealed class PackedHash implements HashEncoding permits PackedTimedHash {

  /*
   * Memory: 16 bytes (this) + 40 (listpack and its array) + for each text its length and 2, with up to a quarter of all
   * that to spare. Ten fields of 8 bytes with values of 8 take about 260 bytes.
   */

  final Listpack list;

  PackedHash() {
    this(new Listpack());
  }

  /** Takes over {@code list}: fields and values in turn. */
  PackedHash(Listpack list) {
    this.list = list;
  }

  /** How many entries of the list make a field. */
  int stride() {
    return 2;
  }

  /** The position of the field that follows a value. */
  int behind(int value) {
    return list.next(value);
  }

  /** Adds what follows each value, for a field that comes last. */
  void appendRest() {
    // Nothing does.
  }

  /** Removes the field at {@code p}; returns the position of what follows it. */
  int deleteAt(int p) {
    return list.delete(list.delete(p));
  }

  @Override
  public String name() {
    return "listpack";
  }

  @Override
  public int size() {
    return list.size() / stride();
  }

  @Override
  public long heapBytes() {
    return 16 + list.heapBytes();
  }

  /** The list. */
  Listpack pack() {
    return list;
  }

  /** How many bytes the list takes in its serialized form. */
  int byteSize() {
    return list.byteSize();
  }

  @Override
  public @Nullable Bytes get(Bytes field) {
    int p = find(field);
    return p == Listpack.NONE ? null : list.get(list.next(p));
  }

  @Override
  public boolean contains(Bytes field) {
    return find(field) != Listpack.NONE;
  }

  @Override
  public int valueLength(Bytes field) {
    int p = find(field);
    return p == Listpack.NONE ? 0 : list.length(list.next(p));
  }

  @Override
  public boolean put(Bytes field, Bytes value) {
    int p = find(field);
    if (p != Listpack.NONE) {
      list.replace(list.next(p), value);
      return false;
    }
    list.append(field);
    list.append(value);
    appendRest();
    return true;
  }

  @Override
  public boolean remove(Bytes field) {
    int p = find(field);
    if (p == Listpack.NONE) {
      return false;
    }
    deleteAt(p);
    return true;
  }

  @Override
  public void forEach(BiConsumer<? super Bytes, ? super Bytes> each) {
    int p = list.first();
    while (p != Listpack.NONE) {
      int value = list.next(p);
      each.accept(list.get(p), list.get(value));
      p = behind(value);
    }
  }

  @Override
  public void forEachField(Consumer<? super Bytes> each) {
    for (int p = list.first(); p != Listpack.NONE; p = behind(list.next(p))) {
      each.accept(list.get(p));
    }
  }

  @Override
  public void forEachValue(Consumer<? super Bytes> each) {
    int p = list.first();
    while (p != Listpack.NONE) {
      int value = list.next(p);
      each.accept(list.get(value));
      p = behind(value);
    }
  }

  /** All at once: there are few. */
  @Override
  public long scan(
      long cursor, ScanOptions options, BiConsumer<? super Bytes, ? super Bytes> each) {
    forEach(each);
    return 0;
  }

  @Override
  public void draw(
      int count, RandomGenerator random, BiConsumer<? super Bytes, ? super Bytes> each) {
    if (count == 1) {
      int p = list.seek(stride() * random.nextInt(size()));
      each.accept(list.get(p), list.get(list.next(p)));
      return;
    }
    List<Bytes> all = new ArrayList<>(list.size());
    list.forEach(all::add);
    for (int i = 0; i < count; i++) {
      int at = stride() * random.nextInt(size());
      each.accept(all.get(at), all.get(at + 1));
    }
  }

  @Override
  public void drawDistinct(
      int count, RandomGenerator random, BiConsumer<? super Bytes, ? super Bytes> each) {
    Drawing drawing = new Drawing(count, size(), random);
    int p = list.first();
    while (p != Listpack.NONE && !drawing.done()) {
      int value = list.next(p);
      if (drawing.take()) {
        each.accept(list.get(p), list.get(value));
      }
      p = behind(value);
    }
  }

  @Override
  public PackedHash copy() {
    return new PackedHash(list.copy());
  }

  @Override
  public TimedEncoding timed() {
    return new PackedTimedHash(this);
  }

  /** The position of a field. */
  final int find(Bytes field) {
    int first = list.first();
    return first == Listpack.NONE ? first : list.find(field, first, stride() - 1);
  }
}
