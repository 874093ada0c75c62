package dev.redstart.engine.types.geo;

import dev.redstart.engine.command.Args;
import dev.redstart.engine.types.zset.ScoreRule;

/** What one GEOADD is asked to do with places, and a tally of what it did. */
final class Placement implements ScoreRule {

  private boolean onlyNew;
  private boolean onlyPresent;
  private boolean countChanges;
  private int added;
  private int updated;

  /** Takes the option that comes next, if it is one. */
  boolean takes(Args args) {
    if (args.word("NX")) {
      onlyNew = true;
    } else if (args.word("XX")) {
      onlyPresent = true;
    } else if (args.word("CH")) {
      countChanges = true;
    } else {
      return false;
    }
    return true;
  }

  /** True for two options of which each forbids what the other wants. */
  boolean contradicts() {
    return onlyNew && onlyPresent;
  }

  /** True where members may come to be. */
  boolean adds() {
    return !onlyPresent;
  }

  /** True where anything was changed. */
  boolean changed() {
    return added + updated > 0;
  }

  /** What the reply counts. */
  int count() {
    return countChanges ? added + updated : added;
  }

  @Override
  public double next(double old, double given) {
    boolean absent = Double.isNaN(old);
    if (absent ? onlyPresent : onlyNew) {
      return Double.NaN;
    }
    if (absent) {
      added++;
    } else if (old != given) {
      updated++;
    }
    return given;
  }
}
