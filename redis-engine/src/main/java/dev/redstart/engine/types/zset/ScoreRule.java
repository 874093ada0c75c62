package dev.redstart.engine.types.zset;

/** Decides which score a member gets, given the one it has. NaN stands for no score. */
@FunctionalInterface
public interface ScoreRule {

  /** The given score, whatever was there before. */
  ScoreRule SET = (old, given) -> given;

  /**
   * The score to set, NaN where everything stays as it is.
   *
   * @param old the score that the member has, NaN where it is absent
   * @param given the score that the caller gave
   */
  double next(double old, double given);
}
