package dev.redstart.engine.types.zset;

import dev.redstart.engine.bytes.Bytes;

/** Gets members with their scores, one at a time. */
@FunctionalInterface
public interface ScoreVisitor {

  /** Gets one member. */
  void visit(Bytes member, double score);
}
