package dev.redstart.engine.types.zset;

import static dev.redstart.engine.types.zset.ZsetValue.ZSET;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.Keys;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.types.zset.ZsetQuery.Form;
import dev.redstart.engine.types.zset.ZsetQuery.Part;
import dev.redstart.engine.types.zset.ZsetQuery.Turn;
import dev.redstart.engine.types.zset.ZsetRange.By;

/** Commands that read ranges of a sorted set, by rank, score or name. */
final class RangeCommands {

  private static final String LOGARITHMIC = "O(log(N)) where N is the size of the sorted set.";
  private static final String WALK =
      "O(log(N)+M) where N is the size of the sorted set and M the number of members returned.";
  private static final String STORE =
      "O(log(N)+M) where N is the size of the sorted set and M the number of members stored.";

  private final ZsetLimits limits;

  RangeCommands(ZsetLimits limits) {
    this.limits = limits;
  }

  void declare(Family zset) {
    declareRanges(zset);
    declareOlder(zset);
    zset.read("ZCOUNT key min:double max:double", call -> count(call, By.SCORE))
        .fast()
        .doc("2.0.0", LOGARITHMIC, "Counts the members with a score in a range.");
    zset.read("ZLEXCOUNT key min max", call -> count(call, By.NAME))
        .fast()
        .doc("2.8.9", LOGARITHMIC, "Counts the members with a name in a range.");
  }

  private void declareRanges(Family zset) {
    Form zrange = new Form(1, null, Turn.AS_ASKED, false);
    zset.read(
            "ZRANGE key start:string stop:string [BYSCORE | BYLEX] [REV] [LIMIT offset count]"
                + " [WITHSCORES]",
            call -> range(call, zrange))
        .doc("1.2.0", WALK, "Returns the members in a range of ranks, scores or names.");
    Form zrangestore = new Form(2, null, Turn.AS_ASKED, true);
    zset.write(
            "ZRANGESTORE dst:key src:key min max [BYSCORE | BYLEX] [REV] [LIMIT offset count]",
            call -> store(call, zrangestore))
        .grows()
        .access("OW update", "RO access")
        .doc("6.2.0", STORE, "Stores the members in a range of ranks, scores or names.");
  }

  private static void declareOlder(Family zset) {
    Form byScore = new Form(1, By.SCORE, Turn.UP, false);
    zset.read(
            "ZRANGEBYSCORE key min:double max:double [WITHSCORES] [LIMIT offset count]",
            call -> range(call, byScore))
        .doc("1.0.5", WALK, "Returns the members with a score in a range.");
    Form byName = new Form(1, By.NAME, Turn.UP, false);
    zset.read("ZRANGEBYLEX key min max [LIMIT offset count]", call -> range(call, byName))
        .doc("2.8.9", WALK, "Returns the members with a name in a range.");
    Form down = new Form(1, By.RANK, Turn.DOWN, false);
    zset.read("ZREVRANGE key start stop [WITHSCORES]", call -> range(call, down))
        .doc("1.2.0", WALK, "Returns the members in a range of ranks, the top score first.");
    Form byScoreDown = new Form(1, By.SCORE, Turn.DOWN, false);
    zset.read(
            "ZREVRANGEBYSCORE key max:double min:double [WITHSCORES] [LIMIT offset count]",
            call -> range(call, byScoreDown))
        .doc("2.2.0", WALK, "Returns the members with a score in a range, the top score first.");
    Form byNameDown = new Form(1, By.NAME, Turn.DOWN, false);
    zset.read("ZREVRANGEBYLEX key max min [LIMIT offset count]", call -> range(call, byNameDown))
        .doc("2.8.9", WALK, "Returns the members with a name in a range, the last name first.");
  }

  private static Reply range(Call call, Form form) {
    ZsetQuery query = ZsetQuery.parse(call, form);
    ZsetRange range = query.range(call);
    ZsetValue zset = call.read(call.arg(form.key()), ZSET);
    if (zset == null) {
      return Reply.empty();
    }
    Part part = query.part(zset, range);
    ZsetReplies found = new ZsetReplies(part.size(), query.withScores());
    query.visit(zset, part, found);
    return found.reply();
  }

  private Reply store(Call call, Form form) {
    ZsetQuery query = ZsetQuery.parse(call, form);
    ZsetRange range = query.range(call);
    ZsetValue source = call.read(call.arg(form.key()), ZSET);
    ZsetValue found = new ZsetValue();
    if (source != null) {
      Part part = query.part(source, range);
      source.forEach(part.from(), part.to(), (member, score) -> found.put(member, score, limits));
    }
    return store(call, call.arg(1), found, "zrangestore");
  }

  /** Puts {@code result} in the place of whatever {@code key} holds; nothing where it is empty. */
  static Reply store(Call call, Bytes key, ZsetValue result, String event) {
    Keys keys = call.keys();
    if (result.isEmpty()) {
      keys.remove(key, "del");
    } else {
      keys.put(key, result);
      keys.changed(key, event);
    }
    return Reply.integer(result.size());
  }

  private static Reply count(Call call, By by) {
    ZsetRange range = by.parse(call, 2, 3);
    ZsetValue zset = call.read(ZSET);
    return Reply.integer(zset == null ? 0 : Math.max(0, range.to(zset) - range.from(zset)));
  }
}
