package dev.redstart.engine.types.stream;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/**
 * How many nodes a radix tree over the ids of a stream's nodes would have, which is what XINFO
 * STREAM tells: Redis keeps them so, we don't.
 */
final class RadixSize {

  /** Bytes of an id. */
  private static final int DEPTH = 16;

  /** Beyond it the number is an estimate, since nobody needs it. */
  private static final int MOST_COUNTED = 1000;

  private RadixSize() {}

  /*
   * Each id ends in a leaf. Where ids part there is a node with a branch for each way to go on, and between two such places,
   * if there is anything but the branch's own byte, one node for all that the ids have in common. Ids come in order, so the
   * places on the way to the last id are a stack.
   */
  static long of(Collection<StreamNode> nodes) {
    if (nodes.isEmpty()) {
      return 1;
    }
    if (nodes.size() > MOST_COUNTED) {
      return nodes.size() + nodes.size() / 100L;
    }
    Deque<Integer> forks = new ArrayDeque<>();
    StreamId last = null;
    long count = 0;
    for (StreamNode node : nodes) {
      int common = last == null ? -1 : common(last, node.id());
      count += 1 + (last == null ? 0 : close(forks, common));
      last = node.id();
    }
    return count + close(forks, -1);
  }

  /**
   * Ends the forks below {@code common}, where the next id parts from the last one, and opens one
   * there if there is none. Counts forks and what is between them.
   */
  private static long close(Deque<Integer> forks, int common) {
    long count = 0;
    int below = DEPTH;
    while (true) {
      Integer top = forks.peek();
      int above = top == null || top < common ? common : top;
      count += below > above + 1 ? 1 : 0;
      if (top == null || top <= common) {
        break;
      }
      forks.pop();
      below = top;
    }
    Integer top = forks.peek();
    if (common >= 0 && (top == null || top < common)) {
      forks.push(common);
      count++;
    }
    return count;
  }

  /** How many bytes two ids have in common in front. */
  private static int common(StreamId one, StreamId other) {
    long differ = one.millis() ^ other.millis();
    if (differ != 0) {
      return Long.numberOfLeadingZeros(differ) / Byte.SIZE;
    }
    return Long.BYTES + Long.numberOfLeadingZeros(one.sequence() ^ other.sequence()) / Byte.SIZE;
  }
}
