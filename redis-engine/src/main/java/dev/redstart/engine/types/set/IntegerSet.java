package dev.redstart.engine.types.set;

import dev.redstart.engine.bytes.Ascii;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.ScanOptions;
import dev.redstart.engine.structure.Drawing;
import dev.redstart.engine.structure.IntSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** A set of integers, in an array in ascending order. */
final class IntegerSet implements SetEncoding {

  /*
   * Memory: 16 bytes (this) + 40 (the integers' object and its array) + 2, 4 or 8 per member, as the widest one needs,
   * with up to an eighth to spare.
   */

  private final IntSet integers;

  IntegerSet() {
    this(new IntSet());
  }

  /** Takes over {@code integers}. */
  IntegerSet(IntSet integers) {
    this.integers = integers;
  }

  @Override
  public String name() {
    return "intset";
  }

  @Override
  public int size() {
    return integers.size();
  }

  @Override
  public long heapBytes() {
    return 16 + integers.heapBytes();
  }

  /** The integers in Redis' intset format. */
  byte[] image() {
    return integers.toBytes();
  }

  boolean add(long member) {
    return integers.add(member);
  }

  @Override
  public boolean contains(Bytes member) {
    byte[] text = member.shared();
    return Ascii.isLong(text) && integers.contains(Ascii.toLong(text));
  }

  @Override
  public boolean contains(long member) {
    return integers.contains(member);
  }

  @Override
  public boolean remove(Bytes member) {
    byte[] text = member.shared();
    return Ascii.isLong(text) && integers.remove(Ascii.toLong(text));
  }

  /** The length of the longest member's text, 0 where there is none. */
  int longest() {
    return integers.isEmpty()
        ? 0
        : Math.max(Ascii.decimalLength(integers.min()), Ascii.decimalLength(integers.max()));
  }

  @Override
  public void forEach(Consumer<? super Bytes> each) {
    integers.forEach(member -> each.accept(Bytes.of(member)));
  }

  @Override
  public void forEachWhile(Predicate<? super Bytes> each) {
    for (int i = 0; i < integers.size(); i++) {
      if (!each.test(Bytes.of(integers.get(i)))) {
        return;
      }
    }
  }

  /** Makes texts of what is shared only. */
  @Override
  public void forEachShared(List<SetEncoding> others, Predicate<? super Bytes> each) {
    for (int i = 0; i < integers.size(); i++) {
      long member = integers.get(i);
      if (isInAll(others, member) && !each.test(Bytes.of(member))) {
        return;
      }
    }
  }

  private static boolean isInAll(List<SetEncoding> sets, long member) {
    for (SetEncoding set : sets) {
      if (!set.contains(member)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean hasIntegersOnly() {
    return true;
  }

  /** All at once: there are few. */
  @Override
  public long scan(long cursor, ScanOptions options, Consumer<? super Bytes> each) {
    forEach(each);
    return 0;
  }

  @Override
  public void draw(int count, RandomGenerator random, Consumer<? super Bytes> each) {
    for (int i = 0; i < count; i++) {
      each.accept(Bytes.of(integers.random(random)));
    }
  }

  @Override
  public void drawDistinct(int count, RandomGenerator random, Consumer<? super Bytes> each) {
    Drawing drawing = new Drawing(count, size(), random);
    for (int i = 0; !drawing.done(); i++) {
      if (drawing.take()) {
        each.accept(Bytes.of(integers.get(i)));
      }
    }
  }

  @Override
  public Bytes pop(RandomGenerator random) {
    long member = integers.random(random);
    integers.remove(member);
    return Bytes.of(member);
  }

  @Override
  public IntegerSet copy() {
    return new IntegerSet(integers.copy());
  }
}
