package dev.redstart.engine.types.bitmap;

import dev.redstart.engine.bytes.Ascii;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.CommandException;

/** The kind of integer that a field of bits holds. */
record BitfieldType(boolean signed, int width) {

  private static final String INVALID =
      "ERR Invalid bitfield type. Use something like i16 u8."
          + " Note that u64 is not supported but i64 is.";

  /** A type as callers name it: {@code u8}, {@code i64}. */
  static BitfieldType parse(Bytes text) {
    boolean signed = !text.isEmpty() && text.at(0) == 'i';
    if (text.length() < 2 || (!signed && text.at(0) != 'u')) {
      throw new CommandException(INVALID);
    }
    byte[] number = text.slice(1, text.length()).shared();
    long width = Ascii.isLong(number) ? Ascii.toLong(number) : 0;
    if (width < 1 || width > (signed ? 64 : 63)) {
      throw new CommandException(INVALID);
    }
    return new BitfieldType(signed, (int) width);
  }

  /** The number that the lowest bits of {@code value} are. */
  long wrap(long value) {
    int spare = Long.SIZE - width;
    return signed ? value << spare >> spare : value << spare >>> spare;
  }

  long greatest() {
    return signed ? Long.MAX_VALUE >> (64 - width) : -1L >>> (64 - width);
  }

  long least() {
    return signed ? -greatest() - 1 : 0;
  }

  /** True where {@code value + increment} is too great. */
  boolean isAbove(long value, long increment) {
    long room = greatest() - value;
    if (!signed) {
      return Long.compareUnsigned(value, greatest()) > 0 || (increment > 0 && increment > room);
    }
    // A room that overflows counts as none, as in Redis.
    boolean tooMuch = increment > room && (width != 64 || (value >= 0 && increment > 0));
    return value > greatest() || tooMuch;
  }

  /** True where {@code value + increment} is too small, and not {@link #isAbove}. */
  boolean isBelow(long value, long increment) {
    long room = least() - value;
    if (!signed) {
      return increment < 0 && increment < room;
    }
    boolean tooMuch = increment < room && (width != 64 || (value < 0 && increment < 0));
    return value < least() || tooMuch;
  }
}
