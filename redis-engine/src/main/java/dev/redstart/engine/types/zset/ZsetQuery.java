package dev.redstart.engine.types.zset;

import dev.redstart.engine.command.Args;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.types.zset.ZsetRange.By;
import org.jspecify.annotations.Nullable;

/** What a command of the ZRANGE family asks for: a range, a direction, a part of the range. */
final class ZsetQuery {

  private static final String LIMIT_BY_RANK =
      "ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX";
  private static final String SCORES_BY_NAME =
      "ERR syntax error, WITHSCORES not supported in combination with BYLEX";

  private final Form form;
  private @Nullable By by;
  private boolean reverse;
  private boolean withScores;
  private long offset;
  private long limit = -1;

  /**
   * What a command's name tells already.
   *
   * @param key the index of the key that is read
   * @param by what the range is given by, null where an option tells
   * @param turn false for an order that an option may reverse, true for one that is reversed
   *     already; null where it can't be
   * @param stores true where scores can't be asked for
   */
  record Form(int key, @Nullable By by, Turn turn, boolean stores) {}

  /** The order of a command's reply. */
  enum Turn {
    UP,
    DOWN,
    AS_ASKED
  }

  private ZsetQuery(Form form) {
    this.form = form;
    this.by = form.by;
    this.reverse = form.turn == Turn.DOWN;
  }

  static ZsetQuery parse(Call call, Form form) {
    ZsetQuery query = new ZsetQuery(form);
    Args args = call.options(form.key + 3);
    while (args.more()) {
      query.take(args);
    }
    if (query.by == null) {
      query.by = By.RANK;
    }
    if (query.limit != -1 && query.by == By.RANK) {
      throw new CommandException(LIMIT_BY_RANK);
    }
    if (query.withScores && query.by == By.NAME) {
      throw new CommandException(SCORES_BY_NAME);
    }
    return query;
  }

  boolean withScores() {
    return withScores;
  }

  /** The range itself. */
  ZsetRange range(Call call) {
    int first = form.key + 1;
    if (by == null || by == By.RANK) {
      return new ZsetRange.OfRanks(call.integer(first), call.integer(first + 1), reverse);
    }
    return by.parse(call, reverse ? first + 1 : first, reverse ? first : first + 1);
  }

  /** The ranks that are left of {@code range} by LIMIT, packed: first and end. */
  Part part(ZsetValue zset, ZsetRange range) {
    int from = range.from(zset);
    int to = Math.max(from, range.to(zset));
    if (by == By.RANK) {
      return new Part(from, to);
    }
    int skipped = skipped(zset, to - from);
    int left = to - from - skipped;
    int taken = limit < 0 ? left : (int) Math.min(left, limit);
    return reverse
        ? new Part(to - skipped - taken, to - skipped)
        : new Part(from + skipped, from + skipped + taken);
  }

  /** Hands over the members of {@code part} in the order that is asked for. */
  void visit(ZsetValue zset, Part part, ScoreVisitor each) {
    if (reverse) {
      zset.forEachDown(part.from, part.to, each);
    } else {
      zset.forEach(part.from, part.to, each);
    }
  }

  /** A range of ranks. */
  record Part(int from, int to) {
    int size() {
      return to - from;
    }
  }

  /** A negative offset leaves nothing of a packed set, and counts from the end of another one. */
  private int skipped(ZsetValue zset, int size) {
    if (offset >= 0) {
      return (int) Math.min(size, offset);
    }
    boolean fromEnd = zset.members() instanceof RankedZset && offset + size >= 0;
    return fromEnd ? (int) (offset + size) : size;
  }

  private void take(Args args) {
    if (!form.stores && args.word("WITHSCORES")) {
      withScores = true;
    } else if (args.left() >= 3 && args.word("LIMIT")) {
      offset = args.integer();
      limit = args.integer();
    } else if (form.turn == Turn.AS_ASKED && !reverse && args.word("REV")) {
      reverse = true;
    } else if (by == null && args.word("BYLEX")) {
      by = By.NAME;
    } else if (by == null && args.word("BYSCORE")) {
      by = By.SCORE;
    } else {
      throw Errors.syntax();
    }
  }
}
