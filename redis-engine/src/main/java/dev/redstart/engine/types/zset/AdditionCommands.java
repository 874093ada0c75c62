package dev.redstart.engine.types.zset;

import dev.redstart.engine.command.Args;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.reply.Reply;
import org.jspecify.annotations.Nullable;

/** ZADD and ZINCRBY. */
final class AdditionCommands {

  private final ZsetLimits limits;

  AdditionCommands(ZsetLimits limits) {
    this.limits = limits;
  }

  void declare(Family zset) {
    zset.write(
            "ZADD key [NX | XX] [GT | LT] [CH] [INCR] score member [score member ...]", this::zadd)
        .grows()
        .fast()
        .access("RW update")
        .doc(
            "1.2.0",
            "O(log(N)) for each member, where N is the size of the sorted set.",
            "Adds members to a sorted set, or gives members other scores.");
    zset.write("ZINCRBY key increment member", this::zincrby)
        .grows()
        .fast()
        .access("RW access update")
        .doc(
            "1.2.0",
            "O(log(N)) where N is the size of the sorted set.",
            "Adds a number to the score of a member, which is created where it is absent.");
  }

  private Reply zadd(Call call) {
    Args args = call.options(2);
    Addition addition = Addition.parse(args);
    return add(call, addition, args);
  }

  /** Reads options as ZADD does, although none of them leaves a call of its length valid. */
  private Reply zincrby(Call call) {
    Args args = call.options(2);
    Addition addition = Addition.parse(args).incrementing();
    return add(call, addition, args);
  }

  private Reply add(Call call, Addition addition, Args args) {
    int left = args.left();
    if (left == 0 || left % 2 != 0) {
      throw Errors.syntax();
    }
    addition.check(left / 2);
    int first = args.position();
    double[] scores = scores(call, first, left / 2);
    ZsetValue zset = target(call, addition);
    if (zset != null) {
      for (int i = 0; i < scores.length; i++) {
        zset.put(call.arg(first + 2 * i + 1), scores[i], addition, limits);
      }
      if (addition.changed()) {
        call.changed(addition.increments() ? "zincr" : "zadd");
      }
    }
    if (!addition.increments()) {
      return Reply.integer(addition.count());
    }
    return Double.isNaN(addition.last()) ? Reply.nil() : Reply.real(addition.last());
  }

  private static @Nullable ZsetValue target(Call call, Addition addition) {
    return addition.adds() ? call.open(ZsetValue.ZSET) : call.edit(ZsetValue.ZSET);
  }

  private static double[] scores(Call call, int first, int pairs) {
    double[] scores = new double[pairs];
    for (int i = 0; i < pairs; i++) {
      scores[i] = call.real(first + 2 * i);
    }
    return scores;
  }
}
