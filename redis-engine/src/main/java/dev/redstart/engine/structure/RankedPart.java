package dev.redstart.engine.structure;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A node of a {@link RankedTree} with all that is below it. */
abstract sealed class RankedPart permits RankedLeaf, RankedBranch {

  /** The most slots that a node has. */
  static final int WIDEST = 64;

  /** A node with fewer slots joins a neighbour as soon as one has room. */
  static final int NARROWEST = 16;

  /** The slots in use: members of a leaf, nodes of a branch. */
  int count;

  /**
   * Adds {@code member} at {@code bound}; returns the new right neighbour where this had to be
   * split.
   */
  abstract @Nullable RankedPart insert(RankBound bound, ScoredMember member);

  /** Removes {@code member}, which {@code bound} lies behind. */
  abstract void remove(RankBound bound, ScoredMember member);

  /** Removes the members from {@code from} to {@code to} (exclusive), but not all. */
  abstract void removeRange(int from, int to, Consumer<? super ScoredMember> visitor);

  /** Cuts the leaves out of their chain, and visits their members. */
  abstract void leave(Consumer<? super ScoredMember> visitor);

  /**
   * Takes over the slots of {@code right}, all of whose members are at or behind the given place.
   */
  abstract void absorb(RankedPart right, double lowScore, byte[] lowKey);

  /** The number of members. */
  abstract int total();

  /**
   * A score that is, with {@link #lowKey}, behind all to the left: good right after a split only.
   */
  abstract double lowScore();

  abstract byte[] lowKey();
}
