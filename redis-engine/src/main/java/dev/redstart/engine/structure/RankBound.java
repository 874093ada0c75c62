package dev.redstart.engine.structure;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A place in the order of a {@link RankedTree}: each member lies before it or not. */
final class RankBound {

  private final boolean byScore;
  private final double score;
  private final byte @Nullable [] key;
  private final boolean inclusive;

  private RankBound(boolean byScore, double score, byte @Nullable [] key, boolean inclusive) {
    this.byScore = byScore;
    this.score = score;
    this.key = key;
    this.inclusive = inclusive;
  }

  /** Behind the place that {@code member} has or would have. */
  static RankBound behind(ScoredMember member) {
    return new RankBound(true, member.score, member.key, true);
  }

  /** Before or behind all of {@code score}. */
  static RankBound ofScore(double score, boolean inclusive) {
    return new RankBound(true, score, null, inclusive);
  }

  /** Before or behind {@code key} where all scores are the same. */
  static RankBound ofKey(byte[] key, boolean inclusive) {
    return new RankBound(false, 0, key, inclusive);
  }

  boolean isBehind(double otherScore, byte[] otherKey) {
    if (byScore && otherScore != score) {
      return otherScore < score;
    }
    if (key == null) {
      return inclusive;
    }
    int order = Arrays.compareUnsigned(otherKey, key);
    return order < 0 || (order == 0 && inclusive);
  }
}
