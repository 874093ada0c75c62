package dev.redstart.engine.types.zset;

import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.types.zset.SetOperation.Kind;

/** Unions, intersections and differences, replied or stored. */
final class SetOperationCommands {

  private static final String UNION =
      "O(N)+O(M*log(M)) where N is the size of all sources and M that of the result.";
  private static final String INTERSECTION =
      "O(N*K)+O(M*log(M)) where N is the size of the smallest of K sources and M that of the"
          + " result.";
  private static final String DIFFERENCE =
      "O(L + (N-K)log(N)) at worst, where L is the size of all sources, N that of the first, K that"
          + " of the result.";
  private static final String SOURCES = " numkeys key [key ...]";
  private static final String SCORES =
      " [WEIGHTS weight:integer [weight ...]] [AGGREGATE <SUM | MIN | MAX>]";
  private static final String WITH_SCORES = " [WITHSCORES]";

  private final ZsetLimits limits;

  SetOperationCommands(ZsetLimits limits) {
    this.limits = limits;
  }

  void declare(Family zset) {
    zset.read("ZUNION" + SOURCES + SCORES + WITH_SCORES, call -> reply(call, Kind.UNION))
        .doc("6.2.0", UNION, "Returns the members that any of several sorted sets has.");
    zset.read("ZINTER" + SOURCES + SCORES + WITH_SCORES, call -> reply(call, Kind.INTERSECTION))
        .doc("6.2.0", INTERSECTION, "Returns the members that several sorted sets share.");
    zset.read("ZDIFF" + SOURCES + WITH_SCORES, call -> reply(call, Kind.DIFFERENCE))
        .doc("6.2.0", DIFFERENCE, "Returns what a sorted set has and others don't have.");
    zset.read("ZINTERCARD" + SOURCES + " [LIMIT limit:integer]", SetOperationCommands::zintercard)
        .doc(
            "7.0.0",
            "O(N*K) at worst, where N is the size of the smallest of K sources.",
            "Counts the members that several sorted sets share.");
    declareStores(zset);
  }

  private void declareStores(Family zset) {
    zset.write(
            "ZUNIONSTORE destination" + SOURCES + SCORES,
            call -> store(call, Kind.UNION, "zunionstore"))
        .grows()
        .access("OW update", "RO access")
        .doc("2.0.0", UNION, "Stores the members that any of several sorted sets has.");
    zset.write(
            "ZINTERSTORE destination" + SOURCES + SCORES,
            call -> store(call, Kind.INTERSECTION, "zinterstore"))
        .grows()
        .access("OW update", "RO access")
        .doc("2.0.0", INTERSECTION, "Stores the members that several sorted sets share.");
    zset.write(
            "ZDIFFSTORE destination" + SOURCES, call -> store(call, Kind.DIFFERENCE, "zdiffstore"))
        .grows()
        .access("OW update", "RO access")
        .doc("6.2.0", DIFFERENCE, "Stores what a sorted set has and others don't have.");
  }

  private static Reply reply(Call call, Kind kind) {
    SetOperation operation = SetOperation.parse(call, kind, 1, false);
    RankedZset result = new RankedZset(operation.result());
    ZsetReplies found = new ZsetReplies(result.size(), operation.withScores());
    result.forEach(0, result.size(), found);
    return found.reply();
  }

  private Reply store(Call call, Kind kind, String event) {
    SetOperation operation = SetOperation.parse(call, kind, 2, true);
    ZsetValue result = ZsetValue.of(operation.result(), limits);
    return RangeCommands.store(call, call.arg(1), result, event);
  }

  private static Reply zintercard(Call call) {
    return Reply.integer(SetOperation.parse(call, Kind.CARDINALITY, 1, false).cardinality());
  }
}
