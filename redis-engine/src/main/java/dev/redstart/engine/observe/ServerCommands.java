package dev.redstart.engine.observe;

import dev.redstart.engine.bytes.Ascii;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.reply.Reply;
import java.util.function.Consumer;

/** The commands about whole databases and the time. */
final class ServerCommands {

  private static final int MICROS = 1_000_000;

  private final Consumer<Call> onFlush;

  private ServerCommands(Consumer<Call> onFlush) {
    this.onFlush = onFlush;
  }

  /**
   * @param onFlush is told of each FLUSHALL, under the locks of all shards
   */
  static void declare(Family family, Consumer<Call> onFlush) {
    ServerCommands commands = new ServerCommands(onFlush);
    commands.declareDatabases(family.sibling("server", "keyspace", 'g'));
    family
        .control("TIME", ServerCommands::time)
        .anytime()
        .fast()
        .tips("nondeterministic_output")
        .doc("2.6.0", "O(1)", "Tells the time in seconds and microseconds.");
    family
        .read("LOLWUT [VERSION version]", Lolwut::reply)
        .fast()
        .doc("5.0.0", "", "Draws a small picture.");
  }

  private void declareDatabases(Family family) {
    family
        .read("DBSIZE", call -> Reply.integer(call.keys().size()))
        .everywhere()
        .fast()
        .tips("request_policy:all_shards", "response_policy:agg_sum")
        .doc("1.0.0", "O(1)", "Counts the keys of the selected database.");
    family
        .write("FLUSHDB [ASYNC | SYNC]", ServerCommands::flushdb)
        .everywhere()
        .alsoIn("dangerous")
        .tips("request_policy:all_shards", "response_policy:all_succeeded")
        .doc(
            "1.0.0",
            "O(N) where N is the number of keys in the selected database",
            "Removes all keys of the selected database.");
    family
        .write("FLUSHALL [ASYNC | SYNC]", this::flushall)
        .everywhere()
        .alsoIn("dangerous")
        .tips("request_policy:all_shards", "response_policy:all_succeeded")
        .doc(
            "1.0.0",
            "O(N) where N is the total number of keys in all databases",
            "Removes all keys of all databases.");
    family
        .write("SWAPDB index1 index2", ServerCommands::swapdb)
        .everywhere()
        .fast()
        .alsoIn("dangerous")
        .doc(
            "4.0.0",
            "O(N) where N is the count of clients watching or blocking on keys from both"
                + " databases.",
            "Exchanges two databases.");
  }

  private static Reply flushdb(Call call) {
    call.keys().clear(flushesLater(call));
    return Reply.ok();
  }

  private Reply flushall(Call call) {
    boolean later = flushesLater(call);
    for (int database = 0; database < call.databases(); database++) {
      call.keys(database).clear(later);
    }
    onFlush.accept(call);
    return Reply.ok();
  }

  /** As Redis does unless it is told not to, or can't since the call is part of a transaction. */
  private static boolean flushesLater(Call call) {
    boolean later = call.argc() == 2 && call.arg(1).is("ASYNC");
    if (call.argc() > 2 || (call.argc() == 2 && !later && !call.arg(1).is("SYNC"))) {
      throw Errors.syntax();
    }
    return later || call.mayWait();
  }

  private static Reply swapdb(Call call) {
    long first = index(call, 1, "ERR invalid first DB index");
    long second = index(call, 2, "ERR invalid second DB index");
    if (Math.min(first, second) < 0 || Math.max(first, second) >= call.databases()) {
      throw new CommandException(Errors.DB_INDEX_OUT_OF_RANGE);
    }
    if (first != second) {
      call.keys().swap((int) first, (int) second);
    }
    return Reply.ok();
  }

  private static long index(Call call, int argument, String error) {
    byte[] text = call.arg(argument).shared();
    long index = Ascii.isLong(text) ? Ascii.toLong(text) : Long.MAX_VALUE;
    if (index != (int) index) {
      throw new CommandException(error);
    }
    return index;
  }

  private static Reply time(Call call) {
    long now = call.micros();
    return Reply.array(Reply.bulk(Bytes.of(now / MICROS)), Reply.bulk(Bytes.of(now % MICROS)));
  }
}
