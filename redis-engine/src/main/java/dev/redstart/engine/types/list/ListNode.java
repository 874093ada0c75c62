package dev.redstart.engine.types.list;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.structure.Dictionary;
import dev.redstart.engine.structure.Listpack;
import org.jspecify.annotations.Nullable;

/**
 * One link of a list: packed elements, or a single large one. Positions are those of {@link
 * Listpack}; the large element's is 0.
 */
final class ListNode {

  private static final int HEAP = 32;
  private static final Listpack NO_PACK = new Listpack();

  @Nullable ListNode prev;
  @Nullable ListNode next;

  /** The packed elements; an empty one that is shared where there is a large element. */
  final Listpack pack;

  private @Nullable Bytes large;

  /** What the list takes this node for in its sum. */
  private int counted;

  private ListNode(Listpack pack, @Nullable Bytes large) {
    this.pack = pack;
    this.large = large;
  }

  static ListNode packed(Listpack pack) {
    return new ListNode(pack, null);
  }

  static ListNode large(Bytes element) {
    return new ListNode(NO_PACK, element);
  }

  boolean isLarge() {
    return large != null;
  }

  /** By how many bytes of memory this has grown since it was asked last, or came into being. */
  int growth() {
    int before = counted;
    long parts = large != null ? 24 + Dictionary.heapBytes(large.shared()) : pack.heapBytes();
    counted = (int) (HEAP + parts);
    return counted - before;
  }

  /** What {@link #growth} has told of so far. */
  int counted() {
    return counted;
  }

  int size() {
    return large != null ? 1 : pack.size();
  }

  int first() {
    return large != null ? 0 : pack.first();
  }

  int last() {
    return large != null ? 0 : pack.last();
  }

  int next(int p) {
    return large != null ? Listpack.NONE : pack.next(p);
  }

  int prev(int p) {
    return large != null ? Listpack.NONE : pack.prev(p);
  }

  int seek(int offset) {
    return large != null ? 0 : pack.seek(offset);
  }

  Bytes get(int p) {
    Bytes whole = large;
    return whole != null ? whole : pack.get(p);
  }

  boolean equalsAt(int p, Bytes element) {
    Bytes whole = large;
    return whole != null ? whole.equals(element) : pack.equalsAt(p, element);
  }

  /** Puts another large element in the place of this node's. */
  void replaceLarge(Bytes element) {
    large = element;
  }

  ListNode copy() {
    return large != null ? new ListNode(NO_PACK, large) : packed(pack.copy());
  }
}
