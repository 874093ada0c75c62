package dev.redstart.engine.scripting.lua;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** One item of a format, as C's {@code printf} has them: flags, width and precision. */
final class NumberFormat {

  private static final int NONE = -1;

  private boolean left;
  private boolean plus;
  private boolean space;
  private boolean alternate;
  private boolean zero;
  private int width;
  private int precision = NONE;

  void flag(int flag) {
    switch (flag) {
      case '-' -> left = true;
      case '+' -> plus = true;
      case ' ' -> space = true;
      case '#' -> alternate = true;
      default -> zero = true;
    }
  }

  void width(int newWidth) {
    width = newWidth;
  }

  void precision(int newPrecision) {
    precision = newPrecision;
  }

  boolean hasPrecision() {
    return precision != NONE;
  }

  // ---- text

  void text(String text, Buffer out) {
    boolean cut = precision != NONE && precision < text.length();
    pad(cut ? text.substring(0, precision) : text, out);
  }

  /** One character; what stands behind a zero is lost, as in C. */
  void octet(int octet, Buffer out) {
    if (octet != 0) {
      pad(String.valueOf((char) octet), out);
    } else if (!left) {
      fill(out, ' ', width - 1);
    }
  }

  void pad(String text, Buffer out) {
    int missing = width - text.length();
    if (!left) {
      fill(out, ' ', missing);
    }
    out.add(text);
    if (left) {
      fill(out, ' ', missing);
    }
  }

  private static void fill(Buffer out, int c, int count) {
    for (int i = 0; i < count; i++) {
      out.add(c);
    }
  }

  /** Puts a sign or prefix in front, and zeros between it and the digits where asked for. */
  private void number(String prefix, String digits, boolean zeros, Buffer out) {
    int missing = width - prefix.length() - digits.length();
    if (zeros && !left && missing > 0) {
      out.add(prefix);
      fill(out, '0', missing);
      out.add(digits);
    } else {
      pad(prefix + digits, out);
    }
  }

  private String sign(boolean negative) {
    if (negative) {
      return "-";
    }
    return plus ? "+" : space ? " " : "";
  }

  // ---- whole numbers

  void integer(long value, Buffer out) {
    String digits = value < 0 ? Long.toString(value).substring(1) : Long.toString(value);
    number(sign(value < 0), atLeast(digits, value == 0), zero && precision == NONE, out);
  }

  void unsigned(long value, int conversion, Buffer out) {
    String digits =
        switch (conversion) {
          case 'o' -> Long.toOctalString(value);
          case 'u' -> Long.toUnsignedString(value);
          case 'x' -> Long.toHexString(value);
          default -> Long.toHexString(value).toUpperCase(Locale.ROOT);
        };
    digits = atLeast(digits, value == 0);
    String prefix = "";
    if (alternate && conversion == 'o' && !digits.startsWith("0")) {
      digits = "0" + digits;
    } else if (alternate && value != 0 && (conversion == 'x' || conversion == 'X')) {
      prefix = "0" + (char) conversion;
    }
    number(prefix, digits, zero && precision == NONE, out);
  }

  private String atLeast(String digits, boolean isZero) {
    if (precision == 0 && isZero) {
      return "";
    }
    return "0".repeat(Math.max(0, precision - digits.length())) + digits;
  }

  // ---- real numbers

  void real(double value, int conversion, Buffer out) {
    boolean negative =
        Double.isNaN(value)
            ? LuaNumbers.isNegativeNan(value)
            : Double.doubleToRawLongBits(value) < 0;
    String digits;
    boolean finite = !Double.isNaN(value) && !Double.isInfinite(value);
    int lower = conversion | 0x20;
    if (!finite) {
      digits = Double.isNaN(value) ? "nan" : "inf";
    } else {
      BigDecimal exact = new BigDecimal(Math.abs(value));
      int places = precision == NONE ? 6 : precision;
      digits =
          switch (lower) {
            case 'f' -> fixed(exact, places);
            case 'e' -> scientific(exact, places);
            default -> general(exact, places == 0 ? 1 : places);
          };
    }
    if (conversion != lower) {
      digits = digits.toUpperCase(Locale.ROOT);
    }
    number(sign(negative), digits, zero && finite, out);
  }

  private String fixed(BigDecimal value, int places) {
    String digits = value.setScale(places, RoundingMode.HALF_EVEN).toPlainString();
    return alternate && places == 0 ? digits + "." : digits;
  }

  private String scientific(BigDecimal value, int places) {
    if (value.signum() == 0) {
      return mantissa("0".repeat(places + 1)) + LuaNumbers.exponentText(0, 'e');
    }
    BigDecimal rounded = value.round(new MathContext(places + 1, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - 1 - rounded.scale();
    String digits = rounded.unscaledValue().toString();
    digits = digits + "0".repeat(Math.max(0, places + 1 - digits.length()));
    return mantissa(digits) + LuaNumbers.exponentText(exponent, 'e');
  }

  private String mantissa(String digits) {
    if (digits.length() == 1) {
      return alternate ? digits + "." : digits;
    }
    return digits.charAt(0) + "." + digits.substring(1);
  }

  private String general(BigDecimal value, int significant) {
    BigDecimal rounded = value.round(new MathContext(significant, RoundingMode.HALF_EVEN));
    int exponent = value.signum() == 0 ? 0 : rounded.precision() - 1 - rounded.scale();
    if (exponent < -4 || exponent >= significant) {
      String text = scientific(value, significant - 1);
      int e = text.indexOf('e');
      return alternate ? text : withoutZeros(text.substring(0, e)) + text.substring(e);
    }
    String text = fixed(value, significant - 1 - exponent);
    return alternate ? text : withoutZeros(text);
  }

  private static String withoutZeros(String digits) {
    if (digits.indexOf('.') < 0) {
      return digits;
    }
    int end = digits.length();
    while (digits.charAt(end - 1) == '0') {
      end--;
    }
    return digits.substring(0, digits.charAt(end - 1) == '.' ? end - 1 : end);
  }
}
