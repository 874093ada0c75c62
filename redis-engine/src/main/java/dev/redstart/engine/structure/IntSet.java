package dev.redstart.engine.structure;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;

/**
 * A set of integers in ascending order, packed at the width that the widest one needs, guarded by
 * its owner's lock. Its image is that of Redis' intset.
 */
public final class IntSet {

  /*
   * Image: width (2, 4 or 8) and count, four bytes each, then the integers, all little-endian. The array here holds the
   * integers only. The width grows when it must and never shrinks. Memory: 24 bytes (this) + 16 (array) + width per
   * integer, and up to an eighth of it to spare.
   */

  private static final int HEADER = 8;
  private static final byte[] NONE = new byte[0];
  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] array = NONE;
  private int width = 2;
  private int count;

  /** An empty set. */
  public IntSet() {}

  /**
   * The set that {@code image} describes.
   *
   * @throws CorruptImageException where it isn't the image of a set in each detail
   */
  public static IntSet of(byte[] image) {
    if (image.length < HEADER) {
      throw new CorruptImageException("intset frame");
    }
    IntSet set = new IntSet();
    set.width = (int) INTS.get(image, 0);
    set.count = (int) INTS.get(image, 4);
    boolean known = set.width == 2 || set.width == 4 || set.width == 8;
    if (!known || set.count < 0 || image.length - HEADER != (long) set.count * set.width) {
      throw new CorruptImageException("intset frame");
    }
    set.array = Arrays.copyOfRange(image, HEADER, image.length);
    for (int i = 1; i < set.count; i++) {
      if (set.get(i - 1) >= set.get(i)) {
        throw new CorruptImageException("intset order");
      }
    }
    return set;
  }

  /** The image: the set in Redis' intset format. */
  public byte[] toBytes() {
    byte[] image = new byte[byteSize()];
    INTS.set(image, 0, width);
    INTS.set(image, 4, count);
    System.arraycopy(array, 0, image, HEADER, count * width);
    return image;
  }

  /** A set of the same integers. */
  public IntSet copy() {
    IntSet copy = new IntSet();
    copy.array = Arrays.copyOf(array, count * width);
    copy.width = width;
    copy.count = count;
    return copy;
  }

  /** The length of the image. */
  public int byteSize() {
    return HEADER + count * width;
  }

  /** About how many bytes of heap this takes. */
  public long heapBytes() {
    return 40L + array.length;
  }

  /** The number of integers. */
  public int size() {
    return count;
  }

  /** True where there is no integer. */
  public boolean isEmpty() {
    return count == 0;
  }

  /** The integer at {@code index} in ascending order. */
  public long get(int index) {
    return at(width, index);
  }

  /** The least integer; only where there is one. */
  public long min() {
    return get(check());
  }

  /** The greatest integer; only where there is one. */
  public long max() {
    check();
    return get(count - 1);
  }

  /** Any of the integers, each with the same probability; only where there is one. */
  public long random(RandomGenerator random) {
    check();
    return get(random.nextInt(count));
  }

  /** True where {@code number} is in the set. */
  public boolean contains(long number) {
    return widthOf(number) <= width && search(number) >= 0;
  }

  /** Adds {@code number}; false where it was there. */
  public boolean add(long number) {
    if (widthOf(number) > width) {
      widen(widthOf(number));
    }
    int found = search(number);
    if (found >= 0) {
      return false;
    }
    int index = -found - 1;
    int used = count * width;
    if (used == array.length) {
      array = Arrays.copyOf(array, (used + width + (used >> 3) + 7) & -8);
    }
    int from = index * width;
    System.arraycopy(array, from, array, from + width, used - from);
    put(index, number);
    count++;
    return true;
  }

  /** Removes {@code number}; false where it wasn't there. */
  public boolean remove(long number) {
    int index = widthOf(number) <= width ? search(number) : -1;
    if (index < 0) {
      return false;
    }
    int from = index * width;
    System.arraycopy(array, from + width, array, from, count * width - from - width);
    count--;
    int used = count * width;
    if (array.length > 2 * used + 64) {
      array = Arrays.copyOf(array, used);
    }
    return true;
  }

  /** Visits the integers in ascending order; {@code visitor} must not change this set. */
  public void forEach(LongConsumer visitor) {
    for (int i = 0; i < count; i++) {
      visitor.accept(get(i));
    }
  }

  private int check() {
    if (count == 0) {
      throw new NoSuchElementException("empty set");
    }
    return 0;
  }

  private static int widthOf(long number) {
    if (number == (short) number) {
      return 2;
    }
    return number == (int) number ? 4 : 8;
  }

  private long at(int width, int index) {
    return switch (width) {
      case 2 -> (short) SHORTS.get(array, index * 2);
      case 4 -> (int) INTS.get(array, index * 4);
      default -> (long) LONGS.get(array, index * 8);
    };
  }

  private void put(int index, long number) {
    switch (width) {
      case 2 -> SHORTS.set(array, index * 2, (short) number);
      case 4 -> INTS.set(array, index * 4, (int) number);
      default -> LONGS.set(array, index * 8, number);
    }
  }

  private void widen(int fresh) {
    int old = width;
    array = Arrays.copyOf(array, (Math.multiplyExact(count + 1, fresh) + 7) & -8);
    width = fresh;
    for (int i = count - 1; i >= 0; i--) {
      put(i, at(old, i));
    }
  }

  /** The index of {@code number}, or -1 - the index where it would have to be. */
  private int search(long number) {
    if (count > 0 && number > get(count - 1)) {
      return -count - 1;
    }
    int low = 0;
    int high = count - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long found = get(middle);
      if (found < number) {
        low = middle + 1;
      } else if (found > number) {
        high = middle - 1;
      } else {
        return middle;
      }
    }
    return -low - 1;
  }
}
