package dev.redstart.engine.types.stream;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.reply.Reply;
import java.util.ArrayList;
import java.util.List;

/** Replies that tell of entries. */
final class StreamReplies {

  private StreamReplies() {}

  static Reply id(StreamId id) {
    return new Reply.Bulk(id.text());
  }

  static Reply entry(StreamId id, List<Bytes> content) {
    return Reply.array(id(id), Reply.bulks(content));
  }

  /** The entry that {@code cursor} is at. */
  static Reply entry(StreamCursor cursor) {
    return entry(cursor.id(), cursor.content());
  }

  /** The next entries of a walk, at most {@code count}, or all where that is 0. */
  static Reply entries(StreamCursor cursor, long count) {
    List<Reply> entries = new ArrayList<>();
    while ((count == 0 || entries.size() < count) && cursor.next()) {
      entries.add(entry(cursor));
    }
    return Reply.array(entries);
  }

  /** The first entry of a walk, null where there is none. */
  static Reply first(StreamCursor cursor) {
    return cursor.next() ? entry(cursor) : Reply.nil();
  }
}
