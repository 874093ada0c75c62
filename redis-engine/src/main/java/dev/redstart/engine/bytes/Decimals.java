package dev.redstart.engine.bytes;

import java.nio.charset.StandardCharsets;

/**
 * Doubles as text, read as C's strtod reads them and written with as few digits as lead back to
 * them.
 */
public final class Decimals {

  /** Whole numbers up to here are written without an exponent. */
  private static final double WHOLE = 0x1p62;

  private static final long EXACT = 1L << 53;

  /** The powers of ten that are doubles. */
  private static final double[] TENS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private static final int SHORT = 18;

  private Decimals() {}

  /**
   * The number that {@code text} is: decimal or hexadecimal, or infinite by its name. NaN where it
   * isn't one, or is too big or too small for a double.
   */
  public static double parse(Bytes text) {
    return parse(text.shared());
  }

  /** The number that {@code text} is, as {@link #parse(Bytes)} has it. */
  public static double parse(byte[] text) {
    return parse(text, 0, text.length);
  }

  /** The number that a part of {@code text} is, as {@link #parse(Bytes)} has it. */
  public static double parse(byte[] text, int from, int to) {
    double plain = parsePlain(text, from, to);
    return Double.isNaN(plain) ? parseRange(text, from, to, false) : plain;
  }

  /**
   * The number that {@code text} is from {@code from} on, by the looser rules for the ends of
   * ranges: spaces may stand before it, too big is infinite, too small is zero, nothing is zero.
   * NaN where it isn't one.
   */
  public static double parseBound(Bytes text, int from) {
    byte[] bytes = text.shared();
    int end = from;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    if (end == from) {
      return 0;
    }
    int first = from;
    while (first < end && isSpace(bytes[first])) {
      first++;
    }
    return parseRange(bytes, first, end, true);
  }

  /**
   * The shortest text of {@code number}, as Redis writes it: whole numbers with all their digits.
   */
  public static Bytes print(double number) {
    if (number != 0 && isWhole(number)) {
      return Bytes.of((long) number);
    }
    return printShortest(number);
  }

  /**
   * True where {@code number} is a long that it holds exactly: also minus zero, which is 0 then.
   */
  public static boolean isWhole(double number) {
    return Math.abs(number) <= WHOLE && (long) number == number;
  }

  /** As {@link #print}, but whole numbers too with no more digits than lead back to them. */
  public static Bytes printShortest(double number) {
    if (number == 0) {
      return Bytes.of(1 / number < 0 ? "-0" : "0");
    }
    if (Double.isNaN(number)) {
      return Bytes.of("nan");
    }
    if (Double.isInfinite(number)) {
      return Bytes.of(number < 0 ? "-inf" : "inf");
    }
    ShortestDigits digits = ShortestDigits.of(Math.abs(number));
    StringBuilder out = new StringBuilder(24);
    if (number < 0) {
      out.append('-');
    }
    write(digits.text(), digits.exponent(), out);
    return Bytes.wrap(out.toString().getBytes(StandardCharsets.US_ASCII));
  }

  /** Writes {@code digits} times ten to the power of {@code exponent}. */
  private static void write(String digits, int exponent, StringBuilder out) {
    int count = digits.length();
    int leading = exponent + count - 1;
    if (exponent >= 0 && Math.abs(leading) < count + 7) {
      out.append(digits).append("0".repeat(exponent));
    } else if (exponent < 0 && (exponent > -7 || Math.abs(leading) < 4)) {
      int whole = count + exponent;
      if (whole <= 0) {
        out.append("0.").append("0".repeat(-whole)).append(digits);
      } else {
        out.append(digits, 0, whole).append('.').append(digits, whole, count);
      }
    } else {
      out.append(digits.charAt(0));
      if (count > 1) {
        out.append('.').append(digits, 1, count);
      }
      out.append('e').append(leading < 0 ? '-' : '+').append(Math.abs(leading));
    }
  }

  private static double parseRange(byte[] bytes, int from, int to, boolean anySize) {
    FloatText text = new FloatText(bytes, from, to);
    switch (text.kind) {
      case REFUSED -> {
        return Double.NaN;
      }
      case INFINITE -> {
        return text.negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      }
      default -> {
        double value = Double.parseDouble(text.magnitude());
        boolean outside = Double.isInfinite(value) || (value == 0 && !text.zero);
        double signed = text.negative ? -value : value;
        return outside && !anySize ? Double.NaN : signed;
      }
    }
  }

  /** Short numbers without exponent: exact by one division. NaN where the text is anything else. */
  private static double parsePlain(byte[] text, int from, int to) {
    boolean negative = to > from && text[from] == '-';
    int first = negative ? from + 1 : from;
    if (to == first || to - first > SHORT) {
      return Double.NaN;
    }
    long digits = 0;
    int point = -1;
    for (int i = first; i < to; i++) {
      int digit = text[i] - '0';
      if (digit >= 0 && digit <= 9) {
        digits = digits * 10 + digit;
      } else if (digit == '.' - '0' && point < 0) {
        point = i;
      } else {
        return Double.NaN;
      }
    }
    if (digits > EXACT || (point >= 0 && to - first == 1)) {
      return Double.NaN;
    }
    double value = point < 0 ? digits : digits / TENS[to - point - 1];
    return negative ? -value : value;
  }

  private static boolean isSpace(byte c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
