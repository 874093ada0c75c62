package dev.redstart.engine.types.geo;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Args;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.types.zset.ZsetValue;
import org.jspecify.annotations.Nullable;

/** What a search is asked for. Each call has its own. */
final class GeoQuery {

  private static final Position NOWHERE = new Position(0, 0);

  private final GeoForm form;
  private final @Nullable ZsetValue source;

  private @Nullable Position center;
  private boolean fromMember;
  private @Nullable Measures measures;

  boolean withDistance;
  boolean withHash;
  boolean withPosition;

  /** As many as this, 0 for all. */
  long count;

  /** The first that are found, instead of the nearest. */
  boolean any;

  /** Above zero for the nearest first, below zero for the farthest first. */
  int order;

  @Nullable Bytes target;
  boolean storesDistance;

  /** The size of the area; of a circle where {@code height} is NaN. */
  private record Measures(double width, double height, Unit unit) {}

  private GeoQuery(GeoForm form, @Nullable ZsetValue source) {
    this.form = form;
    this.source = source;
  }

  /**
   * Reads a call.
   *
   * @param source null where the key is absent: wrong options are told of nevertheless
   */
  static GeoQuery parse(Call call, GeoForm form, @Nullable ZsetValue source) {
    GeoQuery query = new GeoQuery(form, source);
    if (form == GeoForm.GEOSEARCHSTORE) {
      query.target = call.arg(1);
    } else if (form.isByMember()) {
      query.readMember(call);
    } else if (!form.isSearch()) {
      Args args = call.options(2);
      query.center = position(args);
      query.measures = radius(args);
    }
    Args args = call.options(form.options);
    while (args.more()) {
      if (!query.takes(args) && !query.takesArea(args) && !query.takesTarget(args)) {
        throw Errors.syntax();
      }
    }
    query.check(call);
    return query;
  }

  /** The area to search; only where there is a source. */
  Area area() {
    Position at = center == null ? NOWHERE : center;
    Measures size = measures == null ? new Measures(0, Double.NaN, Unit.M) : measures;
    return Double.isNaN(size.height)
        ? new Area.Circle(at, size.width, size.unit)
        : new Area.Box(at, size.width, size.height, size.unit);
  }

  private void readMember(Call call) {
    if (source != null) {
      center = positionOf(call.arg(2));
      measures = radius(call.options(3));
    }
  }

  private boolean takes(Args args) {
    if (args.word("WITHDIST")) {
      withDistance = true;
    } else if (args.word("WITHHASH")) {
      withHash = true;
    } else if (args.word("WITHCOORD")) {
      withPosition = true;
    } else if (args.word("ANY")) {
      any = true;
    } else if (args.word("ASC")) {
      order = 1;
    } else if (args.word("DESC")) {
      order = -1;
    } else if (args.wordWithValue("COUNT")) {
      count = args.integer();
      if (count <= 0) {
        throw new CommandException("ERR COUNT must be > 0");
      }
    } else {
      return false;
    }
    return true;
  }

  private boolean takesTarget(Args args) {
    if (form == GeoForm.GEOSEARCHSTORE && args.word("STOREDIST")) {
      storesDistance = true;
      return true;
    }
    boolean plain = form.mayStore && args.wordWithValue("STORE");
    if (plain || (form.mayStore && args.wordWithValue("STOREDIST"))) {
      target = args.next();
      storesDistance = !plain;
      return true;
    }
    return false;
  }

  private boolean takesArea(Args args) {
    if (!form.isSearch()) {
      return false;
    }
    int left = args.left() - 1;
    boolean fromPlace = center != null && !fromMember;
    boolean circle = measures != null && Double.isNaN(measures.height);
    if (left >= 1 && !fromPlace && args.word("FROMMEMBER")) {
      fromMember = true;
      Bytes member = args.next();
      center = source == null ? NOWHERE : positionOf(member);
    } else if (left >= 2 && !fromMember && args.word("FROMLONLAT")) {
      center = position(args);
    } else if (left >= 2 && (measures == null || circle) && args.word("BYRADIUS")) {
      measures = radius(args);
    } else if (left >= 3 && !circle && args.word("BYBOX")) {
      measures = box(args);
    } else {
      return false;
    }
    return true;
  }

  private void check(Call call) {
    if (target != null && (withDistance || withHash || withPosition)) {
      throw new CommandException(
          "ERR "
              + (form.isSearch() ? "GEOSEARCHSTORE" : "STORE option in GEORADIUS")
              + " is not compatible with WITHDIST, WITHHASH and WITHCOORD options");
    }
    Bytes name = call.arg(0);
    if (form.isSearch() && center == null) {
      throw Errors.quoting(
          "ERR exactly one of FROMMEMBER or FROMLONLAT can be specified for ", name, "");
    }
    if (form.isSearch() && measures == null) {
      throw Errors.quoting("ERR exactly one of BYRADIUS and BYBOX can be specified for ", name, "");
    }
    if (any && count == 0) {
      throw new CommandException("ERR the ANY argument requires COUNT argument");
    }
    // Some of many only make sense as the nearest.
    order = order == 0 && count > 0 && !any ? 1 : order;
  }

  private Position positionOf(Bytes member) {
    double score = source == null ? Double.NaN : source.score(member);
    if (Double.isNaN(score)) {
      throw new CommandException("ERR could not decode requested zset member");
    }
    return Position.ofScore(score);
  }

  private static Position position(Args args) {
    double longitude = args.real();
    return Position.checked(longitude, args.real());
  }

  private static Measures radius(Args args) {
    double radius = args.real("ERR need numeric radius");
    if (radius < 0) {
      throw new CommandException("ERR radius cannot be negative");
    }
    return new Measures(radius, Double.NaN, Unit.parse(args.next()));
  }

  private static Measures box(Args args) {
    double width = args.real("ERR need numeric width");
    double height = args.real("ERR need numeric height");
    if (width < 0 || height < 0) {
      throw new CommandException("ERR height or width cannot be negative");
    }
    return new Measures(width, height, Unit.parse(args.next()));
  }
}
