package dev.redstart.engine.types.stream;

import static dev.redstart.engine.types.stream.StreamValue.STREAM;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.reply.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/** XACK and XPENDING: what consumers have not acknowledged. */
final class PendingCommands {

  private PendingCommands() {}

  static void declare(Family stream) {
    stream
        .write("XACK key group id [id ...]", PendingCommands::xack)
        .fast()
        .access("RW update")
        .doc("5.0.0", "O(1) for each id.", "Acknowledges entries that a group was given.");
    stream
        .read(
            "XPENDING key group [[IDLE min-idle-time:integer] start:string end:string count"
                + " [consumer]]",
            PendingCommands::xpending)
        .tips("nondeterministic_output")
        .doc(
            "5.0.0",
            "O(N), N being the number of entries looked at, or of consumers.",
            "Tells what a group was given and has not acknowledged.");
  }

  private static Reply xack(Call call) {
    StreamValue stream = call.read(STREAM);
    StreamGroup group = stream == null ? null : stream.group(call.arg(2));
    if (group == null) {
      return Reply.integer(0);
    }
    int released = 0;
    for (StreamId id : EntryCommands.ids(call, 3, call.argc())) {
      if (group.release(id)) {
        released++;
      }
    }
    if (released > 0) {
      call.keys().noted(call.key(), null);
    }
    return Reply.integer(released);
  }

  /** What the longer form of XPENDING is asked for. */
  private record Range(
      StreamId from, StreamId to, long count, long minIdle, @Nullable Bytes consumer) {

    static Range parse(Call call) {
      int at = 3;
      long minIdle = 0;
      if (call.arg(3).is("IDLE")) {
        minIdle = call.integer(4);
        if (call.argc() < 8) {
          throw Errors.syntax();
        }
        at = 5;
      }
      long count = call.integer(at + 2);
      StreamId from = IdSyntax.from(call.arg(at));
      StreamId to = IdSyntax.to(call.arg(at + 1));
      Bytes consumer = at + 3 < call.argc() ? call.arg(at + 3) : null;
      return new Range(from, to, count, minIdle, consumer);
    }
  }

  private static Reply xpending(Call call) {
    boolean summary = call.argc() == 3;
    if (!summary && (call.argc() < 6 || call.argc() > 9)) {
      throw Errors.syntax();
    }
    Range range = summary ? null : Range.parse(call);
    StreamGroup group = GroupCommands.group(call.key(), call.read(STREAM), call.arg(2));
    return range == null ? summary(group) : pending(group, range, call.now());
  }

  private static Reply summary(StreamGroup group) {
    NavigableMap<StreamId, Pending> pending = group.pendingById();
    if (pending.isEmpty()) {
      return Reply.array(Reply.integer(0), Reply.nil(), Reply.nil(), Reply.nilArray());
    }
    List<Reply> consumers = new ArrayList<>();
    for (StreamConsumer consumer : group.consumers()) {
      int count = consumer.pendingById().size();
      if (count > 0) {
        consumers.add(
            Reply.array(Reply.bulk(consumer.name()), new Reply.Bulk(Bytes.of((long) count))));
      }
    }
    return Reply.array(
        Reply.integer(pending.size()),
        StreamReplies.id(pending.firstKey()),
        StreamReplies.id(pending.lastKey()),
        Reply.array(consumers));
  }

  private static Reply pending(StreamGroup group, Range range, long now) {
    StreamConsumer consumer = range.consumer == null ? null : group.consumer(range.consumer);
    boolean nobody = range.consumer != null && consumer == null;
    if (nobody || range.count <= 0 || range.from.isAfter(range.to)) {
      return Reply.empty();
    }
    NavigableMap<StreamId, Pending> all =
        consumer == null ? group.pendingById() : consumer.pendingById();
    List<Reply> found = new ArrayList<>();
    for (Pending entry : all.subMap(range.from, true, range.to, true).values()) {
      if (found.size() == range.count) {
        break;
      }
      if (range.minIdle == 0 || entry.idle(now) >= range.minIdle) {
        found.add(
            Reply.array(
                StreamReplies.id(entry.id()),
                Reply.bulk(entry.consumer().name()),
                Reply.integer(Math.max(0, entry.idle(now))),
                Reply.integer(entry.deliveries())));
      }
    }
    return Reply.array(found);
  }
}
