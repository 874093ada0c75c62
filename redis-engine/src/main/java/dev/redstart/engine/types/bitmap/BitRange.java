package dev.redstart.engine.types.bitmap;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Errors;

/**
 * A range of bytes or bits as callers name it, counted from the end where negative.
 *
 * @param hasEnd false where the range goes on to the end of the string
 * @param bits true for a range of bits, else of bytes
 */
record BitRange(long start, long end, boolean hasEnd, boolean bits) {

  private static final BitRange ALL = new BitRange(0, -1, false, false);

  /** What BITCOUNT takes: nothing, or both ends. */
  static BitRange ofBitcount(Call call) {
    int given = call.argc() - 2;
    if (given == 0) {
      return ALL;
    }
    if (given == 1 || given > 3) {
      throw Errors.syntax();
    }
    long start = call.integer(2);
    long end = call.integer(3);
    return new BitRange(start, end, true, given == 3 && bits(call.arg(4)));
  }

  /** What BITPOS takes: the end may be left out. */
  static BitRange ofBitpos(Call call) {
    int given = call.argc() - 3;
    if (given == 0) {
      return ALL;
    }
    if (given > 3) {
      throw Errors.syntax();
    }
    long start = call.integer(3);
    boolean bits = given == 3 && bits(call.arg(5));
    long end = given == 1 ? -1 : call.integer(4);
    return new BitRange(start, end, given > 1, bits);
  }

  private static boolean bits(Bytes unit) {
    if (!unit.is("BIT") && !unit.is("BYTE")) {
      throw Errors.syntax();
    }
    return unit.is("BIT");
  }

  /** The first bit in a string of {@code length} bytes. */
  long first(int length) {
    long total = total(length);
    return Math.max(0, start < 0 ? start + total : start) * unit();
  }

  /** The last bit in a string of {@code length} bytes; before the first where there is none. */
  long last(int length) {
    long total = total(length);
    long last = Math.min(total - 1, Math.max(0, end < 0 ? end + total : end));
    return last * unit() + unit() - 1;
  }

  /** True for two ends counted from behind that are in the wrong order. */
  boolean isBackwards() {
    return start < 0 && end < 0 && start > end;
  }

  /** True where there is a bit in a string of {@code length} bytes. */
  boolean hasBits(int length) {
    long total = total(length);
    long from = Math.max(0, start < 0 ? start + total : start);
    return from < total && first(length) <= last(length);
  }

  private long total(int length) {
    return bits ? 8L * length : length;
  }

  private int unit() {
    return bits ? 1 : 8;
  }
}
