package dev.redstart.engine.scripting.lua;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a number as C's {@code strtod} and {@code strtoul} do. */
final class NumberReader {

  private static final int MAX_DIGITS = 800;

  private final byte[] text;
  private int at;

  NumberReader(byte[] text) {
    this.text = text;
  }

  /** A reader that begins inside of a text. */
  NumberReader(byte[] text, int from) {
    this.text = text;
    this.at = from;
  }

  /** Where the number ended. */
  int end() {
    return at;
  }

  /** The number that the whole text is, with white space around it; null where it is none. */
  @Nullable Double whole() {
    skipSpace();
    Double number = real();
    if (number == null) {
      return null;
    }
    skipSpace();
    return at == text.length ? number : null;
  }

  /** As {@link #whole()}, for a whole number to a base. */
  @Nullable Double whole(int base) {
    skipSpace();
    boolean negative = sign();
    if (base == 16 && isHexStart(at)) {
      at += 2;
    }
    int start = at;
    BigInteger value = BigInteger.ZERO;
    BigInteger limit = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    while (at < text.length && Character.digit(text[at], base) >= 0) {
      value = value.multiply(BigInteger.valueOf(base));
      value =
          value
              .add(BigInteger.valueOf(Character.digit(text[at], base)))
              .min(limit.add(BigInteger.ONE));
      at++;
    }
    if (at == start) {
      return null;
    }
    skipSpace();
    if (at < text.length) {
      return null;
    }
    if (value.compareTo(limit) > 0) {
      return limit.doubleValue();
    }
    if (negative && value.signum() > 0) {
      value = BigInteger.ONE.shiftLeft(64).subtract(value);
    }
    return value.doubleValue();
  }

  private void skipSpace() {
    while (at < text.length && isSpace(text[at])) {
      at++;
    }
  }

  static boolean isSpace(int octet) {
    return octet == ' ' || (octet >= 9 && octet <= 13);
  }

  private boolean sign() {
    if (at < text.length && (text[at] == '-' || text[at] == '+')) {
      return text[at++] == '-';
    }
    return false;
  }

  /** The number that begins here, null where there is none. */
  @Nullable Double real() {
    boolean negative = sign();
    Double magnitude;
    if (isHexStart(at) && (hexAt(at + 2) || (charAt(at + 2) == '.' && hexAt(at + 3)))) {
      at += 2;
      magnitude = hexadecimal();
    } else if (word("infinity") || word("inf")) {
      magnitude = Double.POSITIVE_INFINITY;
    } else if (word("nan")) {
      magnitude = LuaNumbers.nan(nanTag());
    } else {
      magnitude = decimal();
    }
    if (magnitude == null) {
      return null;
    }
    return negative ? (Double) LuaNumbers.negative(magnitude) : magnitude;
  }

  /** What stands in brackets behind it: a whole number as C writes them, else it counts as 0. */
  private long nanTag() {
    if (charAt(at) != '(') {
      return 0;
    }
    int i = at + 1;
    while (charAt(i) < 0x80 && (Character.isLetterOrDigit(charAt(i)) || charAt(i) == '_')) {
      i++;
    }
    if (charAt(i) != ')') {
      return 0;
    }
    String tag = new String(text, at + 1, i - at - 1, StandardCharsets.ISO_8859_1);
    at = i + 1;
    return payload(tag);
  }

  private static long payload(String tag) {
    boolean hexadecimal = tag.startsWith("0x") || tag.startsWith("0X");
    int base = hexadecimal ? 16 : tag.startsWith("0") ? 8 : 10;
    String digits = hexadecimal ? tag.substring(2) : tag;
    if (digits.isEmpty() || digits.chars().anyMatch(c -> Character.digit(c, base) < 0)) {
      return 0;
    }
    try {
      return Long.parseUnsignedLong(digits, base);
    } catch (NumberFormatException e) {
      return -1; // More than there are bits for sets all of them.
    }
  }

  private char charAt(int index) {
    return index < text.length ? (char) (text[index] & 0xff) : 0;
  }

  private boolean isHexStart(int index) {
    return charAt(index) == '0' && (charAt(index + 1) == 'x' || charAt(index + 1) == 'X');
  }

  private boolean hexAt(int index) {
    return index < text.length && Character.digit(text[index], 16) >= 0;
  }

  private boolean word(String word) {
    if (text.length - at < word.length()) {
      return false;
    }
    String here = new String(text, at, word.length(), StandardCharsets.ISO_8859_1);
    if (!here.toLowerCase(Locale.ROOT).equals(word)) {
      return false;
    }
    at += word.length();
    return true;
  }

  private @Nullable Double decimal() {
    int start = at;
    int digits = skipDigits();
    if (charAt(at) == '.') {
      at++;
      digits += skipDigits();
    }
    if (digits == 0) {
      return null;
    }
    int end = at;
    if (charAt(at) == 'e' || charAt(at) == 'E') {
      at++;
      sign();
      if (skipDigits() > 0) {
        end = at;
      }
      at = end;
    }
    return Double.parseDouble(new String(text, start, end - start, StandardCharsets.ISO_8859_1));
  }

  private int skipDigits() {
    int start = at;
    while (at < text.length && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    return at - start;
  }

  private Double hexadecimal() {
    StringBuilder digits = new StringBuilder();
    long exponent = 0;
    boolean point = false;
    while (hexAt(at) || (charAt(at) == '.' && !point)) {
      if (text[at] == '.') {
        point = true;
      } else if (digits.length() < MAX_DIGITS) {
        digits.append((char) text[at]);
        exponent -= point ? 4 : 0;
      } else {
        exponent += point ? 0 : 4;
      }
      at++;
    }
    exponent += binaryExponent();
    BigInteger mantissa = new BigInteger(digits.toString(), 16);
    if (mantissa.signum() == 0) {
      return 0.0;
    }
    return scaled(mantissa, Math.max(-20_000, Math.min(20_000, exponent)));
  }

  private long binaryExponent() {
    if (charAt(at) != 'p' && charAt(at) != 'P') {
      return 0;
    }
    int before = at;
    at++;
    boolean negative = sign();
    long value = 0;
    int start = at;
    while (at < text.length && text[at] >= '0' && text[at] <= '9') {
      value = Math.min(100_000, value * 10 + text[at] - '0');
      at++;
    }
    if (at == start) {
      at = before;
    }
    return negative ? -value : value;
  }

  private static double scaled(BigInteger mantissa, long exponent) {
    if (exponent >= 0) {
      return mantissa.shiftLeft((int) exponent).doubleValue();
    }
    BigDecimal two = new BigDecimal(BigInteger.ONE.shiftLeft((int) -exponent));
    int scale = (int) Math.max(0, -exponent) + 10;
    return new BigDecimal(mantissa).divide(two, scale, java.math.RoundingMode.DOWN).doubleValue();
  }
}
