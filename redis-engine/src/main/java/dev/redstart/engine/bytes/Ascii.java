package dev.redstart.engine.bytes;

import java.nio.charset.StandardCharsets;

/** Whole numbers and words in ASCII, as the protocol and the integer encodings write them. */
public final class Ascii {

  private static final byte[] MIN_LONG =
      Long.toString(Long.MIN_VALUE).getBytes(StandardCharsets.US_ASCII);

  private static final int LONGEST = 20;

  private Ascii() {}

  /** The decimal form of {@code number}. */
  public static byte[] decimal(long number) {
    if (number == Long.MIN_VALUE) {
      return MIN_LONG.clone();
    }
    byte[] out = new byte[decimalLength(number)];
    int at = out.length;
    long rest = Math.abs(number);
    do {
      out[--at] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest != 0);
    if (number < 0) {
      out[0] = '-';
    }
    return out;
  }

  /** How many bytes {@link #decimal} needs. */
  public static int decimalLength(long number) {
    if (number == Long.MIN_VALUE) {
      return MIN_LONG.length;
    }
    long rest = Math.abs(number);
    int digits = 1;
    while (rest >= 10) {
      rest /= 10;
      digits++;
    }
    return number < 0 ? digits + 1 : digits;
  }

  /**
   * True where {@code text} is a whole number of 64 bits in the only form that Redis takes for one:
   * no spaces, no plus, no leading zeros, no minus zero.
   */
  public static boolean isLong(byte[] text) {
    int length = text.length;
    if (length == 1) {
      return text[0] >= '0' && text[0] <= '9';
    }
    if (length == 0 || length > LONGEST) {
      return false;
    }
    boolean negative = text[0] == '-';
    int first = negative ? 1 : 0;
    if (text[first] == '0') {
      return false;
    }
    for (int i = first; i < length; i++) {
      if (text[i] < '0' || text[i] > '9') {
        return false;
      }
    }
    return length - first < LONGEST - 1 || fits(text, first, negative);
  }

  /** The number that {@code text} is; only where {@link #isLong} holds. */
  public static long toLong(byte[] text) {
    if (text.length == 1) {
      return (long) text[0] - '0';
    }
    boolean negative = text[0] == '-';
    long value = 0;
    for (int i = negative ? 1 : 0; i < text.length; i++) {
      value = value * 10 - (text[i] - '0');
    }
    return negative ? value : -value;
  }

  /** True where {@code text} is {@code word}, an upper-case ASCII word, in any case. */
  public static boolean equalsIgnoreCase(byte[] text, String word) {
    if (text.length != word.length()) {
      return false;
    }
    for (int i = 0; i < text.length; i++) {
      if (upper(text[i]) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** {@code letter} in upper case where it is one of a to z. */
  public static byte upper(byte letter) {
    return letter >= 'a' && letter <= 'z' ? (byte) (letter - 32) : letter;
  }

  /** A copy of {@code text} whose letters a to z are in upper case. */
  public static byte[] upper(byte[] text) {
    byte[] upper = new byte[text.length];
    for (int i = 0; i < text.length; i++) {
      upper[i] = upper(text[i]);
    }
    return upper;
  }

  /** {@code letter} in lower case where it is one of A to Z. */
  public static byte lower(byte letter) {
    return letter >= 'A' && letter <= 'Z' ? (byte) (letter + 32) : letter;
  }

  /** Nineteen or twenty digits: compared as unsigned numbers. */
  private static boolean fits(byte[] text, int first, boolean negative) {
    if (text.length - first > LONGEST - 1) {
      return false;
    }
    long value = 0;
    for (int i = first; i < text.length; i++) {
      value = value * 10 + (text[i] - '0');
    }
    return value >= 0 || (negative && value == Long.MIN_VALUE);
  }
}
