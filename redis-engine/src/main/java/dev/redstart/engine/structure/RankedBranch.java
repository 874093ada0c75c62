package dev.redstart.engine.structure;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An inner node of a {@link RankedTree}: nodes in order, how many members each holds, and where
 * each begins.
 */
final class RankedBranch extends RankedPart {

  /*
   * (scores[i], keys[i]) separates parts[i - 1] from parts[i]: all members of the former are before it, none of the
   * latter is. Separators are copies, because members come and go. What stands at 0 separates nothing.
   */

  final RankedPart[] parts = new RankedPart[WIDEST];
  final int[] totals = new int[WIDEST];
  private final double[] scores = new double[WIDEST];
  private final byte[][] keys = new byte[WIDEST][];

  RankedBranch() {}

  /** A branch over the two halves of a split. */
  RankedBranch(RankedPart left, RankedPart right) {
    append(left, left.total(), 0, left.lowKey());
    append(right, right.total(), right.lowScore(), right.lowKey());
  }

  /** The index of the node that {@code bound} lies in. */
  int search(RankBound bound) {
    int low = 0;
    int high = count - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (bound.isBehind(scores[middle], keys[middle])) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  @Override
  @Nullable RankedPart insert(RankBound bound, ScoredMember member) {
    int index = search(bound);
    RankedPart part = parts[index];
    RankedPart fresh = part.insert(bound, member);
    if (fresh == null) {
      totals[index]++;
      return null;
    }
    totals[index] = part.total();
    if (count < WIDEST) {
      put(index + 1, fresh);
      return null;
    }
    int kept = index + 1 == count ? count : count / 2;
    RankedBranch right = split(kept);
    if (index + 1 > kept || kept == WIDEST) {
      right.put(index + 1 - kept, fresh);
    } else {
      put(index + 1, fresh);
    }
    return right;
  }

  @Override
  void remove(RankBound bound, ScoredMember member) {
    int index = search(bound);
    parts[index].remove(bound, member);
    if (--totals[index] == 0) {
      parts[index].leave(ignored -> {});
      drop(index, index + 1);
    } else {
      mend(index);
    }
  }

  @Override
  void removeRange(int from, int to, Consumer<? super ScoredMember> visitor) {
    int index = 0;
    int offset = from;
    while (offset >= totals[index]) {
      offset -= totals[index++];
    }
    int left = to - from;
    if (offset > 0) {
      int here = Math.min(left, totals[index] - offset);
      takeFrom(index, offset, offset + here, visitor);
      left -= here;
      index++;
    }
    int firstGone = index;
    while (left > 0 && totals[index] <= left) {
      parts[index].leave(visitor);
      left -= totals[index++];
    }
    if (left > 0) {
      takeFrom(index, 0, left, visitor);
    }
    drop(firstGone, index);
    mend(firstGone);
    mend(firstGone - 1);
  }

  private void takeFrom(int index, int from, int to, Consumer<? super ScoredMember> visitor) {
    parts[index].removeRange(from, to, visitor);
    totals[index] -= to - from;
  }

  @Override
  void leave(Consumer<? super ScoredMember> visitor) {
    for (int i = 0; i < count; i++) {
      parts[i].leave(visitor);
    }
  }

  @Override
  void absorb(RankedPart right, double lowScore, byte[] lowKey) {
    RankedBranch other = (RankedBranch) right;
    append(other.parts[0], other.totals[0], lowScore, lowKey);
    for (int i = 1; i < other.count; i++) {
      append(other.parts[i], other.totals[i], other.scores[i], other.keys[i]);
    }
  }

  @Override
  int total() {
    int total = 0;
    for (int i = 0; i < count; i++) {
      total += totals[i];
    }
    return total;
  }

  @Override
  double lowScore() {
    return scores[0];
  }

  @Override
  byte[] lowKey() {
    return keys[0];
  }

  private void append(RankedPart part, int total, double lowScore, byte[] lowKey) {
    parts[count] = part;
    totals[count] = total;
    scores[count] = lowScore;
    keys[count] = lowKey;
    count++;
  }

  private void put(int index, RankedPart part) {
    move(index, index + 1);
    int length = count;
    count = index;
    append(part, part.total(), part.lowScore(), part.lowKey());
    count = length + 1;
  }

  private RankedBranch split(int kept) {
    RankedBranch right = new RankedBranch();
    for (int i = kept; i < count; i++) {
      right.append(parts[i], totals[i], scores[i], keys[i]);
    }
    forget(kept);
    return right;
  }

  private void drop(int from, int to) {
    if (from < to) {
      move(to, from);
      forget(count - (to - from));
    }
  }

  /** Moves the slots from {@code from} on. */
  private void move(int from, int to) {
    int length = count - from;
    System.arraycopy(parts, from, parts, to, length);
    System.arraycopy(totals, from, totals, to, length);
    System.arraycopy(scores, from, scores, to, length);
    System.arraycopy(keys, from, keys, to, length);
  }

  private void forget(int kept) {
    Arrays.fill(parts, kept, count, null);
    Arrays.fill(keys, kept, count, null);
    count = kept;
  }

  /**
   * Joins the node at {@code index} with one beside it where it has become narrow and there is
   * room.
   */
  private void mend(int index) {
    if (index < 0 || index >= count || parts[index].count >= NARROWEST) {
      return;
    }
    if (index > 0 && parts[index - 1].count + parts[index].count <= WIDEST) {
      join(index - 1);
    } else if (index + 1 < count && parts[index].count + parts[index + 1].count <= WIDEST) {
      join(index);
    }
  }

  private void join(int index) {
    int right = index + 1;
    parts[index].absorb(parts[right], scores[right], keys[right]);
    totals[index] += totals[right];
    drop(right, right + 1);
  }
}
