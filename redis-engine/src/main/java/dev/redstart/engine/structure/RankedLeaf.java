package dev.redstart.engine.structure;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A leaf of a {@link RankedTree}: members in order, chained to the leaves beside it. */
final class RankedLeaf extends RankedPart {

  private static final int FIRST_ROOM = 8;

  ScoredMember[] members;
  @Nullable RankedLeaf previous;
  @Nullable RankedLeaf next;

  RankedLeaf() {
    members = new ScoredMember[FIRST_ROOM];
  }

  private RankedLeaf(ScoredMember[] members, int count) {
    this.members = members;
    this.count = count;
  }

  /** How many members lie before {@code bound}. */
  int search(RankBound bound) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      ScoredMember member = members[middle];
      if (bound.isBehind(member.score, member.key)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  @Nullable RankedPart insert(RankBound bound, ScoredMember member) {
    int index = search(bound);
    if (count < WIDEST) {
      put(index, member);
      return null;
    }
    // What comes in order fills each leaf to the brim.
    int kept = index == count && next == null ? count : count / 2;
    RankedLeaf right = split(kept);
    if (index > kept || kept == WIDEST) {
      right.put(index - kept, member);
    } else {
      put(index, member);
    }
    return right;
  }

  @Override
  void remove(RankBound bound, ScoredMember member) {
    int index = search(bound) - 1;
    if (index < 0 || members[index] != member) {
      throw new IllegalStateException("no such member");
    }
    take(index, index + 1);
  }

  @Override
  void removeRange(int from, int to, Consumer<? super ScoredMember> visitor) {
    for (int i = from; i < to; i++) {
      visitor.accept(members[i]);
    }
    take(from, to);
  }

  @Override
  void leave(Consumer<? super ScoredMember> visitor) {
    for (int i = 0; i < count; i++) {
      visitor.accept(members[i]);
    }
    unlink();
  }

  @Override
  void absorb(RankedPart right, double lowScore, byte[] lowKey) {
    RankedLeaf other = (RankedLeaf) right;
    reserve(count + other.count);
    System.arraycopy(other.members, 0, members, count, other.count);
    count += other.count;
    other.unlink();
  }

  @Override
  int total() {
    return count;
  }

  @Override
  double lowScore() {
    return members[0].score;
  }

  @Override
  byte[] lowKey() {
    return members[0].key;
  }

  private void put(int index, ScoredMember member) {
    reserve(count + 1);
    System.arraycopy(members, index, members, index + 1, count - index);
    members[index] = member;
    count++;
  }

  private void reserve(int wanted) {
    if (wanted > members.length) {
      members = Arrays.copyOf(members, Math.min(WIDEST, Math.max(wanted, members.length * 2)));
    }
  }

  private RankedLeaf split(int kept) {
    ScoredMember[] moved = new ScoredMember[WIDEST];
    System.arraycopy(members, kept, moved, 0, count - kept);
    Arrays.fill(members, kept, count, null);
    RankedLeaf right = new RankedLeaf(moved, count - kept);
    count = kept;
    right.previous = this;
    right.next = next;
    if (next != null) {
      next.previous = right;
    }
    next = right;
    return right;
  }

  private void take(int from, int to) {
    System.arraycopy(members, to, members, from, count - to);
    int left = count - (to - from);
    Arrays.fill(members, left, count, null);
    count = left;
  }

  private void unlink() {
    if (previous != null) {
      previous.next = next;
    }
    if (next != null) {
      next.previous = previous;
    }
  }
}
