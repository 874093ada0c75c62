package dev.redstart.engine.value;

import dev.redstart.engine.bytes.Bytes;

/** Members that each have a score: a sorted set. */
public interface Scored extends Members {

  /** The score of {@code member}, NaN where it is no member. */
  double score(Bytes member);
}
