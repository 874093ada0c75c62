package dev.redstart.engine.types.hyperloglog;

/**
 * How many different elements there were, told from how many registers hold each value.
 *
 * @see <a href="https://arxiv.org/abs/1702.01284">Ertl, New cardinality estimation algorithms for
 *     HyperLogLog sketches</a>, algorithm 6
 */
final class Estimator {

  private static final double ALPHA = 0.7213475204444817;

  /** The greatest value of a register that elements lead to, without the one that is added. */
  private static final int DEEPEST = 50;

  private static final int REGISTERS = DenseForm.REGISTERS;

  private Estimator() {}

  /**
   * @param histogram how many registers hold each value from 0 to 63
   */
  static long estimate(int[] histogram) {
    double registers = REGISTERS;
    double z = registers * tau((registers - histogram[DEEPEST + 1]) / registers);
    for (int value = DEEPEST; value >= 1; value--) {
      z = (z + histogram[value]) * 0.5;
    }
    z += registers * sigma(histogram[0] / registers);
    return round(ALPHA * registers * registers / z);
  }

  /** Half away from zero; what is infinite, as forged registers make it, is the least number. */
  private static long round(double estimate) {
    if (Double.isInfinite(estimate)) {
      return Long.MIN_VALUE;
    }
    long whole = (long) estimate;
    return estimate - whole >= 0.5 ? whole + 1 : whole;
  }

  private static double sigma(double share) {
    if (share == 1) {
      return Double.POSITIVE_INFINITY;
    }
    double x = share;
    double y = 1;
    double z = x;
    double before;
    do {
      x *= x;
      before = z;
      z += x * y;
      y += y;
    } while (before != z);
    return z;
  }

  private static double tau(double share) {
    if (share == 0 || share == 1) {
      return 0;
    }
    double x = share;
    double y = 1;
    double z = 1 - x;
    double before;
    do {
      x = Math.sqrt(x);
      before = z;
      y *= 0.5;
      z -= (1 - x) * (1 - x) * y;
    } while (before != z);
    return z / 3;
  }
}
