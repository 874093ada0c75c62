package dev.redstart.engine.scripting.lua;

import dev.redstart.engine.bytes.Ascii;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Numbers to text and back, as Lua 5.1 does it with C's library. */
public final class LuaNumbers {

  private static final MathContext FOURTEEN = new MathContext(14, RoundingMode.HALF_EVEN);
  private static final LuaString[] SMALL = new LuaString[256];

  static {
    for (int i = 0; i < SMALL.length; i++) {
      SMALL[i] = LuaString.of(Integer.toString(i));
    }
  }

  private LuaNumbers() {}

  // ---- to text

  /** A number with 14 significant digits. */
  public static LuaString print(double number) {
    long whole = (long) number;
    if (whole == number && Math.abs(number) < 1e14) {
      if (whole >= 0 && whole < SMALL.length && (whole != 0 || 1 / number > 0)) {
        return SMALL[(int) whole];
      }
      if (whole != 0) {
        return LuaString.wrap(Ascii.decimal(whole));
      }
    }
    return LuaString.latin(printSlowly(number));
  }

  /** A number with so many significant digits. */
  public static LuaString print(double number, int digits) {
    if (Double.isNaN(number) || Double.isInfinite(number) || number == 0) {
      return print(number);
    }
    MathContext rounding = new MathContext(digits, RoundingMode.HALF_EVEN);
    BigDecimal rounded = new BigDecimal(number).round(rounding).stripTrailingZeros();
    return LuaString.latin(general(rounded, digits));
  }

  // ---- what is no number

  /*
   * In C it has a sign: processors set it, minus changes it. The JVM promises nothing of that, but processors carry its
   * other bits along, and there one says what only minus, the absolute value and texts bring about. It is none of the lower
   * half, which scripts get to see by operations on bits, and may choose by a text such as nan(7).
   */

  private static final long PLUS = 1L << 50;
  private static final long QUIET = 0x7ff8000000000000L;

  /** What a text may say of what is no number: all below the bit that says plus. */
  private static final long PAYLOAD = PLUS - 1;

  /**
   * What is no number, with the sign that no calculation gives it, and with the bits that a text
   * names.
   */
  static double nan(long payload) {
    return Double.longBitsToDouble(QUIET | PLUS | (payload & PAYLOAD));
  }

  /** The opposite of a number, also of what is none. */
  static double negative(double number) {
    return Double.isNaN(number)
        ? Double.longBitsToDouble(Double.doubleToRawLongBits(number) ^ PLUS)
        : -number;
  }

  /** The distance of a number from zero; what is none gets the sign plus. */
  static double absolute(double number) {
    return Double.isNaN(number) ? nan(Double.doubleToRawLongBits(number)) : Math.abs(number);
  }

  /** The bits that C has for a number. */
  public static long bits(double number) {
    long bits = Double.doubleToRawLongBits(number);
    if (!Double.isNaN(number)) {
      return bits;
    }
    long quiet = QUIET | (bits & PAYLOAD);
    return isNegativeNan(number) ? quiet | Long.MIN_VALUE : quiet;
  }

  /** The number for which C has those bits. */
  public static double ofBits(long bits) {
    double number = Double.longBitsToDouble(bits);
    if (!Double.isNaN(number)) {
      return number;
    }
    return bits < 0 ? negative(nan(bits)) : nan(bits);
  }

  /** As {@link #bits(double)}, with single precision. */
  public static int shortBits(double number) {
    int bits = Float.floatToIntBits((float) number);
    return isNegativeNan(number) ? bits | Integer.MIN_VALUE : bits;
  }

  /** As {@link #ofBits(long)}, with single precision. */
  public static double ofShortBits(int bits) {
    float number = Float.intBitsToFloat(bits);
    return Float.isNaN(number) ? bits < 0 ? Double.NaN : nan(0) : number;
  }

  static boolean isNegativeNan(double number) {
    return Double.isNaN(number) && (Double.doubleToRawLongBits(number) & PLUS) == 0;
  }

  private static String printSlowly(double number) {
    if (Double.isNaN(number)) {
      return isNegativeNan(number) ? "-nan" : "nan";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "inf" : "-inf";
    }
    if (number == 0) {
      return 1 / number < 0 ? "-0" : "0";
    }
    BigDecimal rounded = new BigDecimal(number).round(FOURTEEN).stripTrailingZeros();
    return general(rounded, 14);
  }

  /** As C's {@code %g} lays out what is rounded already and has no zeros at its end. */
  static String general(BigDecimal number, int precision) {
    String digits = number.unscaledValue().abs().toString();
    int exponent = digits.length() - 1 - number.scale();
    StringBuilder out = new StringBuilder(24);
    if (number.signum() < 0) {
      out.append('-');
    }
    if (exponent < -4 || exponent >= precision) {
      out.append(digits.charAt(0));
      if (digits.length() > 1) {
        out.append('.').append(digits, 1, digits.length());
      }
      return out.append(exponentText(exponent, 'e')).toString();
    }
    return out.append(number.abs().toPlainString()).toString();
  }

  /** As C shows exponents: a sign, and two digits at least. */
  static String exponentText(int exponent, char letter) {
    int e = Math.abs(exponent);
    return letter + (exponent < 0 ? "-" : "+") + (e < 10 ? "0" : "") + e;
  }

  /** The text of a string or number, null for everything else. */
  public static @Nullable LuaString toText(Object value) {
    if (value instanceof LuaString text) {
      return text;
    }
    return value instanceof Double number ? print(number) : null;
  }

  // ---- to numbers

  /** The number that a value is or that its text spells, null where there is none. */
  public static @Nullable Double toNumber(Object value) {
    if (value instanceof Double number) {
      return number;
    }
    if (value instanceof LuaString text) {
      return parse(text);
    }
    return null;
  }

  /** The number that {@code text} spells, null where it spells none. */
  public static @Nullable Double parse(LuaString text) {
    return new NumberReader(text.untilZero().bytes).whole();
  }

  /** What stands at the start of a longer text: a number, and where it ends. */
  public record Prefix(double number, int end) {}

  /** The number that begins at {@code from}, null where none does. */
  public static @Nullable Prefix prefix(byte[] text, int from) {
    NumberReader reader = new NumberReader(text, from);
    Double number = reader.real();
    return number == null ? null : new Prefix(number, reader.end());
  }

  /** The number that {@code text} spells to {@code base}, null where it spells none. */
  static @Nullable Double parse(LuaString text, int base) {
    return new NumberReader(text.untilZero().bytes).whole(base);
  }

  /** A C cast to a 64-bit integer, as processors of the x86 family do it. */
  public static long toLong(double number) {
    if (Double.isNaN(number) || number >= 0x1p63 || number < -0x1p63) {
      return Long.MIN_VALUE;
    }
    return (long) number;
  }

  /** A number as an argument that wants an {@code int}: what doesn't fit wraps around. */
  public static int toInt(double number) {
    return (int) toLong(number);
  }
}
