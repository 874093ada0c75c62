package dev.redstart.engine.types.list;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.structure.Listpack;
import org.jspecify.annotations.Nullable;

/** A place in a list, which walks in one direction. Good until the list is changed by others. */
final class ListCursor {

  private final ListValue list;
  private final boolean forward;
  private @Nullable ListNode node;
  private int at;

  /** The index within the node. */
  private int offset;

  ListCursor(ListValue list, @Nullable ListNode node, int offset, boolean forward) {
    this.list = list;
    this.node = node;
    this.offset = offset;
    this.at = node == null ? Listpack.NONE : node.seek(offset);
    this.forward = forward;
  }

  /** False behind the last element. */
  boolean valid() {
    return node != null;
  }

  ListNode node() {
    ListNode n = node;
    if (n == null) {
      throw new IllegalStateException("behind the end");
    }
    return n;
  }

  int position() {
    return at;
  }

  int offset() {
    return offset;
  }

  Bytes get() {
    return node().get(at);
  }

  boolean is(Bytes element) {
    return node().equalsAt(at, element);
  }

  /** Goes to the next element in the cursor's direction. */
  void advance() {
    ListNode n = node();
    at = forward ? n.next(at) : n.prev(at);
    offset += forward ? 1 : -1;
    if (at == Listpack.NONE) {
      enter(forward ? n.next : n.prev);
    }
  }

  /** Removes the element and goes to the next one in the cursor's direction. */
  void remove() {
    ListNode n = node();
    ListNode following = forward ? n.next : n.prev;
    int after = list.removeAt(n, at);
    if (n.size() == 0 || n.isLarge()) {
      enter(following);
    } else if (forward) {
      at = after;
      if (after == Listpack.NONE) {
        enter(following);
      }
    } else {
      at = after == Listpack.NONE ? n.last() : n.prev(after);
      offset--;
      if (offset < 0) {
        enter(following);
      }
    }
  }

  private void enter(@Nullable ListNode other) {
    node = other;
    if (other != null) {
      at = forward ? other.first() : other.last();
      offset = forward ? 0 : other.size() - 1;
    }
  }
}
