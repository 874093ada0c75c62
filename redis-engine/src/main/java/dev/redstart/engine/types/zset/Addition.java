package dev.redstart.engine.types.zset;

import dev.redstart.engine.command.Args;
import dev.redstart.engine.command.CommandException;

/** What one ZADD is asked to do with scores, and a tally of what it did. */
final class Addition implements ScoreRule {

  private static final String NOT_A_NUMBER = "ERR resulting score is not a number (NaN)";

  private boolean onlyNew;
  private boolean onlyPresent;
  private boolean onlyGreater;
  private boolean onlyLess;
  private boolean increment;
  private boolean countChanges;

  private int added;
  private int updated;
  private double last = Double.NaN;

  private Addition() {}

  /** Takes the options that come next. */
  static Addition parse(Args args) {
    Addition addition = new Addition();
    while (args.more() && addition.takes(args)) {
      // Each pass takes one.
    }
    return addition;
  }

  /** Makes the given scores increments, as ZINCRBY does. */
  Addition incrementing() {
    increment = true;
    return this;
  }

  /** Refuses options that contradict each other. */
  void check(int pairs) {
    if (onlyNew && onlyPresent) {
      throw new CommandException("ERR XX and NX options at the same time are not compatible");
    }
    if ((onlyGreater && onlyLess) || (onlyNew && (onlyGreater || onlyLess))) {
      throw new CommandException(
          "ERR GT, LT, and/or NX options at the same time are not compatible");
    }
    if (increment && pairs > 1) {
      throw new CommandException("ERR INCR option supports a single increment-element pair");
    }
  }

  /** True where members may come to be. */
  boolean adds() {
    return !onlyPresent;
  }

  /** True where the reply is a score. */
  boolean increments() {
    return increment;
  }

  /** True where anything was changed. */
  boolean changed() {
    return added + updated > 0;
  }

  /** What the reply counts. */
  int count() {
    return countChanges ? added + updated : added;
  }

  /** The score of the last member, NaN where the options left it alone. */
  double last() {
    return last;
  }

  @Override
  public double next(double old, double given) {
    last = Double.NaN;
    if (Double.isNaN(old)) {
      return absent(given);
    }
    if (onlyNew) {
      return Double.NaN;
    }
    double score = increment ? old + given : given;
    if (Double.isNaN(score)) {
      throw new CommandException(NOT_A_NUMBER);
    }
    if ((onlyLess && score >= old) || (onlyGreater && score <= old)) {
      return Double.NaN;
    }
    if (score != old) {
      updated++;
    }
    last = score;
    return score;
  }

  private double absent(double given) {
    if (onlyPresent) {
      return Double.NaN;
    }
    added++;
    last = given;
    return given;
  }

  private boolean takes(Args args) {
    if (args.word("NX")) {
      onlyNew = true;
    } else if (args.word("XX")) {
      onlyPresent = true;
    } else if (args.word("CH")) {
      countChanges = true;
    } else if (args.word("INCR")) {
      increment = true;
    } else if (args.word("GT")) {
      onlyGreater = true;
    } else if (args.word("LT")) {
      onlyLess = true;
    } else {
      return false;
    }
    return true;
  }
}
