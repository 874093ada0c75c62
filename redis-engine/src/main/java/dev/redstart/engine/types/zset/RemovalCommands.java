package dev.redstart.engine.types.zset;

import static dev.redstart.engine.types.zset.ZsetValue.ZSET;

import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.types.zset.ZsetRange.By;

/** Commands that remove ranges of a sorted set, by rank, score or name. */
final class RemovalCommands {

  private static final String COMPLEXITY =
      "O(log(N)+M) where N is the size of the sorted set and M the number of members removed.";

  private RemovalCommands() {}

  static void declare(Family zset) {
    zset.write("ZREMRANGEBYRANK key start stop", call -> remove(call, By.RANK, "zremrangebyrank"))
        .access("RW delete")
        .doc("2.0.0", COMPLEXITY, "Removes the members in a range of ranks.");
    zset.write(
            "ZREMRANGEBYSCORE key min:double max:double",
            call -> remove(call, By.SCORE, "zremrangebyscore"))
        .access("RW delete")
        .doc("1.2.0", COMPLEXITY, "Removes the members with a score in a range.");
    zset.write("ZREMRANGEBYLEX key min max", call -> remove(call, By.NAME, "zremrangebylex"))
        .access("RW delete")
        .doc("2.8.9", COMPLEXITY, "Removes the members with a name in a range.");
  }

  private static Reply remove(Call call, By by, String event) {
    ZsetRange range = by.parse(call, 2, 3);
    ZsetValue zset = call.edit(ZSET);
    if (zset == null) {
      return Reply.integer(0);
    }
    int from = range.from(zset);
    int to = Math.max(from, range.to(zset));
    if (from < to) {
      zset.removeRange(from, to, (member, score) -> {});
      call.changed(event);
    }
    return Reply.integer(to - from);
  }
}
