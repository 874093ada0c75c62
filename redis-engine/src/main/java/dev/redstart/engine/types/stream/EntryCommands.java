package dev.redstart.engine.types.stream;

import static dev.redstart.engine.types.stream.StreamValue.STREAM;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Args;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.reply.Reply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands that add entries to a stream and take them away. */
final class EntryCommands {

  private static final Bytes XADD = Bytes.of("XADD");
  private static final Bytes XTRIM = Bytes.of("XTRIM");

  /** Where the id of an XADD without options stands. */
  private static final int PLAIN_ID_AT = 2;

  private static final String NOT_ABOVE_ZERO =
      "ERR The ID specified in XADD must be greater than 0-0";
  private static final String NOT_ABOVE_TOP =
      "ERR The ID specified in XADD is equal or smaller than the target stream top item";
  private static final String EXHAUSTED =
      "ERR The stream has exhausted the last possible ID, unable to add more items";
  private static final String TOO_LARGE = "ERR Elements are too large to be stored";

  private final StreamLimits limits;

  EntryCommands(StreamLimits limits) {
    this.limits = limits;
  }

  void declare(Family stream) {
    stream
        .write(
            "XADD key [NOMKSTREAM] [<MAXLEN | MINID> [= | ~] threshold [LIMIT count]] <* | id>"
                + " field value [field value ...]",
            this::xadd)
        .grows()
        .fast()
        .access("RW update")
        .tips("nondeterministic_output")
        .doc(
            "5.0.0",
            "O(1); O(N) where trimming, N being the number of entries removed.",
            "Adds an entry to a stream, creating the stream if need be.");
    stream
        .write("XTRIM key <<MAXLEN | MINID> [= | ~] threshold [LIMIT count]>", this::xtrim)
        .access("RW delete")
        .tips("nondeterministic_output")
        .doc(
            "5.0.0", "O(N), N being the number of entries removed.", "Removes the oldest entries.");
    stream
        .write("XDEL key id [id ...]", EntryCommands::xdel)
        .fast()
        .access("RW delete")
        .doc("5.0.0", "O(1) for each entry.", "Removes entries; how many there were.");
    stream
        .read("XLEN key", EntryCommands::xlen)
        .fast()
        .access("RO")
        .doc("5.0.0", "O(1)", "Counts the entries of a stream.");
    stream
        .write(
            "XSETID key last-id [ENTRIESADDED entries-added:integer] [MAXDELETEDID max-deleted-id]",
            EntryCommands::xsetid)
        .grows()
        .fast()
        .access("RW update")
        .doc("5.0.0", "O(1)", "Sets the last id of a stream, for replication.");
  }

  private Reply xadd(Call call) {
    Args args = call.options(2);
    TrimOptions options = TrimOptions.ofXadd(args);
    int idAt = args.position();
    NewId wanted = args.more() ? NewId.parse(args.next()) : NewId.AUTO;
    options.checkTogether();
    int first = args.position();
    int left = call.argc() - first;
    if (idAt == call.argc() || left < 2 || left % 2 == 1) {
      throw new CommandException(Errors.wrongArity("xadd"));
    }
    if (wanted.isZero()) {
      throw new CommandException(NOT_ABOVE_ZERO);
    }
    StreamValue found = call.edit(STREAM);
    if (found == null && options.noMake()) {
      return Reply.nil();
    }
    StreamId last = found == null ? StreamId.ZERO : found.lastId();
    if (last.isMax()) {
      throw new CommandException(EXHAUSTED);
    }
    StreamId id = wanted.after(last, call.now());
    if (id == null) {
      throw new CommandException(NOT_ABOVE_TOP);
    }
    List<Bytes> content = Arrays.asList(call.args()).subList(first, call.argc());
    checkSize(content);
    StreamValue stream = call.open(STREAM);
    stream.append(id, content, limits);
    call.changed("xadd");
    trim(call, stream, options.trimming(limits));
    Bytes text = id.text();
    if (!wanted.isExact() || options.about()) {
      call.logAs(logged(call.args(), idAt, options.exactly(stream), text));
    }
    return Reply.bulk(text);
  }

  private static void checkSize(List<Bytes> content) {
    long bytes = 0;
    for (Bytes part : content) {
      bytes += part.length();
    }
    if (bytes > StreamLimits.MOST_BYTES) {
      throw new CommandException(TOO_LARGE);
    }
  }

  /** The same call with the id that its entry got, and {@code options} in place of its own. */
  private static Bytes[] logged(Bytes[] args, int idAt, List<Bytes> options, Bytes id) {
    if (idAt == PLAIN_ID_AT) {
      Bytes[] words = args.clone();
      words[idAt] = id;
      return words;
    }
    List<Bytes> words = new ArrayList<>(options.size() + args.length);
    words.add(XADD);
    words.add(args[1]);
    words.addAll(options);
    words.add(id);
    words.addAll(Arrays.asList(args).subList(idAt + 1, args.length));
    return words.toArray(Bytes[]::new);
  }

  private static long trim(Call call, StreamValue stream, @Nullable Trimming trimming) {
    long gone = trimming == null ? 0 : trimming.run(stream);
    if (gone > 0) {
      call.changed("xtrim");
    }
    return gone;
  }

  private Reply xtrim(Call call) {
    TrimOptions options = TrimOptions.ofXtrim(call.options(2));
    StreamValue stream = call.edit(STREAM);
    if (stream == null) {
      return Reply.integer(0);
    }
    long gone = trim(call, stream, options.trimming(limits));
    if (gone > 0 && options.about()) {
      List<Bytes> words = new ArrayList<>(List.of(XTRIM, call.key()));
      words.addAll(options.exactly(stream));
      call.logAs(words.toArray(Bytes[]::new));
    }
    return Reply.integer(gone);
  }

  private static Reply xdel(Call call) {
    StreamValue stream = call.edit(STREAM);
    if (stream == null) {
      return Reply.integer(0);
    }
    List<StreamId> ids = ids(call, 2, call.argc());
    int deleted = 0;
    for (StreamId id : ids) {
      if (stream.delete(id)) {
        deleted++;
      }
    }
    if (deleted > 0) {
      call.changed("xdel");
    }
    return Reply.integer(deleted);
  }

  /** The arguments from {@code from} to before {@code to} as ids. */
  static List<StreamId> ids(Call call, int from, int to) {
    List<StreamId> ids = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      ids.add(IdSyntax.id(call.arg(i)));
    }
    return ids;
  }

  private static Reply xlen(Call call) {
    StreamValue stream = call.read(STREAM);
    return Reply.integer(stream == null ? 0 : stream.length());
  }

  private static Reply xsetid(Call call) {
    StreamId id = IdSyntax.id(call.arg(2));
    StreamId deleted = StreamId.ZERO;
    long added = -1;
    Args args = call.options(3);
    while (args.more()) {
      if (args.wordWithValue("ENTRIESADDED")) {
        added = args.integer();
        require(added >= 0, "ERR entries_added must be positive");
      } else if (args.wordWithValue("MAXDELETEDID")) {
        deleted = IdSyntax.id(args.next());
        require(
            !id.isBefore(deleted),
            "ERR The ID specified in XSETID is smaller than the provided max_deleted_entry_id");
      } else {
        throw Errors.syntax();
      }
    }
    StreamValue stream = call.edit(STREAM);
    if (stream == null) {
      throw new CommandException(Errors.NO_SUCH_KEY);
    }
    checkSetId(stream, id, added);
    stream.setId(
        id,
        deleted.isZero() ? stream.maxDeletedId() : deleted,
        added == -1 ? stream.entriesAdded() : added);
    call.keys().noted(call.key(), "xsetid");
    return Reply.ok();
  }

  private static void checkSetId(StreamValue stream, StreamId id, long added) {
    require(
        !id.isBefore(stream.maxDeletedId()),
        "ERR The ID specified in XSETID is smaller than current max_deleted_entry_id");
    if (stream.length() > 0) {
      require(
          !id.isBefore(stream.lastEntry()),
          "ERR The ID specified in XSETID is smaller than the target stream top item");
      require(
          added == -1 || stream.length() <= added,
          "ERR The entries_added specified in XSETID is smaller than the target stream length");
    }
  }

  private static void require(boolean condition, String error) {
    if (!condition) {
      throw new CommandException(error);
    }
  }
}
