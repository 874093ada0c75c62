package dev.redstart.engine.structure;

import dev.redstart.engine.bytes.Bytes;

/**
 * A member of a sorted set with its score: the node of the dictionary that finds it by name and the
 * element of the {@link RankedTree} that orders it, in one object of 32 bytes.
 */
public final class ScoredMember extends Dictionary.Node {

  double score;

  /** Shares the bytes of {@code name}; {@code score} is a number. */
  public ScoredMember(Bytes name, double score) {
    super(name);
    this.score = score;
  }

  /** The score, which {@link RankedTree#update} changes. */
  public double score() {
    return score;
  }

  /** Gives another score to a member that is in no tree yet. */
  public void score(double newScore) {
    this.score = newScore;
  }
}
