package dev.redstart.engine.types.geo;

/** The edges of an area in degrees, and which cells of the map they need. */
record Bounds(double west, double south, double east, double north) {

  /** Where the cells around one are, in the order in which a search goes: east, north. */
  static final int[][] DIRECTIONS = {
    {0, 1}, {0, -1}, {1, 0}, {-1, 0}, {1, 1}, {-1, 1}, {1, -1}, {-1, -1}
  };

  /** Half of the length of the equator on the map, in meters. */
  private static final double MERCATOR_MAX = 20037726.37;

  private static final double FAR_NORTH = 66;
  private static final double NEAR_POLE = 80;

  static Bounds of(Area area) {
    double longitude = area.center().longitude();
    double latitude = area.center().latitude();
    double up = Position.degrees(area.unit().toMeters(area.halfHeight()) / Position.RADIUS);
    // Meridians meet at the poles, so the side that is nearer to its pole is wider in degrees.
    double nearer = latitude < 0 ? latitude - up : latitude + up;
    double half = area.unit().toMeters(area.halfWidth()) / Position.RADIUS;
    double aside = Position.degrees(half / Math.cos(Position.radians(nearer)));
    return new Bounds(longitude - aside, latitude - up, longitude + aside, latitude + up);
  }

  /** How small cells may be, so that nine of them should cover {@code meters} around a place. */
  static int steps(double meters, double latitude) {
    if (meters == 0) {
      return Cell.DEEPEST;
    }
    int steps = 1;
    for (double reach = meters; reach < MERCATOR_MAX; reach *= 2) {
      steps++;
    }
    steps -= 2;
    double north = Math.abs(latitude);
    steps -= north > NEAR_POLE ? 2 : north > FAR_NORTH ? 1 : 0;
    return Math.max(1, Math.min(Cell.DEEPEST, steps));
  }

  /** True where {@code cell} and those around it cover all of this. */
  boolean within(Cell cell) {
    return !(cell.neighbour(0, 1).north() < north)
        && !(cell.neighbour(0, -1).south() > south)
        && !(cell.neighbour(1, 0).east() < east)
        && !(cell.neighbour(-1, 0).west() > west);
  }

  /** True where the neighbours of {@code middle} in a direction have a part of this. */
  boolean reaches(Cell middle, int toEast, int toNorth) {
    boolean reached = true;
    if (toNorth != 0) {
      reached = toNorth > 0 ? !(middle.north() > north) : !(middle.south() < south);
    }
    if (toEast != 0) {
      reached &= toEast > 0 ? !(middle.east() > east) : !(middle.west() < west);
    }
    return reached;
  }
}
