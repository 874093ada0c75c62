package dev.redstart.engine.bytes;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * The digits of a positive double: the fewest, but for one double in a thousand, that lead back to
 * it.
 */
record ShortestDigits(String text, int exponent) {

  /*
   * Grisu2 (Loitsch, "Printing floating-point numbers quickly and accurately with integers", PLDI 2010). The double and
   * the two bounds of what is rounded to it are scaled by a power of ten of 64 bits, so that the upper bound's whole part
   * has 32 bits at most; then digits of the upper bound are made until what is left is less than the distance of the
   * bounds, narrowed by one unit for what the scaling lost. At last the digits are moved towards the double itself.
   *
   * Redis uses this algorithm, and where it isn't shortest its digits are part of the replies. So an exact algorithm would
   * differ here and there, and the scale is chosen as there: powers of 10^8 from 10^-348 on, for a binary exponent from
   * -60 to -32.
   */

  private static final int FIRST_POWER = -348;
  private static final int STEP = 8;
  private static final int POWERS = 87;
  private static final int LEAST_EXPONENT = -60;
  private static final int GREATEST_EXPONENT = -32;
  private static final int FRACTION_BITS = 52;
  private static final long HIDDEN = 1L << FRACTION_BITS;
  private static final int BIAS = 1023 + FRACTION_BITS;
  private static final double LOG_TEN_OF_TWO = Math.log10(2);

  private static final long[] FRACTIONS = new long[POWERS];
  private static final int[] EXPONENTS = new int[POWERS];

  static {
    for (int i = 0; i < POWERS; i++) {
      fillPower(i, FIRST_POWER + i * STEP);
    }
  }

  /** The digits of {@code number}, which is positive and finite. */
  static ShortestDigits of(double number) {
    long bits = Double.doubleToRawLongBits(number);
    long fraction = bits & (HIDDEN - 1);
    int biased = (int) (bits >>> FRACTION_BITS);
    int exponent = biased == 0 ? 1 - BIAS : biased - BIAS;
    fraction |= biased == 0 ? 0 : HIDDEN;

    long upper = (fraction << 1) + 1;
    int shift = Long.numberOfLeadingZeros(upper);
    int scale = exponent - 1 - shift;
    int lowerShift = fraction == HIDDEN ? 2 : 1;
    long lower = ((fraction << lowerShift) - 1) << (shift + 1 - lowerShift);
    int power = powerFor(scale);
    long factor = FRACTIONS[power];
    Digits digits = new Digits(-(scale + EXPONENTS[power] + 64));
    long high = times(upper << shift, factor) - 1;
    long low = times(lower, factor) + 1;
    digits.make(high, high - low, high - times(fraction << (shift + 1), factor));
    int tens = digits.exponent - (FIRST_POWER + power * STEP);
    return new ShortestDigits(digits.text(), tens);
  }

  private static int powerFor(int exponent) {
    int guess = (int) (-(exponent + POWERS) * LOG_TEN_OF_TWO);
    int index = (guess - FIRST_POWER) / STEP;
    while (true) {
      int scaled = exponent + EXPONENTS[index] + 64;
      if (scaled < LEAST_EXPONENT) {
        index++;
      } else if (scaled > GREATEST_EXPONENT) {
        index--;
      } else {
        return index;
      }
    }
  }

  /** The upper half of an unsigned product, rounded. */
  private static long times(long a, long b) {
    long high = Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
    return high + ((a * b) >>> 63);
  }

  /** Ten to the power of {@code tens}, rounded to 64 bits. */
  private static void fillPower(int index, int tens) {
    BigInteger power = BigInteger.TEN.pow(Math.abs(tens));
    int exponent = 0;
    if (tens < 0) {
      exponent = -power.bitLength() - 66;
      power = BigInteger.ONE.shiftLeft(-exponent).divide(power);
    }
    int drop = power.bitLength() - 65;
    power = drop < 0 ? power.shiftLeft(-drop) : power.shiftRight(drop);
    power = power.add(BigInteger.ONE).shiftRight(1);
    FRACTIONS[index] = power.longValue();
    EXPONENTS[index] = exponent + drop + 1;
  }

  /** Digits in the making. */
  private static final class Digits {

    private final byte[] digits = new byte[20];
    private final int pointShift;
    private int count;
    int exponent;

    /** All numbers here have {@code pointShift} bits behind the point. */
    Digits(int pointShift) {
      this.pointShift = pointShift;
    }

    String text() {
      return new String(digits, 0, count, StandardCharsets.US_ASCII);
    }

    /**
     * Makes digits of {@code high} until less than {@code delta} is left; the double is {@code off}
     * below it.
     */
    void make(long high, long delta, long off) {
      long one = 1L << pointShift;
      long whole = high >>> pointShift;
      long rest = high & (one - 1);
      long unit = 1_000_000_000L;
      for (int kappa = 9; kappa >= 0; kappa--) {
        add(whole / unit);
        whole %= unit;
        long left = (whole << pointShift) + rest;
        if (Long.compareUnsigned(left, delta) <= 0) {
          exponent = kappa;
          approach(delta, left, unit << pointShift, off);
          return;
        }
        unit /= 10;
      }
      makeFraction(rest, delta, off);
    }

    private void makeFraction(long from, long room, long distance) {
      long one = 1L << pointShift;
      long rest = from;
      long delta = room;
      long off = distance;
      int kappa = 0;
      do {
        rest *= 10;
        delta *= 10;
        off *= 10;
        kappa--;
        add(rest >>> pointShift);
        rest &= one - 1;
      } while (Long.compareUnsigned(rest, delta) >= 0);
      exponent = kappa;
      approach(delta, rest, one, off);
    }

    private void add(long digit) {
      if (digit != 0 || count > 0) {
        digits[count++] = (byte) ('0' + digit);
      }
    }

    /** Lowers the last digit while that brings what is written nearer to the double. */
    private void approach(long delta, long from, long unit, long off) {
      long left = from;
      while (Long.compareUnsigned(left, off) < 0
          && Long.compareUnsigned(delta - left, unit) >= 0
          && (Long.compareUnsigned(left + unit, off) < 0
              || Long.compareUnsigned(off - left, left + unit - off) > 0)) {
        digits[count - 1]--;
        left += unit;
      }
    }
  }
}
