package dev.redstart.engine.types.list;

import static dev.redstart.engine.types.list.ListValue.LIST;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Args;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.reply.Reply;
import java.util.ArrayList;
import java.util.List;

/** One LPOS: its options, and the search. */
final class ListPositions {

  private static final long ONE = -1;

  private long rank = 1;
  private long count = ONE;
  private long most;

  private ListPositions() {}

  static Reply lpos(Call call) {
    ListPositions positions = new ListPositions();
    positions.read(call.options(3));
    ListValue list = call.read(LIST);
    boolean several = positions.count != ONE;
    if (list == null) {
      return several ? Reply.empty() : Reply.nil();
    }
    List<Reply> found = positions.search(list, call.arg(2));
    if (several) {
      return Reply.array(found);
    }
    return found.isEmpty() ? Reply.nil() : found.get(0);
  }

  private void read(Args args) {
    while (args.more()) {
      if (args.wordWithValue("RANK")) {
        rank = ListCommands.within(args.integer());
        if (rank == 0) {
          throw new CommandException(
              "ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ..."
                  + " or use negative to start from the end of the list");
        }
      } else if (args.wordWithValue("COUNT")) {
        count = args.integer(0, Long.MAX_VALUE, "ERR COUNT can't be negative");
      } else if (args.wordWithValue("MAXLEN")) {
        most = args.integer(0, Long.MAX_VALUE, "ERR MAXLEN can't be negative");
      } else {
        args.end();
      }
    }
  }

  private List<Reply> search(ListValue list, Bytes element) {
    boolean forward = rank > 0;
    long skip = Math.abs(rank) - 1;
    long wanted = count == ONE ? 1 : count == 0 ? Long.MAX_VALUE : count;
    long looks = most == 0 ? Long.MAX_VALUE : most;
    List<Reply> found = new ArrayList<>(1);
    ListCursor cursor = list.cursor(forward ? 0 : -1, forward);
    for (int i = 0; i < looks && cursor.valid() && found.size() < wanted; i++) {
      if (cursor.is(element) && skip-- <= 0) {
        found.add(Reply.integer(forward ? i : list.size() - 1 - i));
      }
      cursor.advance();
    }
    return found;
  }
}
