package dev.redstart.engine.types.zset;

import static dev.redstart.engine.types.zset.ZsetValue.ZSET;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.Decimals;
import dev.redstart.engine.bytes.SeventeenDigits;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.ScanOptions;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.structure.ScoredMember;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** ZRANDMEMBER and ZSCAN: members in no order. */
final class SampleCommands {

  private static final String NONDETERMINISTIC = "nondeterministic_output";

  private SampleCommands() {}

  static void declare(Family zset) {
    zset.read("ZRANDMEMBER key [count [WITHSCORES]]", SampleCommands::zrandmember)
        .tips(NONDETERMINISTIC)
        .doc(
            "6.2.0",
            "O(N) where N is the number of members returned.",
            "Returns members chosen by chance.");
    zset.read("ZSCAN key cursor [MATCH pattern] [COUNT count]", SampleCommands::zscan)
        .tips(NONDETERMINISTIC)
        .doc(
            "2.8.0",
            "O(1) for each call, O(N) for a walk over all N members.",
            "Walks over members and scores, a few at a time.");
  }

  private static Reply zrandmember(Call call) {
    if (call.argc() == 2) {
      ZsetValue zset = call.read(ZSET);
      if (zset == null) {
        return Reply.nil();
      }
      ZsetReplies one = new ZsetReplies(1, false);
      int rank = call.random().nextInt(zset.size());
      zset.forEach(rank, rank + 1, one);
      return one.reply().asList().get(0);
    }
    long count = call.integer(2);
    if (count == Long.MIN_VALUE) {
      throw new CommandException(
          "ERR value is out of range, value must between "
              + -Long.MAX_VALUE
              + " and "
              + Long.MAX_VALUE);
    }
    boolean withScores = call.argc() > 3;
    checkScores(call, count);
    ZsetValue zset = call.read(ZSET);
    if (zset == null || count == 0) {
      return Reply.empty();
    }
    return count > 0
        ? distinct(zset, count, withScores, call.random())
        : repeated(zset, -count, withScores, call.random());
  }

  private static void checkScores(Call call, long count) {
    if (call.argc() == 3) {
      return;
    }
    if (call.argc() > 4 || !call.arg(3).is("WITHSCORES")) {
      throw Errors.syntax();
    }
    if (count < -Long.MAX_VALUE / 2 || count > Long.MAX_VALUE / 2) {
      throw new CommandException("ERR value is out of range");
    }
  }

  /** Walks over all members and takes each with the chance that leaves the sample even. */
  private static Reply distinct(
      ZsetValue zset, long count, boolean withScores, RandomGenerator random) {
    int size = zset.size();
    int wanted = (int) Math.min(count, size);
    ZsetReplies found = new ZsetReplies(wanted, withScores);
    if (wanted < size / 16) {
      int[] ranks = random.ints(0, size).distinct().limit(wanted).toArray();
      for (int rank : ranks) {
        zset.forEach(rank, rank + 1, found);
      }
      return found.reply();
    }
    int[] left = {size, wanted};
    zset.forEach(
        (member, score) -> {
          if (random.nextInt(left[0]--) < left[1]) {
            left[1]--;
            found.visit(member, score);
          }
        });
    return found.reply();
  }

  private static Reply repeated(
      ZsetValue zset, long count, boolean withScores, RandomGenerator random) {
    int size = zset.size();
    int wanted = (int) Math.min(count, Integer.MAX_VALUE);
    ZsetReplies found = new ZsetReplies(Math.min(wanted, 1 << 20), withScores);
    if (zset.members() instanceof RankedZset) {
      for (int i = 0; i < wanted; i++) {
        int rank = random.nextInt(size);
        zset.forEach(rank, rank + 1, found);
      }
      return found.reply();
    }
    Unpacked all = new Unpacked(size);
    zset.forEach(all);
    for (int i = 0; i < wanted; i++) {
      int chosen = random.nextInt(size);
      found.visit(all.members.get(chosen), all.scores[chosen]);
    }
    return found.reply();
  }

  private static Reply zscan(Call call) {
    long cursor = ScanOptions.cursor(call.arg(2));
    ZsetValue zset = call.read(ZSET);
    if (zset == null) {
      return ScanOptions.nothing();
    }
    ScanOptions options = ScanOptions.parse(call.options(3), ScanOptions.Of.MEMBERS);
    List<Reply> found = new ArrayList<>();
    // As Redis has it, the scores of big sets come with all their digits here, and only here.
    boolean big = zset.members() instanceof RankedZset;
    ScoreVisitor each =
        (member, score) -> {
          if (options.matches(member)) {
            found.add(new Reply.Bulk(member));
            found.add(new Reply.Bulk(big ? SeventeenDigits.print(score) : Decimals.print(score)));
          }
        };
    long next = 0;
    if (zset.members() instanceof RankedZset ranked) {
      next =
          options.<ScoredMember>walk(
              cursor, ranked::scan, node -> each.visit(node.name(), node.score()));
    } else {
      zset.forEach(each);
    }
    return ScanOptions.reply(next, found);
  }

  /** All members of a packed sorted set, to be found by their rank. */
  private static final class Unpacked implements ScoreVisitor {
    private final List<Bytes> members;
    private final double[] scores;

    Unpacked(int size) {
      members = new ArrayList<>(size);
      scores = new double[size];
    }

    @Override
    public void visit(Bytes member, double score) {
      scores[members.size()] = score;
      members.add(member);
    }
  }
}
