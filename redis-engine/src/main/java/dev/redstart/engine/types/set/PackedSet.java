package dev.redstart.engine.types.set;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.ScanOptions;
import dev.redstart.engine.structure.Drawing;
import dev.redstart.engine.structure.Listpack;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** A small set: its members in one listpack, in the order they came. */
final class PackedSet implements SetEncoding {

  /*
   * Memory: 16 bytes (this) + 40 (listpack and its array) + for each member its length and 2 (integers less), with up to
   * a quarter of that to spare.
   */

  private final Listpack list;

  PackedSet() {
    this(new Listpack());
  }

  /** Takes over {@code list}. */
  PackedSet(Listpack list) {
    this.list = list;
  }

  @Override
  public String name() {
    return "listpack";
  }

  @Override
  public int size() {
    return list.size();
  }

  @Override
  public long heapBytes() {
    return 16 + list.heapBytes();
  }

  /** How many bytes the list takes in its serialized form. */
  int byteSize() {
    return list.byteSize();
  }

  /** Adds a member that isn't one yet. */
  void append(Bytes member) {
    list.append(member);
  }

  @Override
  public boolean contains(Bytes member) {
    return find(member) != Listpack.NONE;
  }

  @Override
  public boolean remove(Bytes member) {
    int p = find(member);
    if (p == Listpack.NONE) {
      return false;
    }
    list.delete(p);
    return true;
  }

  @Override
  public void forEach(Consumer<? super Bytes> each) {
    list.forEach(each);
  }

  @Override
  public void forEachWhile(Predicate<? super Bytes> each) {
    int p = list.first();
    while (p != Listpack.NONE && each.test(list.get(p))) {
      p = list.next(p);
    }
  }

  @Override
  public boolean hasIntegersOnly() {
    int p = list.first();
    while (p != Listpack.NONE && list.isInteger(p)) {
      p = list.next(p);
    }
    return p == Listpack.NONE;
  }

  /** All at once: there are few. */
  @Override
  public long scan(long cursor, ScanOptions options, Consumer<? super Bytes> each) {
    forEach(each);
    return 0;
  }

  @Override
  public void draw(int count, RandomGenerator random, Consumer<? super Bytes> each) {
    if (count == 1) {
      each.accept(list.get(list.seek(random.nextInt(list.size()))));
      return;
    }
    List<Bytes> all = new ArrayList<>(list.size());
    list.forEach(all::add);
    for (int i = 0; i < count; i++) {
      each.accept(all.get(random.nextInt(all.size())));
    }
  }

  @Override
  public void drawDistinct(int count, RandomGenerator random, Consumer<? super Bytes> each) {
    Drawing drawing = new Drawing(count, list.size(), random);
    for (int p = list.first(); !drawing.done(); p = list.next(p)) {
      if (drawing.take()) {
        each.accept(list.get(p));
      }
    }
  }

  @Override
  public Bytes pop(RandomGenerator random) {
    int p = list.seek(random.nextInt(list.size()));
    Bytes member = list.get(p);
    list.delete(p);
    return member;
  }

  @Override
  public PackedSet copy() {
    return new PackedSet(list.copy());
  }

  private int find(Bytes member) {
    int first = list.first();
    return first == Listpack.NONE ? first : list.find(member, first, 0);
  }
}
