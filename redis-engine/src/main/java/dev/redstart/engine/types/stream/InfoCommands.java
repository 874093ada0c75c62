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
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** XINFO: what a stream, its groups and their consumers look like. */
final class InfoCommands {

  private static final long USUAL_COUNT = 10;

  private InfoCommands() {}

  static void declare(Family stream) {
    stream
        .read("XINFO CONSUMERS key group", InfoCommands::consumers)
        .tips("nondeterministic_output")
        .doc("5.0.0", "O(1)", "Lists the consumers of a group.");
    stream
        .read("XINFO GROUPS key", InfoCommands::groups)
        .doc("5.0.0", "O(1)", "Lists the groups of a stream.");
    stream
        .read("XINFO STREAM key [<FULL> [COUNT count]]", InfoCommands::stream)
        .doc("5.0.0", "O(1)", "Describes a stream.");
  }

  private static StreamValue value(Call call) {
    StreamValue stream = call.read(call.arg(2), STREAM);
    if (stream == null) {
      throw new CommandException(Errors.NO_SUCH_KEY);
    }
    return stream;
  }

  private static Reply consumers(Call call) {
    StreamGroup group = value(call).group(call.arg(3));
    if (group == null) {
      throw NoGroup.inKey(call.arg(2), call.arg(3));
    }
    List<Reply> consumers = new ArrayList<>();
    for (StreamConsumer consumer : group.consumers()) {
      boolean active = consumer.activeTime() != StreamConsumer.NEVER_ACTIVE;
      consumers.add(
          new Description()
              .add("name", consumer.name())
              .add("pending", consumer.pendingById().size())
              .add("idle", Math.max(0, call.now() - consumer.seenTime()))
              .add("inactive", active ? call.now() - consumer.activeTime() : -1)
              .reply());
    }
    return Reply.array(consumers);
  }

  private static Reply groups(Call call) {
    StreamValue stream = value(call);
    List<Reply> groups = new ArrayList<>();
    for (StreamGroup group : stream.groups()) {
      groups.add(
          new Description()
              .add("name", group.name())
              .add("consumers", group.consumers().size())
              .add("pending", group.pendingById().size())
              .add("last-delivered-id", group.lastId().text())
              .add("entries-read", numberOrNull(read(group)))
              .add("lag", numberOrNull(ReadCounts.lag(stream, group)))
              .reply());
    }
    return Reply.array(groups);
  }

  private static Reply stream(Call call) {
    StreamValue stream = value(call);
    boolean full = call.argc() > 3;
    long count = full ? count(call) : 0;
    Description description =
        new Description()
            .add("length", stream.length())
            .add("radix-tree-keys", stream.nodes().size())
            .add("radix-tree-nodes", RadixSize.of(stream.nodes()))
            .add("last-generated-id", stream.lastId().text())
            .add("max-deleted-entry-id", stream.maxDeletedId().text())
            .add("entries-added", stream.entriesAdded())
            .add("recorded-first-entry-id", stream.firstId().text());
    if (full) {
      StreamCursor all = stream.up(StreamId.ZERO, StreamId.MAX);
      description.add("entries", StreamReplies.entries(all, count));
      description.add("groups", fullGroups(stream, count));
    } else {
      StreamCursor up = stream.up(StreamId.ZERO, StreamId.MAX);
      StreamCursor down = stream.down(StreamId.ZERO, StreamId.MAX);
      description.add("groups", stream.groups().size());
      description.add("first-entry", StreamReplies.first(up));
      description.add("last-entry", StreamReplies.first(down));
    }
    return description.reply();
  }

  private static long count(Call call) {
    Args args = call.options(3);
    boolean fits = call.argc() == 4 || call.argc() == 6;
    if (!fits || !args.word("FULL")) {
      throw Errors.unknownSubcommand(call);
    }
    if (!args.more()) {
      return USUAL_COUNT;
    }
    if (!args.word("COUNT")) {
      throw Errors.unknownSubcommand(call);
    }
    long count = args.integer();
    return count < 0 ? USUAL_COUNT : count;
  }

  private static Reply fullGroups(StreamValue stream, long count) {
    List<Reply> groups = new ArrayList<>();
    for (StreamGroup group : stream.groups()) {
      List<Reply> consumers = new ArrayList<>();
      for (StreamConsumer consumer : group.consumers()) {
        consumers.add(fullConsumer(consumer, count));
      }
      groups.add(
          new Description()
              .add("name", group.name())
              .add("last-delivered-id", group.lastId().text())
              .add("entries-read", numberOrNull(read(group)))
              .add("lag", numberOrNull(ReadCounts.lag(stream, group)))
              .add("pel-count", group.pendingById().size())
              .add("pending", pending(group.pending(), count, true))
              .add("consumers", Reply.array(consumers))
              .reply());
    }
    return Reply.array(groups);
  }

  private static Reply fullConsumer(StreamConsumer consumer, long count) {
    return new Description()
        .add("name", consumer.name())
        .add("seen-time", consumer.seenTime())
        .add("active-time", consumer.activeTime())
        .add("pel-count", consumer.pendingById().size())
        .add("pending", pending(consumer.pending(), count, false))
        .reply();
  }

  private static Reply pending(Collection<Pending> entries, long count, boolean withConsumer) {
    List<Reply> found = new ArrayList<>();
    for (Pending entry : entries) {
      if (count != 0 && found.size() == count) {
        break;
      }
      Reply id = StreamReplies.id(entry.id());
      Reply time = Reply.integer(entry.deliveryTime());
      Reply deliveries = Reply.integer(entry.deliveries());
      found.add(
          withConsumer
              ? Reply.array(id, Reply.bulk(entry.consumer().name()), time, deliveries)
              : Reply.array(id, time, deliveries));
    }
    return Reply.array(found);
  }

  private static @Nullable Long read(StreamGroup group) {
    return group.entriesRead() == StreamGroup.UNKNOWN ? null : Long.valueOf(group.entriesRead());
  }

  private static Reply numberOrNull(@Nullable Long number) {
    return number == null ? Reply.nil() : Reply.integer(number);
  }

  /** Names and what they stand for, in the making. */
  private static final class Description {
    private final List<Reply> flat = new ArrayList<>();

    Description add(String name, Reply value) {
      flat.add(Reply.bulk(name));
      flat.add(value);
      return this;
    }

    Description add(String name, long value) {
      return add(name, Reply.integer(value));
    }

    Description add(String name, Bytes value) {
      return add(name, Reply.bulk(value));
    }

    Reply reply() {
      return new Reply.Dict(flat);
    }
  }
}
