package dev.redstart.engine.types.geo;

/**
 * A cell of the map: a geohash. Each step halves the map in both directions; the bits of longitude
 * (the odd ones) and latitude take turns.
 *
 * @param steps how often the map was halved, at most {@link #DEEPEST}
 */
record Cell(long bits, int steps) {

  /** Steps of a score: 52 bits, which a double holds. */
  static final int DEEPEST = 26;

  private static final long LATITUDE_BITS = 0x5555555555555555L;
  private static final long LONGITUDE_BITS = ~LATITUDE_BITS;
  private static final long LOWER_HALF = 0xffffffffL;
  private static final double TWO_TO_63 = 0x1p63;
  private static final double HALF_TURN = Position.MOST_LONGITUDE;
  private static final String LETTERS = "0123456789bcdefghjkmnpqrstuvwxyz";
  private static final int LETTERS_OF_A_NAME = 11;

  /** The cell of a score, whatever that is: fractions, signs and size are lost as in C. */
  static Cell ofScore(double score) {
    if (score < TWO_TO_63) {
      return new Cell(toLong(score), DEEPEST);
    }
    return new Cell(toLong(score - TWO_TO_63) ^ Long.MIN_VALUE, DEEPEST);
  }

  /** As x86 converts: what doesn't fit is the least number. */
  private static long toLong(double number) {
    return Math.abs(number) < TWO_TO_63 ? (long) number : Long.MIN_VALUE;
  }

  /** The cell that {@code position} is in. */
  static Cell around(Position position, int steps) {
    return around(position, steps, Position.MOST_LATITUDE);
  }

  private static Cell around(Position position, int steps, double mostLatitude) {
    double north = (position.latitude() + mostLatitude) / (mostLatitude + mostLatitude);
    double east = (position.longitude() + HALF_TURN) / (HALF_TURN + HALF_TURN);
    long size = 1L << steps;
    return new Cell(spread((long) (north * size)) | (spread((long) (east * size)) << 1), steps);
  }

  /** The name that other systems give the place, in eleven letters. */
  static String nameOf(Position position) {
    // These divide the whole globe, up to the poles.
    long bits = around(position, DEEPEST, 90).bits;
    StringBuilder name = new StringBuilder(LETTERS_OF_A_NAME);
    for (int i = 1; i < LETTERS_OF_A_NAME; i++) {
      name.append(LETTERS.charAt((int) (bits >>> (2 * DEEPEST - 5 * i)) & 31));
    }
    // There are not bits enough for the last.
    return name.append(LETTERS.charAt(0)).toString();
  }

  double south() {
    return edge(squeeze(bits), Position.MOST_LATITUDE);
  }

  double north() {
    return edge((squeeze(bits) + 1) & LOWER_HALF, Position.MOST_LATITUDE);
  }

  double west() {
    return edge(squeeze(bits >>> 1), HALF_TURN);
  }

  double east() {
    return edge((squeeze(bits >>> 1) + 1) & LOWER_HALF, HALF_TURN);
  }

  private double edge(long place, double most) {
    return -most + (place * 1.0 / (1L << steps)) * (most + most);
  }

  Position center() {
    return new Position(
        middle(west(), east(), HALF_TURN), middle(south(), north(), Position.MOST_LATITUDE));
  }

  private static double middle(double one, double other, double most) {
    return Math.max(-most, Math.min(most, (one + other) / 2));
  }

  /** The score of the first place in this cell. */
  double firstScore() {
    return bits << (2 * (DEEPEST - steps));
  }

  /** The first score behind this cell. */
  double endScore() {
    return (bits + 1) << (2 * (DEEPEST - steps));
  }

  /** The cell so many cells to the east and to the north; at the edge the map goes round. */
  Cell neighbour(int toEast, int toNorth) {
    long all = -1L >>> (Long.SIZE - 2 * steps);
    long x = move(bits & LONGITUDE_BITS, LATITUDE_BITS & all, toEast);
    long y = move(bits & LATITUDE_BITS, LONGITUDE_BITS & all, toNorth);
    // Just at the edge of the map a cell lies beyond it, and stays there until it is moved, as in
    // Redis.
    x &= toEast == 0 ? LONGITUDE_BITS : LONGITUDE_BITS & all;
    y &= toNorth == 0 ? LATITUDE_BITS : LATITUDE_BITS & all;
    return new Cell(x | y, steps);
  }

  /** Adds one to every other bit; the bits between them are set, to carry, or clear, to borrow. */
  private static long move(long place, long between, int by) {
    if (by == 0) {
      return place;
    }
    return by > 0 ? place + between + 1 : (place | between) - between - 1;
  }

  /** Moves the lower 32 bits to the even places. */
  private static long spread(long number) {
    long x = number & LOWER_HALF;
    x = (x | (x << 16)) & 0x0000ffff0000ffffL;
    x = (x | (x << 8)) & 0x00ff00ff00ff00ffL;
    x = (x | (x << 4)) & 0x0f0f0f0f0f0f0f0fL;
    x = (x | (x << 2)) & 0x3333333333333333L;
    return (x | (x << 1)) & LATITUDE_BITS;
  }

  /** Takes the even bits together. */
  private static long squeeze(long number) {
    long x = number & LATITUDE_BITS;
    x = (x | (x >>> 1)) & 0x3333333333333333L;
    x = (x | (x >>> 2)) & 0x0f0f0f0f0f0f0f0fL;
    x = (x | (x >>> 4)) & 0x00ff00ff00ff00ffL;
    x = (x | (x >>> 8)) & 0x0000ffff0000ffffL;
    return (x | (x >>> 16)) & LOWER_HALF;
  }
}
