package dev.redstart.engine.types.zset;

import dev.redstart.engine.bytes.Bytes;

/**
 * How the members of a sorted set are kept. Ranks count from the least; ranges of ranks exclude
 * their end.
 */
sealed interface ZsetEncoding permits PackedZset, RankedZset {

  /** What OBJECT ENCODING answers. */
  String name();

  int size();

  /** About how many bytes of memory this takes. */
  long heapBytes();

  /** The score of {@code member}, NaN where it is absent. */
  double score(Bytes member);

  /** The rank of {@code member}, -1 where it is absent. */
  int rank(Bytes member);

  /** How many members have a score less than {@code score}, or equal to it if {@code inclusive}. */
  int countBelow(double score, boolean inclusive);

  /** How many members are less than {@code name}, or equal to it if {@code inclusive}. */
  int countBelow(Bytes name, boolean inclusive);

  /**
   * Gives {@code member} the score that {@code rule} decides on.
   *
   * @return what holds the members now: this, or a roomier encoding with all of them
   */
  ZsetEncoding put(Bytes member, double given, ScoreRule rule, ZsetLimits limits);

  /** Removes {@code member}; false where it is absent. */
  boolean remove(Bytes member);

  /** Removes the members of a range of ranks, which must exist, and hands them over in order. */
  void removeRange(int from, int to, ScoreVisitor each);

  /** Hands over the members of a range of ranks, which must exist, in order. */
  void forEach(int from, int to, ScoreVisitor each);

  /** As {@link #forEach}, from the last of the range to its first. */
  void forEachDown(int from, int to, ScoreVisitor each);

  ZsetEncoding copy();
}
