package dev.redstart.engine.types.stream;

import dev.redstart.engine.structure.CorruptImageException;
import dev.redstart.engine.structure.Listpack;
import org.jspecify.annotations.Nullable;

/** Looks whether a listpack from outside is a node of a stream in each detail. */
final class StreamNodeCheck {

  private static final int NONE = Listpack.NONE;

  private final Listpack pack;
  private final StreamId node;
  private int at;
  private long live;
  private long deleted;
  private @Nullable StreamId last;

  StreamNodeCheck(Listpack pack, StreamId node) {
    this.pack = pack;
    this.node = node;
    this.at = pack.first();
  }

  int live() {
    return (int) live;
  }

  int deleted() {
    return (int) deleted;
  }

  /** Throws where something is wrong. */
  void run() {
    long toldLive = integer();
    long toldDeleted = integer();
    long fields = count();
    skip(fields);
    require(integer() == 0);
    while (at != NONE) {
      entry(fields);
    }
    require(live == toldLive && deleted == toldDeleted);
  }

  private void entry(long masterFields) {
    long flags = integer();
    require((flags & ~3) == 0);
    StreamId id = new StreamId(node.millis() + integer(), node.sequence() + integer());
    require(last == null ? !id.isBefore(node) : id.isAfter(last));
    last = id;
    long elements = 3;
    if ((flags & 2) != 0) {
      skip(masterFields);
      elements += masterFields;
    } else {
      long fields = count();
      skip(2 * fields);
      elements += 1 + 2 * fields;
    }
    require(integer() == elements);
    if ((flags & 1) != 0) {
      deleted++;
    } else {
      live++;
    }
  }

  /** No number of elements can be more than there are. */
  private long count() {
    long count = integer();
    require(count >= 0 && count <= pack.size());
    return count;
  }

  private long integer() {
    require(at != NONE && pack.isInteger(at));
    long value = pack.integer(at);
    at = pack.next(at);
    return value;
  }

  private void skip(long elements) {
    for (long i = 0; i < elements; i++) {
      require(at != NONE);
      at = pack.next(at);
    }
  }

  private static void require(boolean condition) {
    if (!condition) {
      throw new CorruptImageException("stream node");
    }
  }
}
