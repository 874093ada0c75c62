package dev.redstart.engine.keyspace;

import dev.redstart.engine.bytes.Bytes;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The prefixes by which keys are kept together. Read under the lock of any shard, changed under
 * those of all.
 */
final class Prefixes {

  private static final int NONE = -1;

  /** In order, so that what a key begins with is found by halving. */
  private Bytes[] sorted = {};

  /** For each prefix the longest other one that it begins with itself. */
  private int[] parents = {};

  boolean isEmpty() {
    return sorted.length == 0;
  }

  /** False where it was there already. */
  boolean add(Bytes prefix) {
    int at = Arrays.binarySearch(sorted, prefix);
    if (at >= 0) {
      return false;
    }
    int place = -at - 1;
    Bytes[] more = Arrays.copyOf(sorted, sorted.length + 1);
    System.arraycopy(sorted, place, more, place + 1, sorted.length - place);
    more[place] = prefix;
    sorted = more;
    parents = new int[more.length];
    for (int i = 0; i < more.length; i++) {
      parents[i] = longest(more[i], i - 1);
    }
    return true;
  }

  /** Calls {@code each} with every prefix that {@code key} begins with. */
  void each(Bytes key, Consumer<Bytes> each) {
    int at = Arrays.binarySearch(sorted, key);
    for (int i = longest(key, at >= 0 ? at : -at - 2); i != NONE; i = parents[i]) {
      each.accept(sorted[i]);
    }
  }

  /**
   * The longest prefix of {@code key} up to {@code last}, the greatest that is no greater than it:
   * what is between the key and its prefix begins with that prefix, too, so it is a parent.
   */
  private int longest(Bytes key, int last) {
    int i = last;
    while (i != NONE && !startsWith(key.shared(), sorted[i].shared())) {
      i = parents[i];
    }
    return i;
  }

  static boolean startsWith(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }
}
