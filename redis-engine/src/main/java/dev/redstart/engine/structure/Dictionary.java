package dev.redstart.engine.structure;

import dev.redstart.engine.bytes.Bytes;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A hash table of nodes found by their byte string, guarded by its owner's lock. It grows and
 * shrinks by one bucket at a time, so that no operation ever pauses for a resize, and none is left
 * to be finished later.
 */
public final class Dictionary<N extends Dictionary.Node> implements Iterable<N> {

  /*
   * Linear hashing (Litwin, VLDB 1980; Larson, CACM 1988) with chaining. With 2^L <= buckets < 2^(L+1), a node lives in
   * the bucket that the low L+1 bits of its hash name if there is such a bucket, else in the one of the low L bits. A new
   * bucket b takes over its nodes from bucket b - 2^L only; dropping the last bucket gives them back. Hence each lookup
   * probes exactly one bucket at any time, while the table follows the number of nodes between a load of 3/4 (growing)
   * and 1/4 (shrinking). A table of Redis' kind needs two arrays and a rehash in between; besides being slower to probe,
   * allocating and clearing its next array takes 20 ms at ten million keys.
   *
   * Buckets are kept in segments of 4096, reached through a directory, so that nothing bigger than 16 KB is allocated or
   * cleared at once (the directory has 3,300 slots at ten million nodes). The first segment starts with 4 buckets.
   *
   * SCAN: a cursor names a class of hashes by their low L bits, and is incremented from its highest bit downwards, as
   * Noordhuis devised it for Redis. The buckets of a class are b and, where it exists, b + 2^L. When L grows a class
   * falls into two neighbours in the order of cursors, when it shrinks two neighbours are joined: what is present from
   * start to end is met at least once.
   *
   * Memory, with compressed references: 24 bytes per plain node, 4 / load = 5.3 bytes of bucket at growth, and the key's
   * array (16 + length, rounded up to 8).
   *
   * Buckets use the low bits of the hash: whoever spreads keys over several dictionaries must use the high ones.
   */

  private static final int SMALLEST = 4;
  private static final int SEGMENT_BITS = 12;
  private static final int SEGMENT = 1 << SEGMENT_BITS;
  private static final int LARGEST = 1 << 30;
  private static final Node[] NONE = new Node[0];

  /** Rows that are not in use are {@link #NONE}. */
  private Node[][] segments;

  private int buckets;

  /** 2^L - 1. */
  private int mask;

  private int size;

  /** No chain is longer. Grows only, but hardly ever beyond ten. */
  private int longest;

  /** What the keys' arrays take. */
  private long keyBytes;

  /** An empty dictionary. */
  public Dictionary() {
    segments = new Node[][] {new Node[SMALLEST]};
    buckets = SMALLEST;
    mask = SMALLEST - 1;
  }

  /** The bytes that {@code array} takes in memory. */
  public static long heapBytes(byte[] array) {
    return (16 + array.length + 7) & ~7L;
  }

  /**
   * The bytes that this takes in memory with its nodes and their keys; told at once, however many
   * there are.
   *
   * @param node what a node takes besides its key's array
   */
  public long heapBytes(int node) {
    return tableBytes() + keyBytes + (long) node * size;
  }

  /** True where there has been a node, though there may be none now. */
  public boolean wasUsed() {
    return longest > 0;
  }

  /** The node of {@code key}. */
  public @Nullable N find(Bytes key) {
    return find(key.shared(), key.hash());
  }

  /** The node of {@code name}, whose hash is known. */
  public @Nullable N find(byte[] name, int hash) {
    for (Node node = head(indexOf(hash)); node != null; node = node.next) {
      if (node.hash == hash && Arrays.equals(node.key, name)) {
        return typed(node);
      }
    }
    return null;
  }

  /** True where there is a node of {@code key}. */
  public boolean contains(Bytes key) {
    return find(key) != null;
  }

  /** Adds {@code node}, whose key must be absent. */
  public void add(N node) {
    Node added = node;
    int index = indexOf(added.hash);
    keyBytes += heapBytes(added.key);
    // In front: a reference from an old node to a new one would make a collector look at the
    // former.
    Node rest = head(index);
    added.next = rest;
    setHead(index, added);
    longest = Math.max(longest, 1 + lengthOf(rest));
    size++;
    expect(size);
  }

  /** Makes room for {@code count} nodes, which are about to come. */
  public void expect(int count) {
    while (count * 4L > buckets * 3L && buckets < LARGEST) {
      split();
    }
  }

  /** Removes the node of {@code key} and returns it. */
  public @Nullable N remove(Bytes key) {
    int hash = key.hash();
    byte[] name = key.shared();
    int index = indexOf(hash);
    Node before = null;
    for (Node node = head(index); node != null; node = node.next) {
      if (node.hash == hash && Arrays.equals(node.key, name)) {
        unlink(index, before, node);
        return typed(node);
      }
      before = node;
    }
    return null;
  }

  /** Removes {@code node} itself, which must be here. */
  public void delete(N node) {
    Node gone = node;
    int index = indexOf(gone.hash);
    unlink(index, before(index, gone), gone);
  }

  /** Puts {@code fresh} in the place of {@code old}, which must be here; their keys are equal. */
  public void replace(N old, N fresh) {
    Node gone = old;
    Node come = fresh;
    int index = indexOf(gone.hash);
    Node before = before(index, gone);
    come.next = gone.next;
    if (before == null) {
      setHead(index, come);
    } else {
      before.next = come;
    }
    if (gone != come) {
      gone.next = null;
    }
  }

  /** The number of nodes. */
  public int size() {
    return size;
  }

  /** True where there is no node. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** Forgets all nodes. */
  public void clear() {
    segments = new Node[][] {new Node[SMALLEST]};
    buckets = SMALLEST;
    mask = SMALLEST - 1;
    size = 0;
    longest = 0;
    keyBytes = 0;
  }

  /** About how many bytes of heap the table takes, without its nodes. */
  public long tableBytes() {
    return 80
        + 4L * segments.length
        + 4L * segments[0].length
        + 4L * Math.max(0, buckets - SEGMENT);
  }

  /** Visits each node; {@code visitor} must not change this dictionary. */
  @Override
  public void forEach(Consumer<? super N> visitor) {
    for (int index = 0; index < buckets; index++) {
      visit(index, visitor);
    }
  }

  /** Visits each node; this dictionary must not change meanwhile. */
  @Override
  public Iterator<N> iterator() {
    return new Walk();
  }

  /**
   * Visits the nodes of one cursor and returns the cursor to go on with, zero where it was the
   * last. Started with zero and called until zero comes back, it visits each node that was here all
   * the time, however the dictionary changed between the calls; some may be visited more than once.
   * {@code visitor} must not change this dictionary.
   */
  public long scan(long cursor, Consumer<? super N> visitor) {
    int index = (int) cursor & mask;
    visit(index, visitor);
    if (index + mask + 1 < buckets) {
      visit(index + mask + 1, visitor);
    }
    long filled = cursor | ~(long) mask;
    return Long.reverse(Long.reverse(filled) + 1);
  }

  /** Any node, each with the same probability; only where there is one. */
  public N random(RandomGenerator random) {
    if (size == 0) {
      throw new NoSuchElementException("empty dictionary");
    }
    // Each (bucket, depth) is as likely as any other, and those without a node are drawn again.
    while (true) {
      Node node = head(random.nextInt(buckets));
      for (int depth = random.nextInt(longest); node != null && depth > 0; depth--) {
        node = node.next;
      }
      if (node != null) {
        return typed(node);
      }
    }
  }

  /**
   * Visits up to {@code count} different nodes from neighbouring buckets, beginning anywhere:
   * cheaper than calls of {@link #random}, and less evenly spread.
   */
  public void sample(RandomGenerator random, int count, Consumer<? super N> visitor) {
    int wanted = Math.min(count, size);
    int index = random.nextInt(buckets);
    while (wanted > 0) {
      for (Node node = head(index); node != null && wanted > 0; node = node.next) {
        visitor.accept(typed(node));
        wanted--;
      }
      index = index + 1 < buckets ? index + 1 : 0;
    }
  }

  private int indexOf(int hash) {
    int wide = hash & ((mask << 1) | 1);
    return wide < buckets ? wide : hash & mask;
  }

  private @Nullable Node head(int index) {
    return segments[index >>> SEGMENT_BITS][index & (SEGMENT - 1)];
  }

  @SuppressWarnings(
      "NullAway") // which has no way to say that the elements of the rows are nullable
  private void setHead(int index, @Nullable Node node) {
    segments[index >>> SEGMENT_BITS][index & (SEGMENT - 1)] = node;
  }

  private void visit(int index, Consumer<? super N> visitor) {
    Node node = head(index);
    while (node != null) {
      Node next = node.next;
      visitor.accept(typed(node));
      node = next;
    }
  }

  /**
   * Hangs {@code chain} behind the chain from {@code node}; {@code depth} is how long it is then at
   * least.
   */
  private void appendTo(Node node, Node chain, int depth) {
    int length = depth;
    Node last = node;
    for (Node next = last.next; next != null; next = next.next) {
      last = next;
      length++;
    }
    last.next = chain;
    longest = Math.max(longest, length);
  }

  private @Nullable Node before(int index, Node node) {
    Node before = null;
    for (Node at = head(index); at != null; at = at.next) {
      if (at == node) {
        return before;
      }
      before = at;
    }
    throw new NoSuchElementException("no such node");
  }

  private void unlink(int index, @Nullable Node before, Node node) {
    if (before == null) {
      setHead(index, node.next);
    } else {
      before.next = node.next;
    }
    node.next = null;
    keyBytes -= heapBytes(node.key);
    size--;
    while (buckets > size * 4L && buckets > SMALLEST) {
      merge();
    }
  }

  /** Adds one bucket. */
  private void split() {
    int half = mask + 1;
    int source = buckets - half;
    makeRoom(buckets);
    Node stay = null;
    Node move = null;
    Node node = head(source);
    while (node != null) {
      Node next = node.next;
      if ((node.hash & half) == 0) {
        node.next = stay;
        stay = node;
      } else {
        node.next = move;
        move = node;
      }
      node = next;
    }
    setHead(source, stay);
    setHead(buckets, move);
    buckets++;
    if (buckets == half << 1) {
      mask = (mask << 1) | 1;
    }
  }

  /** Drops the last bucket. */
  private void merge() {
    if (buckets == mask + 1) {
      mask >>>= 1;
    }
    int last = --buckets;
    Node chain = head(last);
    if (chain != null) {
      setHead(last, null);
      int target = last - mask - 1;
      Node first = head(target);
      if (first == null) {
        setHead(target, chain);
      } else {
        appendTo(first, chain, 1 + lengthOf(chain));
      }
    }
    giveRoomBack();
  }

  private static int lengthOf(@Nullable Node chain) {
    int length = 0;
    for (Node node = chain; node != null; node = node.next) {
      length++;
    }
    return length;
  }

  private void makeRoom(int index) {
    int row = index >>> SEGMENT_BITS;
    if (row == 0) {
      if (index == segments[0].length) {
        segments[0] = Arrays.copyOf(segments[0], index << 1);
      }
      return;
    }
    if (row == segments.length) {
      segments = Arrays.copyOf(segments, row << 1);
      Arrays.fill(segments, row, row << 1, NONE);
    }
    if (segments[row].length == 0) {
      segments[row] = new Node[SEGMENT];
    }
  }

  private void giveRoomBack() {
    int rows = ((buckets - 1) >>> SEGMENT_BITS) + 1;
    if ((buckets & (SEGMENT - 1)) == 0 && rows < segments.length) {
      segments[rows] = NONE;
      if (rows <= segments.length >>> 2) {
        segments = Arrays.copyOf(segments, rows);
      }
    } else if (rows == 1 && buckets <= segments[0].length >>> 2) {
      segments[0] = Arrays.copyOf(segments[0], buckets);
    }
  }

  @SuppressWarnings("unchecked") // only N are ever added
  private N typed(Node node) {
    return (N) node;
  }

  /**
   * What a dictionary holds: a key, to which subclasses add what belongs to it. In one dictionary
   * at a time.
   */
  public static class Node {

    final byte[] key;
    final int hash;
    @Nullable Node next;

    /** Shares the bytes of {@code key}. */
    public Node(Bytes key) {
      this.key = key.shared();
      this.hash = key.hash();
    }

    /** The key. */
    public final Bytes name() {
      return Bytes.wrap(key, hash);
    }

    /** The key's hash. */
    public final int hash() {
      return hash;
    }

    /** The bytes of the key, shared: whoever asks for them must never change them. */
    public final byte[] sharedName() {
      return key;
    }
  }

  private final class Walk implements Iterator<N> {

    private int index;
    private @Nullable Node node;

    Walk() {
      node = head(0);
      settle();
    }

    @Override
    public boolean hasNext() {
      return node != null;
    }

    @Override
    public N next() {
      Node found = node;
      if (found == null) {
        throw new NoSuchElementException();
      }
      node = found.next;
      settle();
      return typed(found);
    }

    private void settle() {
      while (node == null && ++index < buckets) {
        node = head(index);
      }
    }
  }
}
