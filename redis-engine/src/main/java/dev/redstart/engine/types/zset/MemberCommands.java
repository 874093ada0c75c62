package dev.redstart.engine.types.zset;

import static dev.redstart.engine.types.zset.ZsetValue.ZSET;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.reply.Reply;
import java.util.ArrayList;
import java.util.List;

/** Commands on members that the caller names: their scores, their ranks, their removal. */
final class MemberCommands {

  private static final String LOGARITHMIC = "O(log(N)) where N is the size of the sorted set.";

  private MemberCommands() {}

  static void declare(Family zset) {
    zset.read("ZCARD key", MemberCommands::zcard)
        .fast()
        .access("RO")
        .doc("1.2.0", "O(1)", "Counts the members of a sorted set.");
    zset.read("ZSCORE key member", MemberCommands::zscore)
        .fast()
        .doc("1.2.0", "O(1)", "Returns the score of a member.");
    zset.read("ZMSCORE key member [member ...]", MemberCommands::zmscore)
        .fast()
        .doc("6.2.0", "O(N) where N is the number of members asked for.", "Returns scores.");
    zset.read("ZRANK key member [WITHSCORE]", call -> rank(call, false))
        .fast()
        .doc("2.0.0", LOGARITHMIC, "Returns the place of a member, counted from the least score.");
    zset.read("ZREVRANK key member [WITHSCORE]", call -> rank(call, true))
        .fast()
        .doc("2.0.0", LOGARITHMIC, "Returns the place of a member, counted from the top score.");
    zset.write("ZREM key member [member ...]", MemberCommands::zrem)
        .fast()
        .access("RW delete")
        .doc(
            "1.2.0",
            "O(M*log(N)) where N is the size of the sorted set and M what is removed.",
            "Removes members from a sorted set.");
  }

  private static Reply zcard(Call call) {
    ZsetValue zset = call.read(ZSET);
    return Reply.integer(zset == null ? 0 : zset.size());
  }

  private static Reply zscore(Call call) {
    ZsetValue zset = call.read(ZSET);
    return zset == null ? Reply.nil() : scoreOf(zset, call.arg(2));
  }

  private static Reply zmscore(Call call) {
    ZsetValue zset = call.read(ZSET);
    List<Reply> scores = new ArrayList<>(call.argc() - 2);
    for (int i = 2; i < call.argc(); i++) {
      scores.add(zset == null ? Reply.nil() : scoreOf(zset, call.arg(i)));
    }
    return Reply.array(scores);
  }

  private static Reply rank(Call call, boolean reverse) {
    if (call.argc() > 4) {
      throw new CommandException(Errors.wrongArity(call.command().name()));
    }
    boolean withScore = call.argc() == 4;
    if (withScore && !call.arg(3).is("WITHSCORE")) {
      throw Errors.syntax();
    }
    ZsetValue zset = call.read(ZSET);
    int rank = zset == null ? -1 : zset.rank(call.arg(2));
    if (zset == null || rank < 0) {
      return withScore ? Reply.nilArray() : Reply.nil();
    }
    Reply place = Reply.integer(reverse ? zset.size() - 1 - rank : rank);
    return withScore ? Reply.array(place, scoreOf(zset, call.arg(2))) : place;
  }

  private static Reply zrem(Call call) {
    ZsetValue zset = call.edit(ZSET);
    int removed = 0;
    for (int i = 2; zset != null && i < call.argc(); i++) {
      if (zset.remove(call.arg(i))) {
        removed++;
      }
    }
    if (removed > 0) {
      call.changed("zrem");
    }
    return Reply.integer(removed);
  }

  private static Reply scoreOf(ZsetValue zset, Bytes member) {
    double score = zset.score(member);
    return Double.isNaN(score) ? Reply.nil() : Reply.real(score);
  }
}
