package dev.redstart.engine.types.geo;

import static dev.redstart.engine.types.zset.ZsetValue.ZSET;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Args;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.types.zset.ZsetLimits;
import dev.redstart.engine.types.zset.ZsetValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The commands on places. */
public final class GeoCommands {

  private static final int PLACES = 4;
  private static final double SCALE = 1e4;

  private final ZsetLimits limits;

  private GeoCommands(ZsetLimits limits) {
    this.limits = limits;
  }

  /** Declares the family. */
  public static void declare(Family geo, ZsetLimits limits) {
    new GeoCommands(limits).declare(geo);
    new SearchCommands(limits).declare(geo);
  }

  private void declare(Family geo) {
    geo.write(
            "GEOADD key [NX | XX] [CH] longitude:double latitude:double member [longitude:double"
                + " latitude:double member ...]",
            this::geoadd)
        .grows()
        .access("RW update")
        .doc("3.2.0", "O(log(N)) for each place.", "Adds places to a sorted set.");
    geo.read("GEODIST key member1 member2 [M | KM | FT | MI]", GeoCommands::geodist)
        .doc("3.2.0", "O(1)", "Tells how far two members are from each other.");
    geo.read("GEOHASH key [member [member ...]]", GeoCommands::geohash)
        .doc("3.2.0", "O(1) for each member.", "Tells the geohashes of members.");
    geo.read("GEOPOS key [member [member ...]]", GeoCommands::geopos)
        .doc("3.2.0", "O(1) for each member.", "Tells where members are.");
  }

  private Reply geoadd(Call call) {
    Placement placement = new Placement();
    Args args = call.options(2);
    while (args.more() && placement.takes(args)) {
      // Each pass takes one.
    }
    int first = args.position();
    if (args.left() % 3 != 0 || args.left() == 0 || placement.contradicts()) {
      throw Errors.syntax();
    }
    double[] scores = new double[args.left() / 3];
    for (int i = 0; i < scores.length; i++) {
      double longitude = args.real();
      scores[i] = Position.checked(longitude, args.real()).score();
      args.next();
    }
    ZsetValue zset = placement.adds() ? call.open(ZSET) : call.edit(ZSET);
    if (zset != null) {
      for (int i = 0; i < scores.length; i++) {
        zset.put(call.arg(first + 3 * i + 2), scores[i], placement, limits);
      }
      if (placement.changed()) {
        call.changed("zadd");
      }
    }
    return Reply.integer(placement.count());
  }

  private static Reply geodist(Call call) {
    if (call.argc() > 5) {
      throw Errors.syntax();
    }
    Unit unit = call.argc() == 5 ? Unit.parse(call.arg(4)) : Unit.M;
    ZsetValue zset = call.read(ZSET);
    Position one = position(zset, call.arg(2));
    Position other = position(zset, call.arg(3));
    return one == null || other == null
        ? Reply.nil()
        : distance(unit.ofMeters(one.distanceTo(other)));
  }

  private static Reply geohash(Call call) {
    return forEach(
        call, position -> position == null ? Reply.nil() : Reply.bulk(Cell.nameOf(position)));
  }

  private static Reply geopos(Call call) {
    return forEach(call, position -> position == null ? Reply.nilArray() : position.reply());
  }

  private static Reply forEach(Call call, Function<@Nullable Position, Reply> answer) {
    ZsetValue zset = call.read(ZSET);
    List<Reply> replies = new ArrayList<>(call.argc() - 2);
    for (int i = 2; i < call.argc(); i++) {
      replies.add(answer.apply(position(zset, call.arg(i))));
    }
    return Reply.array(replies);
  }

  private static @Nullable Position position(@Nullable ZsetValue zset, Bytes member) {
    double score = zset == null ? Double.NaN : zset.score(member);
    return Double.isNaN(score) ? null : Position.ofScore(score);
  }

  /** A distance as text with four places behind the point. */
  static Reply distance(double distance) {
    long tenths = (long) Math.rint(distance * SCALE);
    return Reply.bulk(BigDecimal.valueOf(tenths, PLACES).toPlainString());
  }
}
