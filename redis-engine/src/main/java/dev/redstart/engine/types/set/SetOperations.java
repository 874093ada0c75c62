package dev.redstart.engine.types.set;

import static dev.redstart.engine.types.set.SetValue.SET;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Args;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.Flag;
import dev.redstart.engine.reply.Reply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands that intersect, unite and subtract sets. */
final class SetOperations {

  private static final String DESTINATION = "OW update";
  private static final String SOURCES = "RO access";
  private static final String ANY_ORDER = "nondeterministic_output_order";

  private final SetAlgebra algebra;

  SetOperations(SetLimits limits) {
    this.algebra = new SetAlgebra(limits);
  }

  void declare(Family set) {
    declareReads(set);
    declareStores(set);
  }

  private void declareReads(Family set) {
    set.read("SINTER key [key ...]", SetOperations::sinter)
        .tips(ANY_ORDER)
        .doc(
            "1.0.0",
            "O(N*M) at worst, with the size of the smallest set and the number of sets",
            "Returns what is in all of the sets.");
    set.read("SINTERCARD numkeys key [key ...] [LIMIT limit:integer]", SetOperations::sintercard)
        .flag(Flag.MOVABLEKEYS)
        .doc(
            "7.0.0",
            "O(N*M) at worst, with the size of the smallest set and the number of sets",
            "Counts what is in all of the sets.");
    set.read("SUNION key [key ...]", this::sunion)
        .tips(ANY_ORDER)
        .doc("1.0.0", "O(N) with all members", "Returns what is in any of the sets.");
    set.read("SDIFF key [key ...]", this::sdiff)
        .tips(ANY_ORDER)
        .doc("1.0.0", "O(N) with all members", "Returns what is in the first set only.");
  }

  private void declareStores(Family set) {
    set.write("SINTERSTORE destination key [key ...]", this::sinterstore)
        .grows()
        .access(DESTINATION, SOURCES)
        .doc(
            "1.0.0",
            "O(N*M) at worst, with the size of the smallest set and the number of sets",
            "Stores what is in all of the sets.");
    set.write("SUNIONSTORE destination key [key ...]", this::sunionstore)
        .grows()
        .access(DESTINATION, SOURCES)
        .doc("1.0.0", "O(N) with all members", "Stores what is in any of the sets.");
    set.write("SDIFFSTORE destination key [key ...]", this::sdiffstore)
        .grows()
        .access(DESTINATION, SOURCES)
        .doc("1.0.0", "O(N) with all members", "Stores what is in the first set only.");
  }

  private static Reply sinter(Call call) {
    List<Reply> members = new ArrayList<>();
    SetAlgebra.forEachCommon(
        sets(call, 1, call.argc()), member -> members.add(new Reply.Bulk(member)));
    return new Reply.Distinct(members);
  }

  private static Reply sintercard(Call call) {
    Args args = call.options(1);
    long count = args.integer(1, Long.MAX_VALUE, "ERR numkeys should be greater than 0");
    if (count > args.left()) {
      throw new CommandException("ERR Number of keys can't be greater than number of args");
    }
    int end = 2 + (int) count;
    long limit = limit(call.options(end));
    Counter counter = new Counter();
    SetAlgebra.forEachCommon(sets(call, 2, end), member -> ++counter.count != limit);
    return Reply.integer(counter.count);
  }

  private static long limit(Args args) {
    long limit = 0;
    while (args.more()) {
      if (!args.wordWithValue("LIMIT")) {
        throw Errors.syntax();
      }
      limit = args.integer(0, Long.MAX_VALUE, "ERR LIMIT can't be negative");
    }
    return limit;
  }

  private static final class Counter {
    private long count;
  }

  private Reply sunion(Call call) {
    return SetCommands.all(algebra.union(sets(call, 1, call.argc())));
  }

  private Reply sdiff(Call call) {
    return SetCommands.all(algebra.difference(sets(call, 1, call.argc())));
  }

  private Reply sinterstore(Call call) {
    return store(call, algebra.intersection(sets(call, 2, call.argc())), "sinterstore");
  }

  private Reply sunionstore(Call call) {
    return store(call, algebra.union(sets(call, 2, call.argc())), "sunionstore");
  }

  private Reply sdiffstore(Call call) {
    return store(call, algebra.difference(sets(call, 2, call.argc())), "sdiffstore");
  }

  private static Reply store(Call call, SetValue result, String event) {
    Bytes destination = call.arg(1);
    if (result.isEmpty()) {
      call.keys().remove(destination, "del");
      return Reply.integer(0);
    }
    call.keys().put(destination, result);
    call.keys().changed(destination, event);
    return Reply.integer(result.size());
  }

  /** The sets of some keys; all of them are checked, whatever the result will be. */
  private static List<@Nullable SetValue> sets(Call call, int from, int to) {
    List<@Nullable SetValue> sets = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      sets.add(call.read(call.arg(i), SET));
    }
    return sets;
  }
}
