package dev.redstart.engine.types.stream;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.structure.CorruptImageException;
import dev.redstart.engine.structure.Listpack;
import java.util.ArrayList;
import java.util.List;

/**
 * Some entries of a stream that follow each other, packed into one listpack in the form of Redis.
 * Guarded by its stream's owner. Entries are named by positions, which are good until the next
 * change.
 */
public final class StreamNode {

  /*
   * In front stand: the number of entries, the number of deleted ones, the number of the first entry's fields, the names
   * of these, and a zero. Then for each entry: flags, the differences of its id's halves to the node's, unless its fields
   * are those in front their number, the fields and values (else the values only), and how many elements that was, so
   * that one can walk backwards. Deleting sets a flag, which takes no room: positions stay.
   */

  private static final int NONE = Listpack.NONE;
  private static final int DELETED = 1;
  private static final int SAME_FIELDS = 2;

  /** Elements of an entry besides its fields and values, without the last one, which counts. */
  private static final int HEAD = 3;

  /** With its id and its place in the map. */
  private static final int HEAP = 104;

  private final StreamId id;
  private Listpack pack;
  private int live;
  private int deleted;

  /** What the stream takes this node for in its sum. */
  private int counted;

  /** A node without entries, to which at least one must be added. */
  StreamNode(StreamId id, List<Bytes> content) {
    this.id = id;
    this.pack = new Listpack();
    pack.append(0);
    pack.append(0);
    pack.append(content.size() / 2);
    for (int i = 0; i < content.size(); i += 2) {
      pack.append(content.get(i));
    }
    pack.append(0);
  }

  private StreamNode(StreamId id, Listpack pack, int live, int deleted) {
    this.id = id;
    this.pack = pack;
    this.live = live;
    this.deleted = deleted;
  }

  /**
   * The node that {@code image}, a listpack, describes.
   *
   * @throws CorruptImageException where it makes no sense in any detail
   */
  static StreamNode of(StreamId id, byte[] image) {
    Listpack pack = Listpack.of(image);
    StreamNodeCheck check = new StreamNodeCheck(pack, id);
    check.run();
    return new StreamNode(id, pack, check.live(), check.deleted());
  }

  /** What the ids of the entries are counted from: the id that the first entry had. */
  public StreamId id() {
    return id;
  }

  /** The number of entries. */
  public int size() {
    return live;
  }

  /** The number of entries with those that were deleted. */
  int slots() {
    return live + deleted;
  }

  /** The length of the image. */
  int byteSize() {
    return pack.byteSize();
  }

  /** The image: a listpack in Redis' form. */
  public byte[] toBytes() {
    return pack.toBytes();
  }

  /** By how many bytes of memory this has grown since it was asked last, or came into being. */
  int growth() {
    int before = counted;
    counted = (int) (HEAP + pack.heapBytes());
    return counted - before;
  }

  /** What {@link #growth} has told of so far. */
  int counted() {
    return counted;
  }

  StreamNode copy() {
    return new StreamNode(id, pack.copy(), live, deleted);
  }

  /** Gives away the room for more entries. */
  void close() {
    pack = pack.copy();
  }

  /** Adds an entry behind all others. */
  void append(StreamId entry, List<Bytes> content) {
    boolean same = hasSameFields(content);
    int fields = content.size() / 2;
    pack.append(same ? SAME_FIELDS : 0);
    pack.append(entry.millis() - id.millis());
    pack.append(entry.sequence() - id.sequence());
    if (!same) {
      pack.append(fields);
    }
    for (int i = 0; i < content.size(); i++) {
      if (!same || i % 2 == 1) {
        pack.append(content.get(i));
      }
    }
    pack.append(HEAD + (same ? fields : 2 * fields + 1));
    live++;
    pack.replaceInteger(pack.first(), live);
  }

  private boolean hasSameFields(List<Bytes> content) {
    int at = fieldCount();
    if (pack.integer(at) != content.size() / 2) {
      return false;
    }
    for (int i = 0; i < content.size(); i += 2) {
      at = pack.next(at);
      if (!pack.equalsAt(at, content.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The first entry, deleted or not. */
  int first() {
    int at = fieldCount();
    return skip(at, (int) pack.integer(at) + 2);
  }

  /** The last entry, deleted or not. */
  int last() {
    return backFrom(pack.last());
  }

  /** The entry behind {@code entry}, deleted or not. */
  int next(int entry) {
    boolean same = (pack.integer(entry) & SAME_FIELDS) != 0;
    int at = skip(entry, HEAD);
    int more = same ? masterFields() : 1 + 2 * (int) pack.integer(at);
    return skip(at, more + 1);
  }

  /** The entry before {@code entry}, deleted or not. */
  int previous(int entry) {
    return backFrom(pack.prev(entry));
  }

  /** From the element that counts an entry's elements to its first one. */
  private int backFrom(int counter) {
    int back = (int) pack.integer(counter);
    if (back == 0) {
      return NONE;
    }
    int at = counter;
    for (int i = 0; i < back; i++) {
      at = pack.prev(at);
    }
    return at;
  }

  boolean isDeleted(int entry) {
    return (pack.integer(entry) & DELETED) != 0;
  }

  /**
   * Deletes the entry at {@code entry}, which isn't deleted yet. Positions stay good until {@link
   * #deletedSome}, which must follow.
   */
  void delete(int entry) {
    pack.replaceInteger(entry, pack.integer(entry) | DELETED);
    live--;
    deleted++;
  }

  /** Writes down how many there are after some were deleted. */
  void deletedSome() {
    pack.replaceInteger(pack.first(), live);
    pack.replaceInteger(pack.next(pack.first()), deleted);
  }

  StreamId idAt(int entry) {
    int at = pack.next(entry);
    long millis = id.millis() + pack.integer(at);
    return new StreamId(millis, id.sequence() + pack.integer(pack.next(at)));
  }

  /** Compares the id of an entry with another. */
  int compareAt(int entry, StreamId other) {
    int at = pack.next(entry);
    long millis = id.millis() + pack.integer(at);
    return StreamId.compare(millis, id.sequence() + pack.integer(pack.next(at)), other);
  }

  /** Fields and values in turn. */
  List<Bytes> contentAt(int entry) {
    boolean same = (pack.integer(entry) & SAME_FIELDS) != 0;
    int at = skip(entry, HEAD);
    int name = fieldCount();
    int fields = (int) pack.integer(same ? name : at);
    List<Bytes> content = new ArrayList<>(2 * fields);
    for (int i = 0; i < fields; i++) {
      if (same) {
        name = pack.next(name);
        content.add(pack.get(name));
      } else {
        at = pack.next(at);
        content.add(pack.get(at));
        at = pack.next(at);
      }
      content.add(pack.get(at));
      if (same) {
        at = pack.next(at);
      }
    }
    return content;
  }

  private int masterFields() {
    return (int) pack.integer(fieldCount());
  }

  /** Where the number of the first entry's fields stands. */
  private int fieldCount() {
    return skip(pack.first(), 2);
  }

  private int skip(int from, int elements) {
    int at = from;
    for (int i = 0; i < elements; i++) {
      at = pack.next(at);
    }
    return at;
  }
}
