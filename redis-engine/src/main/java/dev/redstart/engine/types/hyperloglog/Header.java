package dev.redstart.engine.types.hyperloglog;

import dev.redstart.engine.types.string.StringValue;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * What stands before the registers: four letters, the form, three unused bytes, and the count that
 * was told last, of which the highest bit says that it no longer holds.
 */
final class Header {

  /** In bytes. */
  static final int LENGTH = 16;

  static final int DENSE = 0;
  static final int SPARSE = 1;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final byte[] LETTERS = {'H', 'Y', 'L', 'L'};
  private static final int FORM = 4;
  private static final int COUNT = 8;
  private static final int STALE = 0x80;

  private Header() {}

  /** True where {@code value} looks like a HyperLogLog. */
  static boolean fits(StringValue value) {
    int length = value.length();
    if (length < LENGTH) {
      return false;
    }
    byte[] bytes = value.peek();
    for (int i = 0; i < LETTERS.length; i++) {
      if (bytes[i] != LETTERS[i]) {
        return false;
      }
    }
    return bytes[FORM] == SPARSE || (bytes[FORM] == DENSE && length == DenseForm.LENGTH);
  }

  /** Writes a header with a count of zero that holds. */
  static void write(byte[] bytes, int form) {
    System.arraycopy(LETTERS, 0, bytes, 0, LETTERS.length);
    bytes[FORM] = (byte) form;
  }

  static void form(byte[] bytes, int form) {
    bytes[FORM] = (byte) form;
  }

  static boolean isSparse(byte[] bytes) {
    return bytes[FORM] == SPARSE;
  }

  /** The count that was told last, negative where it no longer holds. */
  static long count(byte[] bytes) {
    return (long) LONG.get(bytes, COUNT);
  }

  static void count(byte[] bytes, long count) {
    LONG.set(bytes, COUNT, count);
  }

  static void spoilCount(byte[] bytes) {
    bytes[LENGTH - 1] |= (byte) STALE;
  }
}
