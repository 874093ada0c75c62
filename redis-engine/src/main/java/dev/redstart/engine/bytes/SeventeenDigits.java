package dev.redstart.engine.bytes;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Doubles as C's {@code %.17g} writes them, which a few replies still use. */
public final class SeventeenDigits {

  private static final int DIGITS = 17;
  private static final int LEAST_PLAIN_EXPONENT = -4;
  private static final MathContext ROUNDING = new MathContext(DIGITS, RoundingMode.HALF_EVEN);

  private SeventeenDigits() {}

  /** The text of {@code number}. */
  public static Bytes print(double number) {
    if (Double.isInfinite(number) || Double.isNaN(number) || number == 0) {
      return Decimals.print(number);
    }
    BigDecimal rounded = new BigDecimal(number).round(ROUNDING).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    boolean plain = exponent >= LEAST_PLAIN_EXPONENT && exponent < DIGITS;
    return Bytes.of(plain ? rounded.toPlainString() : scientific(rounded, exponent));
  }

  private static String scientific(BigDecimal number, int exponent) {
    String mantissa = number.scaleByPowerOfTen(-exponent).toPlainString();
    int size = Math.abs(exponent);
    return mantissa + (exponent < 0 ? "e-" : "e+") + (size < 10 ? "0" : "") + size;
  }
}
