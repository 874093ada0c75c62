package dev.redstart.engine.server;

/** Whole numbers in the protocol's lines: read without making an object, written likewise. */
final class RespNumber {

  /** Eighteen digits always fit. Nothing that a line counts is longer. */
  private static final int MOST_DIGITS = 18;

  private RespNumber() {}

  /** True where the text is a number in its only form: no plus, no leading zeros. */
  static boolean isNumber(byte[] text, int from, int to) {
    int first = from < to && text[from] == '-' ? from + 1 : from;
    int digits = to - first;
    if (digits < 1 || digits > MOST_DIGITS || (text[first] == '0' && to - from > 1)) {
      return false;
    }
    for (int i = first; i < to; i++) {
      if (text[i] < '0' || text[i] > '9') {
        return false;
      }
    }
    return true;
  }

  /** The number; only where {@link #isNumber} holds. */
  static long parse(byte[] text, int from, int to) {
    boolean negative = text[from] == '-';
    long value = 0;
    for (int i = negative ? from + 1 : from; i < to; i++) {
      value = value * 10 + (text[i] - '0');
    }
    return negative ? -value : value;
  }
}
