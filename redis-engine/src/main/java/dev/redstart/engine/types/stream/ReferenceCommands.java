package dev.redstart.engine.types.stream;

import static dev.redstart.engine.types.stream.StreamValue.STREAM;

import dev.redstart.engine.command.Args;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.reply.Reply;
import java.util.ArrayList;
import java.util.List;

/** XDELEX and XACKDEL of Redis 8.2: deletion that looks at what groups hold of an entry. */
final class ReferenceCommands {

  private static final long NOT_THERE = -1;
  private static final long DELETED = 1;
  private static final long STILL_NEEDED = 2;

  private ReferenceCommands() {}

  static void declare(Family stream) {
    stream
        .write(
            "XDELEX key [KEEPREF | DELREF | ACKED] IDS numids:integer id [id ...]",
            ReferenceCommands::xdelex)
        .fast()
        .access("RW delete")
        .doc("8.2.0", "O(1) for each id.", "Deletes entries, with or without references to them.");
    stream
        .write(
            "XACKDEL key group [KEEPREF | DELREF | ACKED] IDS numids:integer id [id ...]",
            ReferenceCommands::xackdel)
        .fast()
        .access("RW delete")
        .doc("8.2.0", "O(1) for each id.", "Acknowledges entries and deletes them.");
  }

  /** What either command is asked for. */
  private record Request(References references, List<StreamId> ids) {

    static Request parse(Call call, int from) {
      References references = null;
      List<StreamId> ids = null;
      Args args = call.options(from);
      while (args.more()) {
        References given = references == null ? References.next(args) : null;
        if (given != null) {
          references = given;
        } else if (ids == null && args.wordWithValue("IDS")) {
          ids = ids(args);
        } else {
          throw Errors.syntax();
        }
      }
      if (ids == null) {
        throw Errors.syntax();
      }
      return new Request(references == null ? References.KEEPREF : references, ids);
    }

    private static List<StreamId> ids(Args args) {
      long count = args.integer(1, Long.MAX_VALUE, "ERR Number of IDs must be a positive integer");
      if (count > args.left()) {
        throw new CommandException("ERR The `numids` parameter must match the number of arguments");
      }
      List<StreamId> ids = new ArrayList<>((int) count);
      for (long i = 0; i < count; i++) {
        ids.add(IdSyntax.id(args.next()));
      }
      return ids;
    }

    Reply nothing() {
      return Reply.array(ids.stream().map(id -> Reply.integer(NOT_THERE)).toList());
    }
  }

  private static Reply xdelex(Call call) {
    Request request = Request.parse(call, 2);
    StreamValue stream = call.edit(STREAM);
    if (stream == null) {
      return request.nothing();
    }
    List<Reply> results = new ArrayList<>(request.ids.size());
    boolean released = false;
    long deleted = 0;
    for (StreamId id : request.ids) {
      long result = stream.contains(id) ? delete(stream, id, request.references) : NOT_THERE;
      if (result == NOT_THERE && request.references == References.DELREF) {
        released |= stream.releaseEverywhere(id);
      }
      deleted += result == DELETED ? 1 : 0;
      results.add(Reply.integer(result));
    }
    say(call, deleted, released);
    return Reply.array(results);
  }

  private static Reply xackdel(Call call) {
    Request request = Request.parse(call, 3);
    StreamValue stream = call.edit(STREAM);
    StreamGroup group = stream == null ? null : stream.group(call.arg(2));
    if (stream == null || group == null) {
      return request.nothing();
    }
    List<Reply> results = new ArrayList<>(request.ids.size());
    boolean released = false;
    long deleted = 0;
    for (StreamId id : request.ids) {
      boolean acknowledged = group.release(id);
      released |= acknowledged;
      boolean there = acknowledged && stream.contains(id);
      long result = acknowledged ? delete(stream, id, request.references) : NOT_THERE;
      deleted += there && result == DELETED ? 1 : 0;
      results.add(Reply.integer(result));
    }
    say(call, deleted, released);
    return Reply.array(results);
  }

  /** Deletes an entry if it may go; one that isn't there counts as gone. */
  private static long delete(StreamValue stream, StreamId id, References references) {
    if (!references.allows(stream, id)) {
      return STILL_NEEDED;
    }
    boolean unused = stream.delete(id);
    references.deleted(stream, id);
    return DELETED;
  }

  private static void say(Call call, long deleted, boolean released) {
    if (deleted > 0) {
      call.changed("xdel");
    } else if (released) {
      call.keys().noted(call.key(), null);
    }
  }
}
