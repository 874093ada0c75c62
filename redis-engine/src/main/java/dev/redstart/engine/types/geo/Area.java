package dev.redstart.engine.types.geo;

import java.util.ArrayList;
import java.util.List;

/** What a search looks for: places not too far from one. Lengths are in the caller's unit. */
sealed interface Area {

  Position center();

  Unit unit();

  /** Half of the extent from west to east, in the unit. */
  double halfWidth();

  /** Half of the extent from south to north, in the unit. */
  double halfHeight();

  /** In the unit: no place in the area is farther away than that. */
  double reach();

  /** How far {@code place} is from the center, in meters; NaN where it is outside. */
  double distance(Position place);

  /** All that is not farther than {@code radius}. */
  record Circle(Position center, double radius, Unit unit) implements Area {

    @Override
    public double halfWidth() {
      return radius;
    }

    @Override
    public double halfHeight() {
      return radius;
    }

    @Override
    public double reach() {
      return radius;
    }

    @Override
    public double distance(Position place) {
      double distance = center.distanceTo(place);
      return distance > unit.toMeters(radius) ? Double.NaN : distance;
    }
  }

  /** A box with edges along meridians and parallels. */
  record Box(Position center, double width, double height, Unit unit) implements Area {

    @Override
    public double halfWidth() {
      return width / 2;
    }

    @Override
    public double halfHeight() {
      return height / 2;
    }

    @Override
    public double reach() {
      return Math.sqrt(halfWidth() * halfWidth() + halfHeight() * halfHeight());
    }

    @Override
    public double distance(Position place) {
      if (place.latitudeDistance(center.latitude()) > unit.toMeters(height) / 2) {
        return Double.NaN;
      }
      Position below = new Position(center.longitude(), place.latitude());
      if (place.distanceTo(below) > unit.toMeters(width) / 2) {
        return Double.NaN;
      }
      return center.distanceTo(place);
    }
  }

  /** The cells that the places in this area are in, in the order in which a search goes. */
  default List<Cell> cells() {
    Bounds bounds = Bounds.of(this);
    int steps = Bounds.steps(unit().toMeters(reach()), center().latitude());
    Cell middle = Cell.around(center(), steps);
    if (steps > 1 && !bounds.within(middle)) {
      steps--;
      middle = Cell.around(center(), steps);
    }
    List<Cell> cells = new ArrayList<>(9);
    cells.add(middle);
    for (int[] direction : Bounds.DIRECTIONS) {
      Cell cell = middle.neighbour(direction[0], direction[1]);
      boolean needed = steps < 2 || bounds.reaches(middle, direction[0], direction[1]);
      // On a map of few cells neighbours meet on the other side.
      boolean again = cells.size() > 1 && cell.equals(cells.get(cells.size() - 1));
      if (needed && !again) {
        cells.add(cell);
      }
    }
    return cells;
  }
}
