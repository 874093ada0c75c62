package dev.redstart.engine.structure;

import dev.redstart.engine.bytes.Bytes;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Scored members in the order of score and name (bytes, unsigned), each with its rank, guarded by
 * its owner's lock. Ranges are pairs of ranks: whatever a range is given by, {@link #countBelow}
 * tells where it begins and ends.
 */
public final class RankedTree {

  /*
   * A counted B+ tree: leaves of up to 64 members, branches of up to 64 nodes, each slot of a branch with the number of
   * members below it, so that ranks are sums along one path. A million members make a tree of four levels, against the
   * twenty-odd steps of a skip list through as many cache lines.
   *
   * Nodes that become narrow are joined with a neighbour when both fit in one node; nothing is borrowed. A narrow node can
   * stay beside a wide one, and the height stays logarithmic.
   *
   * Memory: 32 bytes per member that its dictionary shares, and 4 bytes / filling per slot of a leaf: 4.1 where members
   * come in ascending order, 6 in random order; branches add about 0.5.
   */

  private RankedPart root = new RankedLeaf();
  private int size;

  /** An empty tree. */
  public RankedTree() {}

  /** The number of members. */
  public int size() {
    return size;
  }

  /** True where there is no member. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** About how many bytes of heap the tree takes, without its members. */
  public long heapBytes() {
    return 128 + size * 7L;
  }

  /** Adds {@code member}, which must not be here. */
  public void insert(ScoredMember member) {
    RankedPart right = root.insert(RankBound.behind(member), member);
    if (right != null) {
      root = new RankedBranch(root, right);
    }
    size++;
  }

  /** Removes {@code member}, which must be here. */
  public void delete(ScoredMember member) {
    root.remove(RankBound.behind(member), member);
    size--;
    lower();
  }

  /** Gives {@code member}, which must be here, another score. */
  public void update(ScoredMember member, double score) {
    if (staysInPlace(member, score)) {
      member.score = score;
      return;
    }
    delete(member);
    member.score = score;
    insert(member);
  }

  /** The rank of {@code member}, which must be here: zero for the least. */
  public int rank(ScoredMember member) {
    return countBelow(RankBound.behind(member)) - 1;
  }

  /** The member of {@code rank}. */
  public ScoredMember get(int rank) {
    Objects.checkIndex(rank, size);
    int offset = rank;
    RankedPart part = root;
    while (part instanceof RankedBranch branch) {
      int index = 0;
      while (offset >= branch.totals[index]) {
        offset -= branch.totals[index++];
      }
      part = branch.parts[index];
    }
    return ((RankedLeaf) part).members[offset];
  }

  /**
   * How many members have a score less than {@code score}, or equal to it where {@code inclusive}.
   */
  public int countBelow(double score, boolean inclusive) {
    return countBelow(RankBound.ofScore(score, inclusive));
  }

  /**
   * How many members have a name less than {@code name}, or equal to it where {@code inclusive};
   * only where all scores are the same.
   */
  public int countBelow(Bytes name, boolean inclusive) {
    return countBelow(RankBound.ofKey(name.shared(), inclusive));
  }

  /** The members from {@code rank} upwards; this tree must not change meanwhile. */
  public Iterator<ScoredMember> ascending(int rank) {
    return new Walk(rank, true);
  }

  /** The members from {@code rank} downwards; this tree must not change meanwhile. */
  public Iterator<ScoredMember> descending(int rank) {
    return new Walk(rank, false);
  }

  /**
   * Removes the members of ranks {@code from} to {@code to} (exclusive) and hands them to {@code
   * visitor} in order.
   */
  public void deleteRange(int from, int to, Consumer<? super ScoredMember> visitor) {
    Objects.checkFromToIndex(from, to, size);
    if (from == to) {
      return;
    }
    if (to - from == size) {
      root.leave(visitor);
      clear();
      return;
    }
    root.removeRange(from, to, visitor);
    size -= to - from;
    lower();
  }

  /** Removes all members. */
  public void clear() {
    root = new RankedLeaf();
    size = 0;
  }

  private int countBelow(RankBound bound) {
    int before = 0;
    RankedPart part = root;
    while (part instanceof RankedBranch branch) {
      int index = branch.search(bound);
      for (int i = 0; i < index; i++) {
        before += branch.totals[i];
      }
      part = branch.parts[index];
    }
    return before + ((RankedLeaf) part).search(bound);
  }

  /** True where {@code score} keeps {@code member} between its neighbours of the same leaf. */
  private boolean staysInPlace(ScoredMember member, double score) {
    RankBound bound = RankBound.behind(member);
    RankedPart part = root;
    while (part instanceof RankedBranch branch) {
      part = branch.parts[branch.search(bound)];
    }
    RankedLeaf leaf = (RankedLeaf) part;
    int index = leaf.search(bound) - 1;
    return index > 0
        && index < leaf.count - 1
        && leaf.members[index - 1].score < score
        && leaf.members[index + 1].score > score;
  }

  /** Takes off branches that have become mere links. */
  private void lower() {
    while (root instanceof RankedBranch branch && branch.count <= 1) {
      root = branch.count == 0 ? new RankedLeaf() : branch.parts[0];
    }
  }

  private final class Walk implements Iterator<ScoredMember> {

    private final boolean up;
    private @Nullable RankedLeaf leaf;
    private int index;

    Walk(int rank, boolean up) {
      this.up = up;
      if (rank < 0 || rank >= size) {
        return;
      }
      int offset = rank;
      RankedPart part = root;
      while (part instanceof RankedBranch branch) {
        int at = 0;
        while (offset >= branch.totals[at]) {
          offset -= branch.totals[at++];
        }
        part = branch.parts[at];
      }
      leaf = (RankedLeaf) part;
      index = offset;
    }

    @Override
    public boolean hasNext() {
      return leaf != null;
    }

    @Override
    public ScoredMember next() {
      RankedLeaf here = leaf;
      if (here == null) {
        throw new NoSuchElementException();
      }
      ScoredMember member = here.members[index];
      if (up) {
        if (++index == here.count) {
          leaf = here.next;
          index = 0;
        }
      } else if (--index < 0) {
        leaf = here.previous;
        index = leaf == null ? 0 : leaf.count - 1;
      }
      return member;
    }
  }
}
