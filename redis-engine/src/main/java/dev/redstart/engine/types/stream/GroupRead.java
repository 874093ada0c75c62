package dev.redstart.engine.types.stream;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.reply.Reply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of one XREADGROUP that reads one stream. */
final class GroupRead {

  private final Call call;
  private final ReadRequest request;
  private final StreamValue stream;
  private final StreamGroup group;
  private final GroupLog log;

  GroupRead(Call call, ReadRequest request, Bytes key, StreamValue stream, StreamGroup group) {
    this.call = call;
    this.request = request;
    this.stream = stream;
    this.group = group;
    this.log = new GroupLog(call, key, group);
  }

  /** The entries that are there for the consumer, null where there are none to give. */
  @Nullable Reply entries(StreamId after) {
    boolean history = !after.isMax();
    boolean unread = stream.length() > 0 && stream.lastEntry().isAfter(group.lastId());
    StreamConsumer consumer = log.consumer(request.consumer());
    if (history) {
      return history(consumer, after);
    }
    return unread ? unread(consumer) : null;
  }

  /** What the consumer was given before; each time counts, for no one but it. */
  private Reply history(StreamConsumer consumer, StreamId after) {
    List<Reply> entries = new ArrayList<>();
    for (Pending pending : consumer.pendingById().tailMap(after, false).values()) {
      if (request.count() != 0 && entries.size() == request.count()) {
        break;
      }
      List<Bytes> content = stream.content(pending.id());
      if (content == null) {
        entries.add(Reply.array(StreamReplies.id(pending.id()), Reply.nilArray()));
      } else {
        pending.redelivered(call.now());
        entries.add(StreamReplies.entry(pending.id(), content));
      }
    }
    return Reply.array(entries);
  }

  private Reply unread(StreamConsumer consumer) {
    List<Reply> entries = new ArrayList<>();
    StreamCursor cursor = stream.up(group.lastId().next(), StreamId.MAX);
    long most = request.count();
    while ((most == 0 || entries.size() < most) && cursor.next()) {
      StreamId id = cursor.id();
      ReadCounts.moveOn(stream, group, id);
      entries.add(StreamReplies.entry(id, cursor.content()));
      if (!request.noack()) {
        log.claimed(group.deliver(consumer, id, call.now()));
      }
    }
    if (!request.noack()) {
      consumer.active(call.now());
    }
    log.moved();
    return Reply.array(entries);
  }
}
