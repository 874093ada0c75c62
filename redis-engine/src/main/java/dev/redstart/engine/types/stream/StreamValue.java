package dev.redstart.engine.types.stream;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.structure.CorruptImageException;
import dev.redstart.engine.value.DataType;
import dev.redstart.engine.value.Parts;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A stream: entries in the order of their ids, and groups of consumers. Guarded by the lock of its
 * key's shard. A stream without entries is still one.
 */
public final class StreamValue implements Parts {

  /** The type. */
  public static final DataType<StreamValue> STREAM =
      new DataType<>("stream", StreamValue.class, StreamValue::new);

  private static final int HEAP = 200;

  private final NavigableMap<StreamId, StreamNode> nodes = new TreeMap<>();
  private final NavigableMap<Bytes, StreamGroup> groups = new TreeMap<>();
  private final StreamSize size = new StreamSize();
  private @Nullable StreamNode tail;
  private long length;
  private long entriesAdded;
  private StreamId lastId = StreamId.ZERO;
  private StreamId firstId = StreamId.ZERO;
  private StreamId maxDeletedId = StreamId.ZERO;

  // ---- what is told of it

  /** The number of entries. */
  public long length() {
    return length;
  }

  /** The last id that an entry got. */
  public StreamId lastId() {
    return lastId;
  }

  /** The first entry that is there, {@link StreamId#ZERO} where none is. */
  public StreamId firstId() {
    return firstId;
  }

  /** The last entry that was deleted, trimming apart. */
  public StreamId maxDeletedId() {
    return maxDeletedId;
  }

  /** How many entries there ever were. */
  public long entriesAdded() {
    return entriesAdded;
  }

  /** The packed entries, in order. */
  public Collection<StreamNode> nodes() {
    return Collections.unmodifiableCollection(nodes.values());
  }

  /** The groups by name. */
  public Collection<StreamGroup> groups() {
    return Collections.unmodifiableCollection(groups.values());
  }

  // ---- restoring

  /** Adds a node behind all others. */
  public void restoreNode(StreamId id, byte[] image) {
    StreamNode node = StreamNode.of(id, image);
    StreamNode before = tail;
    if (before != null && before.compareAt(before.last(), id) >= 0) {
      throw new CorruptImageException("stream nodes");
    }
    if (node.size() > 0) {
      nodes.put(id, node);
      resized(node);
      tail = node;
      length += node.size();
    }
  }

  /** Sets what the nodes don't tell, after them. */
  public void restoreCounters(StreamId last, StreamId maxDeleted, long added) {
    firstId = findFirst();
    StreamNode node = tail;
    if (added < 0 || (node != null && node.compareAt(node.last(), last) > 0)) {
      throw new CorruptImageException("stream counters");
    }
    setId(last, maxDeleted, added);
  }

  // ---- entries

  /** Adds an entry behind all others: fields and values in turn. */
  void append(StreamId id, List<Bytes> content, StreamLimits limits) {
    long bytes = 0;
    for (Bytes part : content) {
      bytes += part.length();
    }
    StreamNode node = tail;
    if (node == null || !limits.allow(node, bytes)) {
      if (node != null) {
        node.close();
        resized(node);
      }
      node = new StreamNode(id, content);
      nodes.put(id, node);
      tail = node;
    }
    node.append(id, content);
    resized(node);
    length++;
    entriesAdded++;
    lastId = id;
    if (length == 1) {
      firstId = id;
    }
  }

  /** A walk over the entries from {@code first} to {@code last}. */
  StreamCursor up(StreamId first, StreamId last) {
    return new StreamCursor(nodes, first, last, false);
  }

  /** A walk over the entries from {@code last} back to {@code first}. */
  StreamCursor down(StreamId first, StreamId last) {
    return new StreamCursor(nodes, first, last, true);
  }

  boolean contains(StreamId id) {
    return up(id, id).next();
  }

  /** Fields and values of an entry in turn, null where it isn't there. */
  @Nullable List<Bytes> content(StreamId id) {
    StreamCursor cursor = up(id, id);
    return cursor.next() ? cursor.content() : null;
  }

  /** The last entry that is there, {@link StreamId#ZERO} where none is. */
  StreamId lastEntry() {
    StreamCursor cursor = down(StreamId.ZERO, StreamId.MAX);
    return cursor.next() ? cursor.id() : StreamId.ZERO;
  }

  /** Deletes an entry; false where it isn't there. */
  boolean delete(StreamId id) {
    StreamCursor cursor = up(id, id);
    if (!cursor.next()) {
      return false;
    }
    StreamNode node = cursor.node();
    if (node.size() == 1) {
      drop(node);
    } else {
      node.delete(cursor.position());
      deletedIn(node, 1);
    }
    if (id.equals(firstId) || length == 0) {
      firstId = findFirst();
    }
    noteDeleted(id);
    return true;
  }

  /** Notes that there may be a gap at {@code id}. */
  void noteDeleted(StreamId id) {
    if (id.isAfter(maxDeletedId)) {
      maxDeletedId = id;
    }
  }

  /** The first node, null where there is none. */
  @Nullable StreamNode firstNode() {
    Map.Entry<StreamId, StreamNode> first = nodes.firstEntry();
    return first == null ? null : first.getValue();
  }

  /** The node behind {@code node}, null where there is none. */
  @Nullable StreamNode nodeAfter(StreamNode node) {
    Map.Entry<StreamId, StreamNode> next = nodes.higherEntry(node.id());
    return next == null ? null : next.getValue();
  }

  /** Removes a whole node. */
  void drop(StreamNode node) {
    nodes.remove(node.id());
    size.add(-node.counted());
    length -= node.size();
    if (node == tail) {
      Map.Entry<StreamId, StreamNode> last = nodes.lastEntry();
      tail = last == null ? null : last.getValue();
    }
  }

  /** To be called when entries of a node were deleted in it, and there are others left. */
  void deletedIn(StreamNode node, int howMany) {
    node.deletedSome();
    resized(node);
    length -= howMany;
  }

  private void resized(StreamNode node) {
    size.add(node.growth());
  }

  /** To be called when entries in front may have gone. */
  void trimmed() {
    firstId = findFirst();
  }

  private StreamId findFirst() {
    StreamCursor cursor = up(StreamId.ZERO, StreamId.MAX);
    return cursor.next() ? cursor.id() : StreamId.ZERO;
  }

  /** Sets what is told of entries that may be gone. */
  void setId(StreamId last, StreamId maxDeleted, long added) {
    lastId = last;
    maxDeletedId = maxDeleted;
    entriesAdded = added;
  }

  // ---- groups

  /** The group of that name, null where there is none. */
  @Nullable StreamGroup group(Bytes name) {
    return groups.get(name);
  }

  /** A new group; null where there is one of that name. */
  public @Nullable StreamGroup createGroup(Bytes name, StreamId last, long entriesRead) {
    if (groups.containsKey(name)) {
      return null;
    }
    StreamGroup group = new StreamGroup(name, last, entriesRead, size);
    groups.put(name, group);
    return group;
  }

  /** Removes a group; false where there is none of that name. */
  boolean removeGroup(Bytes name) {
    StreamGroup removed = groups.remove(name);
    if (removed == null) {
      return false;
    }
    removed.leave();
    return true;
  }

  /** True where a group has yet to read an entry, or one of its consumers to acknowledge it. */
  boolean isNeeded(StreamId id) {
    for (StreamGroup group : groups.values()) {
      if (group.needs(id)) {
        return true;
      }
    }
    return false;
  }

  /** Lets all groups forget that someone has an entry; false where nobody had. */
  boolean releaseEverywhere(StreamId id) {
    boolean released = false;
    for (StreamGroup group : groups.values()) {
      released |= group.release(id);
    }
    return released;
  }

  // ---- Value

  @Override
  public DataType<StreamValue> type() {
    return STREAM;
  }

  @Override
  public boolean isEmpty() {
    return false;
  }

  @Override
  public String encoding() {
    return "stream";
  }

  @Override
  public void forEachPart(Consumer<? super Bytes> each) {
    StreamCursor cursor = up(StreamId.ZERO, StreamId.MAX);
    while (cursor.next()) {
      each.accept(cursor.id().dotted());
      cursor.content().forEach(each);
    }
  }

  @Override
  public long heapBytes() {
    return HEAP + size.bytes();
  }

  @Override
  public StreamValue copy() {
    StreamValue copy = new StreamValue();
    for (StreamNode node : nodes.values()) {
      StreamNode twin = node.copy();
      copy.nodes.put(twin.id(), twin);
      copy.resized(twin);
      copy.tail = twin;
    }
    for (StreamGroup group : groups.values()) {
      copy.groups.put(group.name(), group.copy(copy.size));
    }
    copy.length = length;
    copy.firstId = firstId;
    copy.setId(lastId, maxDeletedId, entriesAdded);
    return copy;
  }
}
