package dev.redstart.engine.types.bitmap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Arrays of bytes as arrays of bits, the first bit of a byte being its highest. */
final class Bits {

  /** Eight bytes at a time, the first being the highest. */
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int ALL = 0xff;

  private Bits() {}

  /** The eight bytes from {@code index} on. */
  static long longAt(byte[] bytes, int index) {
    return (long) LONG.get(bytes, index);
  }

  /** Writes eight bytes from {@code index} on. */
  static void putLong(byte[] bytes, int index, long value) {
    LONG.set(bytes, index, value);
  }

  /** How many bits are set from {@code first} to {@code last}, both included. */
  static long count(byte[] bytes, long first, long last) {
    int from = (int) (first >>> 3);
    int to = (int) (last >>> 3);
    int head = ALL >> (first & 7);
    int tail = (ALL << (7 - (last & 7))) & ALL;
    if (from == to) {
      return Integer.bitCount(bytes[from] & head & tail);
    }
    long count = (long) Integer.bitCount(bytes[from] & head) + Integer.bitCount(bytes[to] & tail);
    int at = from + 1;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      count += Long.bitCount(longAt(bytes, at));
    }
    for (; at < to; at++) {
      count += Integer.bitCount(bytes[at] & ALL);
    }
    return count;
  }

  /** The first set (or clear) bit from {@code first} to {@code last}, -1 where there is none. */
  static long position(byte[] bytes, boolean set, long first, long last) {
    int flip = set ? 0 : ALL;
    int to = (int) (last >>> 3);
    int at = (int) (first >>> 3);
    int mask = ALL >> (first & 7);
    while (at <= to) {
      int found = (bytes[at] ^ flip) & mask;
      if (found != 0) {
        long position = (long) at * 8 + Integer.numberOfLeadingZeros(found) - 24;
        return position <= last ? position : -1;
      }
      mask = ALL;
      at = skip(bytes, set ? 0 : -1L, at + 1, to);
    }
    return -1;
  }

  /** The first of eight bytes that are not all {@code same}, or nearly {@code to}. */
  private static int skip(byte[] bytes, long same, int from, int to) {
    int at = from;
    while (at + Long.BYTES <= to && longAt(bytes, at) == same) {
      at += Long.BYTES;
    }
    return at;
  }

  /**
   * The {@code width} bits from {@code offset} on as an unsigned number; what lies behind {@code
   * length} bytes is zero.
   */
  static long get(byte[] bytes, int length, long offset, int width) {
    long value = 0;
    int left = width;
    long at = offset;
    while (left > 0) {
      int index = (int) (at >>> 3);
      int here = (int) Math.min(left, 8 - (at & 7));
      int eight = index < length ? bytes[index] & ALL : 0;
      int part = (eight >> (8 - (at & 7) - here)) & ((1 << here) - 1);
      value = (value << here) | part;
      left -= here;
      at += here;
    }
    return value;
  }

  /** Writes the lowest {@code width} bits of {@code value} from {@code offset} on. */
  static void set(byte[] bytes, long offset, int width, long value) {
    int left = width;
    long at = offset;
    while (left > 0) {
      int index = (int) (at >>> 3);
      int here = (int) Math.min(left, 8 - (at & 7));
      int shift = (int) (8 - (at & 7) - here);
      int mask = (1 << here) - 1;
      int part = (int) (value >>> (left - here)) & mask;
      bytes[index] = (byte) ((bytes[index] & ~(mask << shift)) | (part << shift));
      left -= here;
      at += here;
    }
  }
}
