package dev.redstart.engine.types.hyperloglog;

/** The dense form: all registers, six bits each, the first in the lowest bits of the first byte. */
final class DenseForm {

  /** How many registers a HyperLogLog has. */
  static final int REGISTERS = 1 << 14;

  /** The length of a dense HyperLogLog in bytes. */
  static final int LENGTH = Header.LENGTH + REGISTERS * 6 / 8;

  private static final int MASK = 63;

  private DenseForm() {}

  static int get(byte[] bytes, int register) {
    int bit = register * 6;
    int at = Header.LENGTH + (bit >> 3);
    int low = (bytes[at] & 0xff) >> (bit & 7);
    // A register of six bits lies in one byte from an even bit up to the second.
    int high = (bit & 7) > 2 ? (bytes[at + 1] & 0xff) << (8 - (bit & 7)) : 0;
    return (low | high) & MASK;
  }

  /** Raises a register to {@code count}; false where it holds that much. */
  static boolean raise(byte[] bytes, int register, int count) {
    if (get(bytes, register) >= count) {
      return false;
    }
    int bit = register * 6;
    int at = Header.LENGTH + (bit >> 3);
    int shift = bit & 7;
    bytes[at] = (byte) ((bytes[at] & ~(MASK << shift)) | (count << shift));
    if (shift > 2) {
      bytes[at + 1] = (byte) ((bytes[at + 1] & ~(MASK >> (8 - shift))) | (count >> (8 - shift)));
    }
    return true;
  }

  /** Counts how many registers hold each value: four of them lie in three bytes. */
  static void count(byte[] bytes, int[] histogram) {
    for (int at = Header.LENGTH; at < LENGTH; at += 3) {
      int four = (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff) << 16;
      histogram[four & MASK]++;
      histogram[(four >> 6) & MASK]++;
      histogram[(four >> 12) & MASK]++;
      histogram[four >> 18]++;
    }
  }
}
