package dev.redstart.engine.types.geo;

import dev.redstart.engine.bytes.LongDouble;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.reply.Reply;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** A place on the earth, in degrees. */
record Position(double longitude, double latitude) {

  static final double MOST_LONGITUDE = 180;

  /** Where the square map of the Web Mercator projection ends. */
  static final double MOST_LATITUDE = 85.05112878;

  /** The mean radius of the earth in meters, as Redis has it. */
  static final double RADIUS = 6372797.560856;

  private static final double RADIANS = Math.PI / 180;

  /** The place that callers name, where there is one. */
  static Position checked(double longitude, double latitude) {
    if (!(Math.abs(longitude) <= MOST_LONGITUDE && Math.abs(latitude) <= MOST_LATITUDE)) {
      throw new CommandException(
          String.format(
              Locale.ROOT,
              "ERR invalid longitude,latitude pair %s,%s",
              sixPlaces(longitude),
              sixPlaces(latitude)));
    }
    return new Position(longitude, latitude);
  }

  private static String sixPlaces(double number) {
    String sign = Double.doubleToRawLongBits(number) < 0 ? "-" : "";
    double size = Math.abs(number);
    return sign
        + (Double.isInfinite(size)
            ? "inf"
            : new BigDecimal(size).setScale(6, RoundingMode.HALF_EVEN).toPlainString());
  }

  /** The middle of the cell that a member's score stands for. */
  static Position ofScore(double score) {
    return Cell.ofScore(score).center();
  }

  /** The score of a member at this place. */
  double score() {
    return Cell.around(this, Cell.DEEPEST).bits();
  }

  /** In meters, along the surface. */
  double distanceTo(Position other) {
    double v = Math.sin((radians(other.longitude) - radians(longitude)) / 2);
    if (v == 0) {
      return latitudeDistance(other.latitude);
    }
    double here = radians(latitude);
    double there = radians(other.latitude);
    double u = Math.sin((there - here) / 2);
    double a = u * u + Math.cos(here) * Math.cos(there) * v * v;
    return 2 * RADIUS * Math.asin(Math.sqrt(a));
  }

  /** In meters, to the place at another latitude that has the same longitude. */
  double latitudeDistance(double other) {
    return RADIUS * Math.abs(radians(other) - radians(latitude));
  }

  static double radians(double degrees) {
    return degrees * RADIANS;
  }

  static double degrees(double radians) {
    return radians / RADIANS;
  }

  /** Longitude and latitude, with all their digits. */
  Reply reply() {
    return Reply.array(real(longitude), real(latitude));
  }

  private static Reply real(double number) {
    return new Reply.Real(number, LongDouble.of(number).print());
  }
}
