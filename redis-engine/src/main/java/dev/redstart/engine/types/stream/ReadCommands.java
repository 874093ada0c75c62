package dev.redstart.engine.types.stream;

import static dev.redstart.engine.types.stream.StreamValue.STREAM;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.reply.Reply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** XREAD and XREADGROUP. */
final class ReadCommands {

  private static final Bytes NEW = Bytes.of("$");
  private static final Bytes LAST = Bytes.of("+");
  private static final Bytes UNREAD = Bytes.of(">");

  private ReadCommands() {}

  static void declare(Family stream) {
    stream
        .read(
            "XREAD [COUNT count] [BLOCK milliseconds] STREAMS key [key ...] id [id ...]",
            call -> read(call, false))
        .blocking()
        .doc("5.0.0", "", "Returns entries behind given ids from streams, or waits for some.");
    stream
        .write(
            "XREADGROUP <GROUP group consumer> [COUNT count] [BLOCK milliseconds] [NOACK]"
                + " STREAMS key [key ...] id [id ...]",
            call -> read(call, true))
        .blocking()
        .access("RO access")
        .doc(
            "5.0.0",
            "O(M) for each stream, M being the number of entries returned.",
            "Gives entries that no one else has to a consumer of a group, or waits for some.");
  }

  /**
   * One of the streams to read.
   *
   * @param stream null where it isn't there
   * @param group null for XREAD
   * @param after the id to read behind; {@link StreamId#MAX} in a group for what is unread
   */
  private record Source(
      Bytes key, @Nullable StreamValue stream, @Nullable StreamGroup group, StreamId after) {}

  private static Reply read(Call call, boolean grouped) {
    ReadRequest request = ReadRequest.parse(call, grouped);
    List<Source> sources = new ArrayList<>(request.streams());
    for (int i = 0; i < request.streams(); i++) {
      sources.add(source(call, request, i));
    }
    List<Reply> found = new ArrayList<>();
    for (Source source : sources) {
      // Redis looks each stream up twice, and counts and tells of it twice.
      call.keys().lookup(source.key);
      Reply entries = entries(call, request, source);
      if (entries != null) {
        found.add(new Reply.Bulk(source.key));
        found.add(entries);
      }
    }
    if (!found.isEmpty()) {
      return new Reply.Keyed(found);
    }
    return request.timeout() == ReadRequest.NO_WAIT
        ? Reply.nilArray()
        : await(call, request, sources);
  }

  private static Source source(Call call, ReadRequest request, int i) {
    Bytes key = call.arg(request.keyAt(i));
    Bytes id = call.arg(request.idAt(i));
    if (!request.isGrouped()) {
      StreamValue stream = call.read(key, STREAM);
      return new Source(key, stream, null, after(stream, id));
    }
    StreamValue stream = call.read(key, STREAM);
    StreamGroup group = stream == null ? null : stream.group(request.group());
    if (group == null) {
      throw NoGroup.read(key, request.group());
    }
    return new Source(key, stream, group, afterInGroup(id));
  }

  private static StreamId after(@Nullable StreamValue stream, Bytes id) {
    if (id.equals(NEW)) {
      return stream == null ? StreamId.ZERO : stream.lastId();
    }
    if (id.equals(LAST)) {
      if (stream == null) {
        return StreamId.ZERO;
      }
      if (stream.lastId().isZero()) {
        throw new CommandException("ERR the stream last element ID is 0-0");
      }
      return stream.lastId().previous();
    }
    if (id.equals(UNREAD)) {
      throw new CommandException(
          "ERR The > ID can be specified only when calling XREADGROUP using the GROUP <group>"
              + " <consumer> option.");
    }
    return IdSyntax.id(id);
  }

  private static StreamId afterInGroup(Bytes id) {
    if (id.equals(NEW) || id.equals(LAST)) {
      throw new CommandException(
          "ERR The "
              + id
              + " ID is meaningless in the context of XREADGROUP: you want to read the history of"
              + " this consumer by specifying a proper ID, or use the > ID to get new messages. The"
              + " "
              + id
              + " ID would just return an empty result set.");
    }
    return id.equals(UNREAD) ? StreamId.MAX : IdSyntax.id(id);
  }

  private static @Nullable Reply entries(Call call, ReadRequest request, Source source) {
    StreamValue stream = source.stream;
    StreamGroup group = source.group;
    if (stream == null) {
      return null;
    }
    if (group != null) {
      return new GroupRead(call, request, source.key, stream, group).entries(source.after);
    }
    if (stream.length() == 0 || !stream.lastEntry().isAfter(source.after)) {
      return null;
    }
    return StreamReplies.entries(stream.up(source.after.next(), StreamId.MAX), request.count());
  }

  private static Reply await(Call call, ReadRequest request, List<Source> sources) {
    List<Bytes> keys = new ArrayList<>(sources.size());
    sources.forEach(source -> keys.add(source.key));
    if (request.isGrouped()) {
      return call.waitForAny(keys, STREAM, request.timeout(), Reply.nilArray());
    }
    Bytes[] again = Arrays.copyOf(call.args(), call.argc());
    for (int i = 0; i < sources.size(); i++) {
      if (again[request.idAt(i)].equals(NEW)) {
        again[request.idAt(i)] = sources.get(i).after.text();
      }
    }
    call.waitAs(again);
    return call.waitFor(keys, STREAM, request.timeout(), Reply.nilArray());
  }
}
