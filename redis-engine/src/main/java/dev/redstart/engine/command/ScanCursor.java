package dev.redstart.engine.command;

import dev.redstart.engine.bytes.Ascii;
import java.util.Arrays;

/**
 * Reads the cursors of SCAN and its like: whole numbers of 64 bits without a sign. What isn't
 * written as Redis writes numbers is read as C's strtoull does: white space, a sign and zeros in
 * front do no harm, and a zero byte ends the text.
 */
final class ScanCursor {

  private final byte[] text;
  private int at;

  private ScanCursor(byte[] text) {
    this.text = text;
  }

  static long parse(byte[] text) {
    int end = 0;
    while (end < text.length && text[end] != 0) {
      end++;
    }
    byte[] cut = end == text.length ? text : Arrays.copyOf(text, end);
    if (Ascii.isLong(cut)) {
      long cursor = Ascii.toLong(cut);
      if (cursor < 0) {
        throw invalid();
      }
      return cursor;
    }
    return new ScanCursor(cut).lenient();
  }

  private long lenient() {
    while (at < text.length && isSpace(text[at])) {
      at++;
    }
    boolean negative = at < text.length && text[at] == '-';
    if (negative || (at < text.length && text[at] == '+')) {
      at++;
    }
    long value = digits();
    return negative ? -value : value;
  }

  private long digits() {
    if (at == text.length) {
      throw invalid();
    }
    long value = 0;
    for (; at < text.length; at++) {
      int digit = text[at] - '0';
      if (digit < 0
          || digit > 9
          || Long.compareUnsigned(value, Long.divideUnsigned(-1L - digit, 10)) > 0) {
        throw invalid();
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private static boolean isSpace(byte letter) {
    return letter == ' ' || (letter >= '\t' && letter <= '\r');
  }

  private static CommandException invalid() {
    return new CommandException(Errors.INVALID_CURSOR);
  }
}
