package dev.redstart.engine.types.stream;

import dev.redstart.engine.structure.Listpack;

/**
 * How a stream is cut back: oldest entries first.
 *
 * @param maxLength how many entries may stay; not used with {@code minId}
 * @param minId the first id that stays, zero where the length counts
 * @param byId whether {@code minId} counts
 * @param nodesOnly only whole nodes go
 * @param limit the most entries that go, 0 for any number
 * @param references what becomes of references
 */
record Trimming(
    long maxLength,
    StreamId minId,
    boolean byId,
    boolean nodesOnly,
    long limit,
    References references) {

  /** Trims {@code stream}; how many entries have gone. */
  long run(StreamValue stream) {
    long gone = 0;
    StreamNode node = stream.firstNode();
    while (node != null && (byId || stream.length() > maxLength)) {
      if (limit != 0 && gone + node.size() > limit) {
        break;
      }
      StreamNode next = stream.nodeAfter(node);
      if (mayGo(stream, node)) {
        gone += drop(stream, node);
      } else if (nodesOnly) {
        break;
      } else {
        gone += trimWithin(stream, node);
        if (references != References.ACKED || !isBefore(stream, node)) {
          break;
        }
      }
      node = next;
    }
    if (gone > 0) {
      stream.trimmed();
    }
    return gone;
  }

  /** True where the trim goes on behind {@code node} though some of its entries had to stay. */
  private boolean isBefore(StreamValue stream, StreamNode node) {
    return byId ? node.compareAt(node.last(), minId) < 0 : stream.length() > maxLength;
  }

  private boolean mayGo(StreamValue stream, StreamNode node) {
    boolean whole =
        byId ? node.compareAt(node.last(), minId) < 0 : stream.length() - node.size() >= maxLength;
    return whole && (references != References.ACKED || isFree(stream, node));
  }

  private static boolean isFree(StreamValue stream, StreamNode node) {
    for (int at = node.first(); at != Listpack.NONE; at = node.next(at)) {
      if (!node.isDeleted(at) && stream.isNeeded(node.idAt(at))) {
        return false;
      }
    }
    return true;
  }

  private long drop(StreamValue stream, StreamNode node) {
    if (references != References.KEEPREF) {
      for (int at = node.first(); at != Listpack.NONE; at = node.next(at)) {
        if (!node.isDeleted(at)) {
          references.deleted(stream, node.idAt(at));
        }
      }
    }
    stream.drop(node);
    return node.size();
  }

  /** Marks entries of {@code node} as deleted; at least one stays, else the node goes. */
  private long trimWithin(StreamValue stream, StreamNode node) {
    long surplus = byId ? Long.MAX_VALUE : stream.length() - maxLength;
    int before = node.size();
    int gone = 0;
    for (int at = node.first(); at != Listpack.NONE && gone < surplus; at = node.next(at)) {
      if (byId && node.compareAt(at, minId) >= 0) {
        break;
      }
      if (!node.isDeleted(at) && references.allows(stream, node.idAt(at))) {
        references.deleted(stream, node.idAt(at));
        node.delete(at);
        gone++;
      }
    }
    stream.deletedIn(node, gone);
    if (gone == before) {
      stream.drop(node);
    }
    return gone;
  }
}
