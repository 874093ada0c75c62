package dev.redstart.engine.memory;

import dev.redstart.engine.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The best candidates that samples have shown so far, which makes a few samples choose nearly as
 * well as a look at all keys. Guarded by the evictor's monitor.
 */
final class Pool {

  private static final int SIZE = 16;

  /** The worst first. */
  private final @Nullable Candidate[] candidates = new @Nullable Candidate[SIZE];

  private int count;

  /**
   * A key that may go.
   *
   * @param coldness the higher, the sooner it should go
   */
  record Candidate(int database, Bytes key, long coldness) {}

  boolean isEmpty() {
    return count == 0;
  }

  void clear() {
    while (count > 0) {
      candidates[--count] = null;
    }
  }

  /** True where {@link #offer} would take a candidate of that coldness. */
  boolean wants(long coldness) {
    Candidate worst = candidates[0];
    return count < SIZE || worst == null || worst.coldness < coldness;
  }

  /**
   * Takes a candidate that is {@link #wants wanted}, in place of the worst where there is no room.
   */
  void offer(Candidate candidate) {
    if (has(candidate)) {
      return;
    }
    if (count == SIZE) {
      System.arraycopy(candidates, 1, candidates, 0, --count);
    }
    int at = count++;
    for (; at > 0; at--) {
      Candidate before = candidates[at - 1];
      if (before == null || before.coldness < candidate.coldness) {
        break;
      }
      candidates[at] = before;
    }
    candidates[at] = candidate;
  }

  /** Takes out the best; null where there is none. */
  @Nullable Candidate take() {
    if (count == 0) {
      return null;
    }
    Candidate best = candidates[--count];
    candidates[count] = null;
    return best;
  }

  private boolean has(Candidate candidate) {
    for (int i = 0; i < count; i++) {
      Candidate other = candidates[i];
      if (other != null
          && other.database == candidate.database
          && other.key.equals(candidate.key)) {
        return true;
      }
    }
    return false;
  }
}
