package dev.redstart.engine.types.stream;

import static dev.redstart.engine.types.stream.StreamValue.STREAM;

import dev.redstart.engine.command.Args;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.reply.Reply;

/** XRANGE and XREVRANGE. */
final class RangeCommands {

  private static final String COMPLEXITY = "O(N), N being the number of entries returned.";

  private RangeCommands() {}

  static void declare(Family stream) {
    stream
        .read("XRANGE key start:string end:string [COUNT count]", call -> range(call, false))
        .doc("5.0.0", COMPLEXITY, "Returns the entries between two ids.");
    stream
        .read("XREVRANGE key end:string start:string [COUNT count]", call -> range(call, true))
        .doc("5.0.0", COMPLEXITY, "Returns the entries between two ids, the last one first.");
  }

  private static Reply range(Call call, boolean down) {
    StreamId from = IdSyntax.from(call.arg(down ? 3 : 2));
    StreamId to = IdSyntax.to(call.arg(down ? 2 : 3));
    long count = -1;
    Args args = call.options(4);
    while (args.more()) {
      if (!args.wordWithValue("COUNT")) {
        throw Errors.syntax();
      }
      count = Math.max(0, args.integer());
    }
    StreamValue stream = call.read(STREAM);
    if (stream == null) {
      return Reply.empty();
    }
    if (count == 0) {
      return Reply.nilArray();
    }
    StreamCursor cursor = down ? stream.down(from, to) : stream.up(from, to);
    return StreamReplies.entries(cursor, Math.max(0, count));
  }
}
