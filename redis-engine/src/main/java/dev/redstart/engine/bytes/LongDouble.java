package dev.redstart.engine.bytes;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A floating-point number of x86's 80 bits, as C's long double has there: 64 bits of mantissa, 15
 * of exponent, rounded half to even. INCRBYFLOAT's sums are made of these.
 */
public final class LongDouble {

  /*
   * A finite number is mantissa * 2^exponent, exactly. Each operation is exact on BigIntegers and rounds once, as the
   * processor does. Exponents are held in bounds before anything is shifted by them.
   */

  private static final int PRECISION = 64;

  /** The exponent of the least positive number's only bit. */
  private static final int LEAST = -16445;

  /** Numbers of this power of two and more are infinite. */
  private static final int BEYOND = 16384;

  /** More than this power of ten is beyond all numbers, its inverse below them. */
  private static final int FAR = 5000;

  /** Longer texts are refused, as Redis does. */
  private static final int LONGEST = 5 * 1024 - 1;

  private static final int PLACES = 17;
  private static final BigInteger SCALE = BigInteger.TEN.pow(PLACES);

  private static final LongDouble ZERO = new LongDouble(BigInteger.ZERO, 0, 0);
  private static final LongDouble INFINITE = new LongDouble(BigInteger.ONE, 0, 1);
  private static final LongDouble MINUS_INFINITE = new LongDouble(BigInteger.ONE, 0, -1);
  private static final LongDouble NOT_A_NUMBER = new LongDouble(BigInteger.ZERO, 0, 2);

  private final BigInteger mantissa;
  private final int exponent;

  /** Zero where finite, the sign where infinite, else 2. */
  private final int special;

  private LongDouble(BigInteger mantissa, int exponent, int special) {
    this.mantissa = mantissa;
    this.exponent = exponent;
    this.special = special;
  }

  /** {@code number} itself, which is always exact. */
  public static LongDouble of(long number) {
    return new LongDouble(BigInteger.valueOf(number), 0, 0);
  }

  /** {@code number} itself, which is always exact. */
  public static LongDouble of(double number) {
    if (Double.isNaN(number)) {
      return NOT_A_NUMBER;
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? INFINITE : MINUS_INFINITE;
    }
    long bits = Double.doubleToRawLongBits(number);
    int biased = (int) (bits >>> 52) & 0x7ff;
    long fraction = bits & ((1L << 52) - 1);
    long whole = biased == 0 ? fraction : fraction | 1L << 52;
    int exponent = Math.max(biased, 1) - 1075;
    return new LongDouble(BigInteger.valueOf(number < 0 ? -whole : whole), exponent, 0);
  }

  /** The number that {@code text} is; null where it isn't one, or is too big or too small. */
  public static @Nullable LongDouble parse(Bytes text) {
    byte[] bytes = text.shared();
    if (Ascii.isLong(bytes)) {
      return of(Ascii.toLong(bytes));
    }
    if (bytes.length > LONGEST) {
      return null;
    }
    FloatText parts = new FloatText(bytes, 0, bytes.length);
    if (parts.kind == FloatText.Kind.REFUSED) {
      return null;
    }
    if (parts.kind == FloatText.Kind.INFINITE) {
      return parts.negative ? MINUS_INFINITE : INFINITE;
    }
    LongDouble value = parts.zero ? ZERO : finite(parts);
    return value == null || value.isInfinite() || (!parts.zero && value.mantissa.signum() == 0)
        ? null
        : value;
  }

  /** The sum. */
  public LongDouble plus(LongDouble other) {
    if (special != 0 || other.special != 0) {
      if (special == 0 || special == other.special) {
        return other;
      }
      return other.special == 0 ? this : NOT_A_NUMBER;
    }
    int least = Math.min(exponent, other.exponent);
    BigInteger sum =
        mantissa.shiftLeft(exponent - least).add(other.mantissa.shiftLeft(other.exponent - least));
    return rounded(sum, least, false);
  }

  /** False for the infinite ones and for what is no number. */
  public boolean isFinite() {
    return special == 0;
  }

  /** True for the infinite ones. */
  public boolean isInfinite() {
    return special == 1 || special == -1;
  }

  /**
   * Up to 17 places behind the point, never an exponent, no zeros at the end: what INCRBYFLOAT
   * answers.
   */
  public Bytes print() {
    if (special != 0) {
      return Bytes.of(special == 2 ? "nan" : special > 0 ? "inf" : "-inf");
    }
    StringBuilder out = new StringBuilder(scaled().toString());
    if (out.charAt(out.length() - 1) == '0' && out.length() == 1) {
      return Bytes.of(0);
    }
    boolean negative = out.charAt(0) == '-';
    int first = negative ? 1 : 0;
    if (out.length() - first <= PLACES) {
      out.insert(first, "0".repeat(PLACES + 1 - (out.length() - first)));
    }
    int point = out.length() - PLACES;
    int end = out.length();
    while (end > point && out.charAt(end - 1) == '0') {
      end--;
    }
    out.setLength(end);
    if (end > point) {
      out.insert(point, '.');
    }
    return Bytes.wrap(out.toString().getBytes(StandardCharsets.US_ASCII));
  }

  /** This times ten to the power of {@link #PLACES}, as a whole number, half to even. */
  private BigInteger scaled() {
    BigInteger product = mantissa.multiply(SCALE);
    if (exponent >= 0) {
      return product.shiftLeft(exponent);
    }
    BigInteger magnitude = halfToEven(product.abs(), -exponent, false);
    return product.signum() < 0 ? magnitude.negate() : magnitude;
  }

  private static @Nullable LongDouble finite(FloatText parts) {
    BigInteger digits = parts.digits();
    long scale = parts.scale();
    long size = parts.hex ? digits.bitLength() + scale : decimals(digits) + scale;
    long limit = parts.hex ? FAR * 4L : FAR;
    if (size > limit || size < -limit) {
      return null;
    }
    BigInteger signed = parts.negative ? digits.negate() : digits;
    if (parts.hex) {
      return rounded(signed, (int) scale, false);
    }
    BigInteger tens = BigInteger.TEN.pow((int) Math.abs(scale));
    if (scale >= 0) {
      return rounded(signed.multiply(tens), 0, false);
    }
    int shift = Math.max(0, tens.bitLength() - signed.bitLength() + PRECISION + 2);
    BigInteger[] quotient = signed.shiftLeft(shift).divideAndRemainder(tens);
    return rounded(quotient[0], -shift, quotient[1].signum() != 0);
  }

  private static int decimals(BigInteger number) {
    return (int) (number.bitLength() * 0.30103);
  }

  /**
   * {@code mantissa * 2^exponent} in 64 bits; {@code more} where a bit more than that was meant.
   */
  private static LongDouble rounded(BigInteger mantissa, int exponent, boolean more) {
    BigInteger magnitude = mantissa.abs();
    int drop = Math.max(magnitude.bitLength() - PRECISION, LEAST - exponent);
    int scale = exponent;
    if (drop > 0) {
      magnitude = halfToEven(magnitude, drop, more);
      scale += drop;
    }
    boolean negative = mantissa.signum() < 0;
    if (magnitude.bitLength() + scale > BEYOND) {
      return negative ? MINUS_INFINITE : INFINITE;
    }
    if (magnitude.signum() == 0) {
      return ZERO;
    }
    return new LongDouble(negative ? magnitude.negate() : magnitude, scale, 0);
  }

  private static BigInteger halfToEven(BigInteger magnitude, int drop, boolean more) {
    BigInteger kept = magnitude.shiftRight(drop);
    if (!magnitude.testBit(drop - 1)) {
      return kept;
    }
    boolean above = more || magnitude.getLowestSetBit() < drop - 1;
    return above || kept.testBit(0) ? kept.add(BigInteger.ONE) : kept;
  }
}
