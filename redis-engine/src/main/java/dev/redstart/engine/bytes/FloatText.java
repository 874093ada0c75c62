package dev.redstart.engine.bytes;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * The text of a floating-point number as C's strtod takes it, taken apart; whole texts only, no
 * spaces.
 */
final class FloatText {

  /** What a text turned out to be. */
  enum Kind {
    REFUSED,
    INFINITE,
    FINITE
  }

  /** Exponents are cut off here, far beyond what any format holds. */
  private static final int FAR = 1_000_000_000;

  final byte[] text;
  private final int end;
  private int at;

  Kind kind = Kind.REFUSED;
  boolean negative;
  boolean hex;

  /** True where all digits are zero. */
  boolean zero = true;

  /** The digits and where they are, with the point among them where there is one. */
  private int digitsFrom;

  private int digitsTo;
  private int fraction;

  /** What is written behind e or p. */
  private int exponent;

  FloatText(byte[] text, int from, int to) {
    this.text = text;
    this.at = from;
    this.end = to;
    read();
  }

  /** The text without its sign, as {@link Double#parseDouble} wants it. */
  String magnitude() {
    String digits = new String(text, digitsFrom, end - digitsFrom, StandardCharsets.US_ASCII);
    return hex ? "0x" + digits + (digitsTo == end ? "p0" : "") : digits;
  }

  /** All digits as one whole number. */
  BigInteger digits() {
    StringBuilder digits = new StringBuilder(digitsTo - digitsFrom);
    for (int i = digitsFrom; i < digitsTo; i++) {
      if (text[i] != '.') {
        digits.append((char) text[i]);
      }
    }
    return new BigInteger(digits.toString(), hex ? 16 : 10);
  }

  /**
   * The power of ten, or of two in a hexadecimal number, that {@link #digits} are multiplied by.
   */
  long scale() {
    return (long) exponent - fraction * (hex ? 4L : 1L);
  }

  private void read() {
    if (at < end && (text[at] == '-' || text[at] == '+')) {
      negative = text[at++] == '-';
    }
    if (isWord("INF") || isWord("INFINITY")) {
      kind = Kind.INFINITE;
      return;
    }
    hex = at + 1 < end && text[at] == '0' && Ascii.lower(text[at + 1]) == 'x';
    at += hex ? 2 : 0;
    boolean number = readDigits() && (at == end || readExponent());
    kind = number && at == end ? Kind.FINITE : Kind.REFUSED;
  }

  private boolean isWord(String word) {
    if (end - at != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (Ascii.upper(text[at + i]) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private boolean readDigits() {
    digitsFrom = at;
    int point = -1;
    int digits = 0;
    for (; at < end; at++) {
      if (text[at] == '.' && point < 0) {
        point = at;
      } else if (isDigit(text[at])) {
        zero &= text[at] == '0';
        digits++;
      } else {
        break;
      }
    }
    digitsTo = at;
    fraction = point < 0 ? 0 : digitsTo - point - 1;
    return digits > 0;
  }

  private boolean isDigit(byte c) {
    return (c >= '0' && c <= '9') || (hex && Ascii.lower(c) >= 'a' && Ascii.lower(c) <= 'f');
  }

  private boolean readExponent() {
    if (Ascii.lower(text[at++]) != (hex ? 'p' : 'e')) {
      return false;
    }
    boolean down = at < end && text[at] == '-';
    if (at < end && (down || text[at] == '+')) {
      at++;
    }
    int first = at;
    int value = 0;
    for (; at < end && text[at] >= '0' && text[at] <= '9'; at++) {
      value = value >= FAR / 10 ? FAR : value * 10 + (text[at] - '0');
    }
    exponent = down ? -value : value;
    return at > first;
  }
}
