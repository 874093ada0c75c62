package dev.redstart.engine.types.stream;

import org.jspecify.annotations.Nullable;

/**
 * How many of the entries that a stream ever had a group has read, and how many are left: numbers
 * that hold as long as no entry was deleted behind the place in question.
 */
final class ReadCounts {

  private static final long UNKNOWN = StreamGroup.UNKNOWN;

  private ReadCounts() {}

  /** Moves {@code group} on to {@code id}, an entry of {@code stream}. */
  static void moveOn(StreamValue stream, StreamGroup group, StreamId id) {
    long read = group.entriesRead();
    if (read != UNKNOWN && !deletedFrom(stream, id)) {
      read++;
    } else if (stream.entriesAdded() != 0) {
      read = upTo(stream, id);
    }
    group.moveTo(id, read);
  }

  /** How many entries {@code group} has yet to read, null where it can't be told. */
  static @Nullable Long lag(StreamValue stream, StreamGroup group) {
    if (stream.entriesAdded() == 0) {
      return 0L;
    }
    if (group.entriesRead() != UNKNOWN && !deletedFrom(stream, group.lastId())) {
      return stream.entriesAdded() - group.entriesRead();
    }
    long read = upTo(stream, group.lastId());
    return read == UNKNOWN ? null : Long.valueOf(stream.entriesAdded() - read);
  }

  /** How many entries there ever were up to {@code id}, or unknown. */
  static long upTo(StreamValue stream, StreamId id) {
    long added = stream.entriesAdded();
    int toLast = id.compareTo(stream.lastId());
    if (added == 0) {
      return 0;
    }
    if (toLast == 0 || (stream.length() == 0 && toLast < 0)) {
      return added;
    }
    StreamId deleted = stream.maxDeletedId();
    if (toLast > 0 || !(deleted.isZero() || deleted.isBefore(stream.firstId()))) {
      return UNKNOWN;
    }
    int toFirst = id.compareTo(stream.firstId());
    if (toFirst > 0) {
      return UNKNOWN;
    }
    return added - stream.length() + (toFirst == 0 ? 1 : 0);
  }

  /** True where an entry was deleted at or behind {@code id}, in the part that is still there. */
  private static boolean deletedFrom(StreamValue stream, StreamId id) {
    StreamId deleted = stream.maxDeletedId();
    return stream.length() != 0
        && !deleted.isZero()
        && !stream.firstId().isAfter(deleted)
        && !id.isAfter(deleted);
  }
}
