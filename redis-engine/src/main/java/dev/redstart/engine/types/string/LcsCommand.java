package dev.redstart.engine.types.string;

import static dev.redstart.engine.types.string.StringValue.STRING;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Args;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.keyspace.Entry;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.types.string.CommonSubsequence.Match;
import java.util.ArrayList;
import java.util.List;

/** LCS: its options and its forms of answer. */
final class LcsCommand {

  /** Redis holds a table of numbers of four bytes, and bounds it: so do we, though ours is less. */
  private static final long BYTES_PER_CELL = 4;

  private LcsCommand() {}

  static Reply lcs(Call call, Setting.Whole longest) {
    Bytes one = text(call, call.arg(1));
    Bytes other = text(call, call.arg(2));
    Options options = Options.of(call.options(3));
    checkSize((one.length() + 1L) * (other.length() + 1L), longest.get());
    if (options.length) {
      return Reply.integer(CommonSubsequence.length(one, other));
    }
    CommonSubsequence found = CommonSubsequence.of(one, other);
    return options.indices ? indices(found, options) : Reply.bulk(found.text());
  }

  private static void checkSize(long cells, long longest) {
    if (cells > longest / BYTES_PER_CELL) {
      throw new CommandException(
          "ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len");
    }
    if (cells > Integer.MAX_VALUE) {
      throw new CommandException(
          "ERR Insufficient memory, failed allocating transient memory for LCS");
    }
  }

  private static Bytes text(Call call, Bytes key) {
    Entry entry = call.keys().lookUp(key);
    if (entry == null) {
      return Bytes.EMPTY;
    }
    if (entry.value().type() != STRING) {
      throw new CommandException("ERR The specified keys must contain string values");
    }
    return ((StringValue) entry.value()).bytes();
  }

  private static Reply indices(CommonSubsequence found, Options options) {
    List<Reply> matches = new ArrayList<>();
    for (Match match : found.matches()) {
      if (match.length() >= options.shortest) {
        Reply first = range(match.first(), match.length());
        Reply second = range(match.second(), match.length());
        matches.add(
            options.withLength
                ? Reply.array(first, second, Reply.integer(match.length()))
                : Reply.array(first, second));
      }
    }
    return new Reply.Dict(
        List.of(
            Reply.bulk("matches"),
            Reply.array(matches),
            Reply.bulk("len"),
            Reply.integer(found.length())));
  }

  private static Reply range(int from, int length) {
    return Reply.array(Reply.integer(from), Reply.integer(from + length - 1L));
  }

  private record Options(boolean length, boolean indices, boolean withLength, long shortest) {

    static Options of(Args args) {
      boolean length = false;
      boolean indices = false;
      boolean withLength = false;
      long shortest = 0;
      while (args.more()) {
        if (args.word("IDX")) {
          indices = true;
        } else if (args.word("LEN")) {
          length = true;
        } else if (args.word("WITHMATCHLEN")) {
          withLength = true;
        } else if (args.wordWithValue("MINMATCHLEN")) {
          shortest = args.integer();
        } else {
          throw Errors.syntax();
        }
      }
      if (length && indices) {
        throw new CommandException(
            "ERR If you want both the length and indexes, please just use IDX.");
      }
      return new Options(length, indices, withLength, shortest);
    }
  }
}
