package dev.redstart.engine.scripting.lua;

/**
 * Powers and what belongs to them, rounded to the nearest double: so do the C libraries of today,
 * but for a few in a thousand, while the JDK's results may be the next one.
 */
final class Powers {

  private static final Sum LN_2 = new Sum(0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56);

  /** Beyond these the neighbours of a result may have fewer bits. */
  private static final double LEAST = 0x1p-960;

  private static final double MOST = 0x1p1000;

  /** From here on terms of the logarithm's series are too small for their last bits to count. */
  private static final int SMALL = 8;

  private static final int TERMS = 21;
  private static final Sum[] ODD_FRACTIONS = new Sum[SMALL];

  static {
    for (int i = 0; i < SMALL; i++) {
      ODD_FRACTIONS[i] = new Sum(1, 0).over(new Sum(2 * i + 1, 0));
    }
  }

  private Powers() {}

  /** One number to the power of another. */
  static double power(double x, double y) {
    // In C, 1 to any power is 1, and so is -1 to an infinite one.
    if (x == 1 || (x == -1 && Double.isInfinite(y))) {
      return 1;
    }
    if (y == 2) {
      return x * x;
    }
    double near = StrictMath.pow(x, y);
    return isExact(x, y, near) ? near : nearest(near, new Sum(y, 0), Math.abs(x));
  }

  /** E to the power of a number. */
  static double exponential(double x) {
    double near = StrictMath.exp(x);
    return isPlain(near) ? corrected(near, new Sum(x, 0)) : near;
  }

  /** The natural logarithm. */
  static double logarithm(double x) {
    return isPlain(x) && x > 0 ? logarithmOf(x).high : StrictMath.log(x);
  }

  /** Whole numbers are exact anyway where a double can be. */
  private static boolean isExact(double x, double y, double result) {
    return y >= 0 && x == Math.rint(x) && y == Math.rint(y) && Math.abs(result) <= 0x1p53;
  }

  private static double nearest(double near, Sum exponent, double base) {
    return isPlain(near) && isPlain(base)
        ? corrected(near, exponent.times(logarithmOf(base)))
        : near;
  }

  private static boolean isPlain(double x) {
    double size = Math.abs(x);
    return size > LEAST && size < MOST;
  }

  /** What {@code near} should be, whose logarithm should be {@code wanted}. */
  private static double corrected(double near, Sum wanted) {
    Sum error = wanted.plus(logarithmOf(Math.abs(near)).negative());
    return near + near * error.high;
  }

  /** The natural logarithm of a number that is neither very small nor very great. */
  private static Sum logarithmOf(double x) {
    int exponent = Math.getExponent(x);
    double part = Math.scalb(x, -exponent);
    if (part > 1.4142135623730951) {
      part /= 2;
      exponent++;
    }
    // ln x = 2 artanh((x - 1) / (x + 1))
    Sum s = new Sum(part - 1, 0).over(Sum.of(part, 1));
    Sum square = s.times(s);
    double rest = 0;
    for (int i = TERMS; i >= SMALL; i--) {
      rest = rest * square.high + 1.0 / (2 * i + 1);
    }
    Sum series = new Sum(rest, 0);
    for (int i = SMALL - 1; i >= 0; i--) {
      series = series.times(square).plus(ODD_FRACTIONS[i]);
    }
    Sum ofPart = series.times(s);
    return ofPart.plus(ofPart).plus(LN_2.times(new Sum(exponent, 0)));
  }

  /** A number of about a hundred bits: the sum of two doubles, of which the second is small. */
  private record Sum(double high, double low) {

    static Sum of(double a, double b) {
      double sum = a + b;
      double of = sum - a;
      return new Sum(sum, (a - (sum - of)) + (b - of));
    }

    private static Sum tidy(double high, double low) {
      double sum = high + low;
      return new Sum(sum, low - (sum - high));
    }

    Sum plus(Sum other) {
      Sum sum = of(high, other.high);
      return tidy(sum.high, sum.low + (low + other.low));
    }

    Sum times(Sum other) {
      double product = high * other.high;
      double lost = Math.fma(high, other.high, -product);
      return tidy(product, lost + (high * other.low + low * other.high));
    }

    Sum over(Sum other) {
      double quotient = high / other.high;
      double left = Math.fma(-quotient, other.high, high) + low - quotient * other.low;
      return tidy(quotient, left / other.high);
    }

    Sum negative() {
      return new Sum(-high, -low);
    }
  }
}
