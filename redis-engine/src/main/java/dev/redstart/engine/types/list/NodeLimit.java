package dev.redstart.engine.types.list;

/**
 * How much a node of a list may hold, as {@code list-max-listpack-size} says: a number of elements,
 * or where it is negative a number of bytes.
 */
final class NodeLimit {

  /** What an element is taken to need beyond its own bytes. */
  private static final int OVERHEAD = 8;

  /** The bytes of a node whose limit is a number of elements. */
  private static final int SAFE = 8192;

  private static final int SMALLEST = 4096;
  private static final int STEPS = 5;
  private static final int MOST_ELEMENTS = (1 << 15) - 1;

  private NodeLimit() {}

  /** {@code fill} as a chain of nodes keeps it. */
  static int normal(long fill) {
    return (int) Math.max(-STEPS, Math.min(fill, MOST_ELEMENTS));
  }

  /** True where a node of so many bytes and elements is too big. */
  static boolean exceeded(long fill, long bytes, long count) {
    return fill < 0 ? bytes > bytes(fill) : bytes > SAFE || count > count(fill);
  }

  /** True where a node with {@code bytes} and {@code count} has no room for {@code length} more. */
  static boolean full(long fill, long bytes, long count, int length) {
    return exceeded(fill, bytes + length + OVERHEAD, count + 1);
  }

  /** True where a whole list in one node is too big to be a listpack. */
  static boolean tooBig(long fill, long bytes, long count) {
    return fill < 0 ? bytes > bytes(fill) : count > count(fill);
  }

  /** True where it is too big to become a listpack again: half the limit, so that it stays one. */
  static boolean moreThanHalf(long fill, long bytes, long count) {
    return fill < 0 ? bytes > bytes(fill) / 2 : count > count(fill) / 2;
  }

  /** True for an element so long that it is kept outside of nodes. */
  static boolean large(long fill, int length) {
    return length > (fill < 0 ? bytes(fill) : SAFE);
  }

  private static long bytes(long fill) {
    return (long) SMALLEST << (Math.min(-fill, STEPS) - 1);
  }

  private static long count(long fill) {
    return Math.max(fill, 1);
  }
}
