package dev.redstart.engine.structure;

import dev.redstart.engine.bytes.Ascii;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * How one entry of a listpack is written: its encodings, its length and the length's mirror behind
 * it.
 */
final class ListpackFormat {

  /*
   * First byte       payload
   * 0xxxxxxx         none: 0 to 127
   * 10llllll         l bytes
   * 110xxxxx         one byte: 13 bits, signed, big-endian
   * 1110llll         one byte of length (12 bits, big-endian), then as many bytes
   * f0               four bytes of length (little-endian), then as many bytes
   * f1 f2 f3 f4      2, 3, 4, 8 bytes, signed, little-endian
   * ff               the end of the list
   *
   * Behind the payload stands the number of bytes up to there in groups of seven bits, the most significant first; all
   * but the first group carry the high bit, so that it is read backwards.
   */

  static final int HEADER = 6;
  static final int END = 0xff;

  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private ListpackFormat() {}

  /** The length of the entry at {@code p} without its mirrored length. */
  static int length(byte[] b, int p) {
    int first = b[p];
    if (first >= 0) {
      return 1;
    }
    return isText(b, p) ? textStart(b, p) + textLength(b, p) - p : numberLength(first);
  }

  /** The length of the entry at {@code p} with everything. */
  static int span(byte[] b, int p) {
    int first = b[p];
    if (first >= 0) {
      return 2;
    }
    return first < (byte) 0xc0 ? first - (byte) 0x80 + 2 : longerSpan(b, p);
  }

  private static int longerSpan(byte[] b, int p) {
    int first = b[p] & 0xff;
    if (first < 0xe0 || first > 0xf0) {
      return numberLength(first) + 1;
    }
    int length = length(b, p);
    return length + mirrorLength(length);
  }

  /** The start of the entry that ends before {@code end}. */
  static int before(byte[] b, int end) {
    int at = end - 1;
    int length = b[at] & 127;
    for (int shift = 7; b[at] < 0; shift += 7) {
      at--;
      length |= (b[at] & 127) << shift;
    }
    return at - length;
  }

  static boolean isText(byte[] b, int p) {
    int first = b[p] & 0xff;
    return (first & 0xc0) == 0x80 || (first & 0xf0) == 0xe0 || first == 0xf0;
  }

  /** Where the bytes of the text at {@code p} start. */
  static int textStart(byte[] b, int p) {
    int first = b[p] & 0xff;
    if (first < 0xc0) {
      return p + 1;
    }
    return first < 0xf0 ? p + 2 : p + 5;
  }

  static int textLength(byte[] b, int p) {
    int first = b[p] & 0xff;
    if (first < 0xc0) {
      return first & 63;
    }
    return first < 0xf0 ? ((first & 15) << 8) | (b[p + 1] & 0xff) : int32(b, p + 1);
  }

  /** The number at {@code p}, which is no text. */
  static long number(byte[] b, int p) {
    int first = b[p];
    if (first >= 0) {
      return first;
    }
    return switch (first & 0xff) {
      case 0xf1 -> (short) SHORTS.get(b, p + 1);
      case 0xf2 -> int24(b, p + 1);
      case 0xf3 -> int32(b, p + 1);
      case 0xf4 -> (long) LONGS.get(b, p + 1);
      default -> int13(first, b[p + 1]);
    };
  }

  /** The length of {@code text} as an entry, with everything. */
  static int spanOf(byte[] text) {
    int length = Ascii.isLong(text) ? lengthOf(Ascii.toLong(text)) : lengthOfText(text.length);
    return length + mirrorLength(length);
  }

  /** The length of {@code number} as an entry, with everything. */
  static int spanOf(long number) {
    int length = lengthOf(number);
    return length + mirrorLength(length);
  }

  /** Writes {@code text} at {@code p}, in its shortest form. */
  static void write(byte[] b, int p, byte[] text) {
    if (Ascii.isLong(text)) {
      write(b, p, Ascii.toLong(text));
      return;
    }
    int size = text.length;
    if (size < 64) {
      b[p] = (byte) (0x80 | size);
    } else if (size < 4096) {
      b[p] = (byte) (0xe0 | (size >> 8));
      b[p + 1] = (byte) size;
    } else {
      b[p] = (byte) 0xf0;
      putInt32(b, p + 1, size);
    }
    int length = lengthOfText(size);
    System.arraycopy(text, 0, b, p + length - size, size);
    writeMirror(b, p + length, length);
  }

  /** Writes {@code number} at {@code p}, in its shortest form. */
  static void write(byte[] b, int p, long number) {
    int length = lengthOf(number);
    switch (length) {
      case 1 -> b[p] = (byte) number;
      case 2 -> {
        b[p] = (byte) (0xc0 | ((number >> 8) & 31));
        b[p + 1] = (byte) number;
      }
      case 3 -> {
        b[p] = (byte) 0xf1;
        SHORTS.set(b, p + 1, (short) number);
      }
      case 4 -> {
        b[p] = (byte) 0xf2;
        SHORTS.set(b, p + 1, (short) number);
        b[p + 3] = (byte) (number >> 16);
      }
      case 5 -> {
        b[p] = (byte) 0xf3;
        putInt32(b, p + 1, (int) number);
      }
      default -> {
        b[p] = (byte) 0xf4;
        LONGS.set(b, p + 1, number);
      }
    }
    writeMirror(b, p + length, length);
  }

  /** True where an entry at {@code p} lies within {@code end}, with a mirrored length that fits. */
  static boolean isSound(byte[] b, int p, int end) {
    int head = headLength(b[p] & 0xff);
    if (head == 0 || head > end - p) {
      return false;
    }
    long length = isText(b, p) ? head + (textLength(b, p) & 0xffffffffL) : head;
    if (length > end - p) {
      return false;
    }
    int mirror = mirrorLength((int) length);
    int after = p + (int) length;
    return mirror <= end - after && mirrors(b, after, (int) length, mirror);
  }

  /** The five low bits of {@code high} and {@code low}, signed. */
  private static int int13(int high, byte low) {
    return (((high & 31) << 8) | (low & 0xff)) << 19 >> 19;
  }

  private static int int24(byte[] b, int p) {
    return (b[p + 2] << 16) | ((short) SHORTS.get(b, p) & 0xffff);
  }

  static int int32(byte[] b, int p) {
    return (int) INTS.get(b, p);
  }

  static void putInt32(byte[] b, int p, int number) {
    INTS.set(b, p, number);
  }

  static int uint16(byte[] b, int p) {
    return (short) SHORTS.get(b, p) & 0xffff;
  }

  static void putUint16(byte[] b, int p, int number) {
    SHORTS.set(b, p, (short) number);
  }

  /**
   * How many bytes must be there before a length can be told; zero where the first byte means
   * nothing.
   */
  private static int headLength(int first) {
    if (first < 0xc0) {
      return 1;
    }
    if (first < 0xf0) {
      return 2;
    }
    return first == 0xf0 ? 5 : first <= 0xf4 ? numberLength(first) : 0;
  }

  private static int numberLength(int first) {
    return switch (first & 0xff) {
      case 0xf1 -> 3;
      case 0xf2 -> 4;
      case 0xf3 -> 5;
      case 0xf4 -> 9;
      default -> 2;
    };
  }

  private static int lengthOfText(int size) {
    return size < 64 ? size + 1 : size < 4096 ? size + 2 : size + 5;
  }

  private static int lengthOf(long number) {
    if (number >= 0 && number <= 127) {
      return 1;
    }
    if (number >= -4096 && number <= 4095) {
      return 2;
    }
    if (number == (short) number) {
      return 3;
    }
    if (number >= -(1 << 23) && number < 1 << 23) {
      return 4;
    }
    return number == (int) number ? 5 : 9;
  }

  /** Redis' steps: the second and later ones begin one earlier than seven bits would need. */
  private static int mirrorLength(int length) {
    if (length <= 127) {
      return 1;
    }
    if (length < (1 << 14) - 1) {
      return 2;
    }
    if (length < (1 << 21) - 1) {
      return 3;
    }
    return length < (1 << 28) - 1 ? 4 : 5;
  }

  private static void writeMirror(byte[] b, int p, int length) {
    int count = mirrorLength(length);
    int rest = length;
    for (int i = count - 1; i > 0; i--) {
      b[p + i] = (byte) ((rest & 127) | 128);
      rest >>>= 7;
    }
    b[p] = (byte) rest;
  }

  private static boolean mirrors(byte[] b, int p, int length, int count) {
    int rest = length;
    for (int i = count - 1; i > 0; i--) {
      if (b[p + i] != (byte) ((rest & 127) | 128)) {
        return false;
      }
      rest >>>= 7;
    }
    return b[p] == (byte) rest;
  }
}
