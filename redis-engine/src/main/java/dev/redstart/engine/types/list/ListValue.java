package dev.redstart.engine.types.list;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.structure.Listpack;
import dev.redstart.engine.value.DataType;
import dev.redstart.engine.value.Elements;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A list of byte strings. Guarded by the lock of its key's shard. */
public final class ListValue implements Elements {

  /*
   * A chain of nodes of packed elements. While it is a listpack the chain has one node, which may take everything: whoever
   * adds elements asks makeRoom first, which turns the list into a real chain where they would make the node too big. From
   * then on each node keeps to the limit that was set at that time, elements too long for any node get nodes of their own,
   * and a node that an insertion splits is merged with its neighbours where they fit. Once a chain has shrunk to one node
   * of at most half the limit, it is a listpack again: half, so that a list that grows and shrinks around the limit
   * doesn't change to and fro.
   *
   * An index is found by skipping whole nodes from the nearer end; ends cost nothing to find.
   */

  /** What lists are to the engine. */
  public static final DataType<ListValue> LIST =
      new DataType<>("list", ListValue.class, ListValue::new);

  private static final int EMPTY_PACK = new Listpack().byteSize();

  /** A node beyond that size takes no longer element in place of another. */
  private static final int HUGE = 1 << 30;

  private @Nullable ListNode head;
  private @Nullable ListNode tail;
  private int size;

  /** What the nodes take: whoever changes one says {@link #resized}. */
  private long nodeBytes;

  private boolean linked;
  private short fill;

  ListValue() {}

  /**
   * A list of {@code elements}, in the encoding that their size asks for.
   *
   * @param limit what list-max-listpack-size says
   */
  static ListValue of(List<Bytes> elements, long limit) {
    ListValue list = linked(limit);
    for (Bytes element : elements) {
      list.push(element, false);
    }
    return list.settled(limit);
  }

  /** An empty list to be filled, which then is {@link #settled}. */
  static ListValue linked(long limit) {
    ListValue list = new ListValue();
    list.link(limit);
    return list;
  }

  /** This list, in the encoding that its size asks for. */
  ListValue settled(long limit) {
    ListNode only = onlyPack();
    if (only != null && !NodeLimit.tooBig(limit, only.pack.byteSize(), size)) {
      linked = false;
    }
    return this;
  }

  @Override
  public DataType<?> type() {
    return LIST;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public boolean isEmpty() {
    return size == 0;
  }

  @Override
  public String encoding() {
    return linked ? "quicklist" : "listpack";
  }

  @Override
  public long heapBytes() {
    return 40 + nodeBytes;
  }

  @Override
  public ListValue copy() {
    ListValue copy = new ListValue();
    copy.linked = linked;
    copy.fill = fill;
    copy.size = size;
    for (ListNode node = head; node != null; node = node.next) {
      copy.link(copy.tail, node.copy());
    }
    return copy;
  }

  @Override
  public void forEachElement(Consumer<? super Bytes> each) {
    forEach(0, size, each);
  }

  // ---- encodings

  /**
   * To be asked before elements are added: makes this a chain of nodes where they would make one
   * node too big.
   *
   * @param limit what list-max-listpack-size says
   */
  void makeRoom(Bytes[] args, int from, int to, long limit) {
    if (linked) {
      return;
    }
    long bytes = 0;
    for (int i = from; i < to; i++) {
      bytes += args[i].length();
    }
    makeRoom(bytes, to - from, limit);
  }

  /** As the other one, for one element. */
  void makeRoom(Bytes element, long limit) {
    if (!linked) {
      makeRoom(element.length(), 1, limit);
    }
  }

  /** To be asked after elements were removed or replaced: makes this a listpack where it may be. */
  void shrink(long limit) {
    ListNode only = linked ? onlyPack() : null;
    if (only != null && !NodeLimit.moreThanHalf(limit, only.pack.byteSize(), size)) {
      linked = false;
    }
  }

  private void makeRoom(long bytes, int count, long limit) {
    ListNode node = head;
    long now = node == null ? EMPTY_PACK : node.pack.byteSize();
    if (NodeLimit.exceeded(limit, now + bytes, (long) size + count)) {
      link(limit);
    }
  }

  private void link(long limit) {
    linked = true;
    fill = (short) NodeLimit.normal(limit);
  }

  private @Nullable ListNode onlyPack() {
    ListNode node = head;
    return node != null && node == tail && !node.isLarge() ? node : null;
  }

  // ---- both ends

  /** Adds {@code element} at an end, for which {@link #makeRoom} was asked. */
  void push(Bytes element, boolean left) {
    size++;
    if (linked && NodeLimit.large(fill, element.length())) {
      link(left ? null : tail, ListNode.large(element));
      return;
    }
    ListNode end = left ? head : tail;
    if (end == null || (linked && !takes(end, element))) {
      end = ListNode.packed(new Listpack());
      link(left ? null : tail, end);
    }
    if (left) {
      end.pack.prepend(element);
    } else {
      end.pack.append(element);
    }
    resized(end);
  }

  /** Removes the element at an end; there must be one. */
  Bytes pop(boolean left) {
    ListNode end = left ? head : tail;
    if (end == null) {
      throw new IllegalStateException("empty");
    }
    int p = left ? end.first() : end.last();
    Bytes element = end.get(p);
    removeAt(end, p);
    return element;
  }

  // ---- by index

  /** The element at {@code index}, from the end where it is negative; null where there is none. */
  @Nullable Bytes get(long index) {
    ListCursor cursor = cursor(index, true);
    return cursor.valid() ? cursor.get() : null;
  }

  /** A cursor at {@code index}, from the end where it is negative; invalid where there is none. */
  ListCursor cursor(long index, boolean forward) {
    long wanted = index < 0 ? index + size : index;
    if (wanted < 0 || wanted >= size) {
      return new ListCursor(this, null, 0, forward);
    }
    boolean fromHead = wanted <= size >> 1;
    int rest = fromHead ? (int) wanted : size - 1 - (int) wanted;
    ListNode node = fromHead ? head : tail;
    while (node != null && rest >= node.size()) {
      rest -= node.size();
      node = fromHead ? node.next : node.prev;
    }
    int offset = node == null || fromHead ? rest : node.size() - 1 - rest;
    return new ListCursor(this, node, offset, forward);
  }

  /** Hands over {@code count} elements from {@code from} on, which there must be. */
  void forEach(int from, int count, Consumer<? super Bytes> each) {
    if (count <= 0) {
      return;
    }
    ListCursor start = cursor(from, true);
    ListNode node = start.node();
    int p = start.position();
    int left = count;
    while (true) {
      while (p != Listpack.NONE) {
        each.accept(node.get(p));
        if (--left == 0) {
          return;
        }
        p = node.next(p);
      }
      ListNode following = node.next;
      if (following == null) {
        return;
      }
      node = following;
      p = node.first();
    }
  }

  /** Puts {@code element} at {@code index}; false where there is nothing to replace. */
  boolean set(long index, Bytes element) {
    ListCursor cursor = cursor(index, true);
    if (!cursor.valid()) {
      return false;
    }
    ListNode node = cursor.node();
    boolean large = linked && NodeLimit.large(fill, element.length());
    if (node.isLarge() && large) {
      node.replaceLarge(element);
      resized(node);
    } else if (node.isLarge()) {
      insertBeside(cursor, element, true);
      unlink(node);
      size--;
    } else if (!large && (long) node.pack.byteSize() + element.length() < HUGE) {
      node.pack.replace(cursor.position(), element);
      resized(node);
    } else {
      replaceByNode(cursor, element);
    }
    return true;
  }

  /** Adds {@code element} before or after the one at {@code cursor}, which ends there. */
  void insert(ListCursor cursor, Bytes element, boolean after) {
    if (linked) {
      insertBeside(cursor, element, after);
    } else {
      size++;
      insertInto(cursor, element, after);
    }
  }

  /** Removes {@code count} elements from {@code from} on, which there must be. */
  void removeRange(int from, int count) {
    if (count <= 0) {
      return;
    }
    ListCursor start = cursor(from, true);
    ListNode node = start.node();
    int offset = start.offset();
    int left = count;
    while (left > 0 && node != null) {
      ListNode following = node.next;
      int here = Math.min(left, node.size() - offset);
      if (here == node.size()) {
        unlink(node);
      } else {
        node.pack.deleteRange(offset, here);
        resized(node);
      }
      left -= here;
      offset = 0;
      node = following;
    }
    size -= count;
  }

  /** Removes one element and returns the position of the one behind it in its node. */
  int removeAt(ListNode node, int p) {
    int after = Listpack.NONE;
    if (!node.isLarge()) {
      after = node.pack.delete(p);
    }
    if (node.isLarge() || node.pack.isEmpty()) {
      unlink(node);
    } else {
      resized(node);
    }
    size--;
    return after;
  }

  // ---- nodes

  /** Adds {@code pack} as the last node, where it isn't empty. */
  void append(Listpack pack) {
    if (!pack.isEmpty()) {
      size = Math.addExact(size, pack.size());
      link(tail, ListNode.packed(pack));
    }
  }

  void forEachNode(Consumer<ListNode> each) {
    for (ListNode node = head; node != null; node = node.next) {
      each.accept(node);
    }
  }

  private boolean takes(@Nullable ListNode node, Bytes element) {
    return node != null
        && !node.isLarge()
        && !NodeLimit.full(fill, node.pack.byteSize(), node.pack.size(), element.length());
  }

  private void insertBeside(ListCursor cursor, Bytes element, boolean after) {
    ListNode node = cursor.node();
    boolean large = NodeLimit.large(fill, element.length());
    size++;
    if (!large && takes(node, element)) {
      insertInto(cursor, element, after);
      return;
    }
    boolean atEdge = cursor.offset() == (after ? node.size() - 1 : 0);
    ListNode neighbour = after ? node.next : node.prev;
    if (atEdge && !large && neighbour != null && takes(neighbour, element)) {
      if (after) {
        neighbour.pack.prepend(element);
      } else {
        neighbour.pack.append(element);
      }
      resized(neighbour);
      return;
    }
    ListNode added = large ? ListNode.large(element) : ListNode.packed(packOf(element));
    if (atEdge) {
      link(after ? node : node.prev, added);
    } else {
      split(node, cursor.offset() + (after ? 1 : 0));
      link(node, added);
      mergeAround(added);
    }
  }

  private void insertInto(ListCursor cursor, Bytes element, boolean after) {
    ListNode node = cursor.node();
    Listpack pack = node.pack;
    if (after) {
      pack.insertAfter(cursor.position(), element);
    } else {
      pack.insertBefore(cursor.position(), element);
    }
    resized(node);
  }

  /** The new element gets a node of its own, between the halves of the old one's. */
  private void replaceByNode(ListCursor cursor, Bytes element) {
    ListNode node = cursor.node();
    int offset = cursor.offset();
    if (offset + 1 < node.size()) {
      split(node, offset + 1);
    }
    ListNode added =
        NodeLimit.large(fill, element.length())
            ? ListNode.large(element)
            : ListNode.packed(packOf(element));
    link(node, added);
    size++;
    removeAt(node, node.last());
    mergeAround(added);
  }

  private static Listpack packOf(Bytes element) {
    Listpack pack = new Listpack();
    pack.append(element);
    return pack;
  }

  /** Moves the elements from {@code offset} on into a node of their own behind {@code node}. */
  private void split(ListNode node, int offset) {
    link(node, ListNode.packed(node.pack.split(offset)));
    resized(node);
  }

  /** Joins a new node's neighbours with theirs, then with it, wherever two fit into one. */
  private void mergeAround(ListNode center) {
    ListNode before = center.prev;
    ListNode after = center.next;
    if (before != null) {
      merge(before.prev, before);
    }
    if (after != null) {
      merge(after, after.next);
    }
    ListNode joined = center.prev;
    merge(merge(joined, center) ? joined : center, center.next);
  }

  private boolean merge(@Nullable ListNode left, @Nullable ListNode right) {
    if (left == null || right == null || left.isLarge() || right.isLarge()) {
      return false;
    }
    long bytes = (long) left.pack.byteSize() + right.pack.byteSize() - EMPTY_PACK;
    if (NodeLimit.exceeded(fill, bytes, (long) left.size() + right.size())) {
      return false;
    }
    left.pack.appendAll(right.pack);
    resized(left);
    unlink(right);
    return true;
  }

  /** Puts {@code node} behind {@code before}, at the head where that is null. */
  private void link(@Nullable ListNode before, ListNode node) {
    ListNode after = before == null ? head : before.next;
    node.prev = before;
    node.next = after;
    if (before == null) {
      head = node;
    } else {
      before.next = node;
    }
    if (after == null) {
      tail = node;
    } else {
      after.prev = node;
    }
    resized(node);
  }

  private void resized(ListNode node) {
    nodeBytes += node.growth();
  }

  /** Takes {@code node} out; its own links stay, so that a cursor can go on. */
  private void unlink(ListNode node) {
    ListNode before = node.prev;
    ListNode after = node.next;
    if (before == null) {
      head = after;
    } else {
      before.next = after;
    }
    if (after == null) {
      tail = before;
    } else {
      after.prev = before;
    }
    nodeBytes -= node.counted();
  }
}
