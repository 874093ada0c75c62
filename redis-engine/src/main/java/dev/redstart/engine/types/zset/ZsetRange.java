package dev.redstart.engine.types.zset;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.Decimals;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Errors;
import org.jspecify.annotations.Nullable;

/** A range of a sorted set as its callers name it; each comes down to a range of ranks. */
sealed interface ZsetRange {

  /** The rank of the first member. */
  int from(ZsetValue zset);

  /** The rank behind the last member; not above {@link #from} where there is none. */
  int to(ZsetValue zset);

  /** What the ends of a range are. */
  enum By {
    RANK,
    SCORE,
    NAME;

    /** The range between arguments {@code least} and {@code most}. */
    ZsetRange parse(Call call, int least, int most) {
      return switch (this) {
        case RANK -> new OfRanks(call.integer(least), call.integer(most), false);
        case SCORE -> OfScores.parse(call.arg(least), call.arg(most));
        case NAME -> OfNames.parse(call.arg(least), call.arg(most));
      };
    }
  }

  /**
   * From one place to another, both included, counted from the other end where negative.
   *
   * @param reverse true where places count from the top score
   */
  record OfRanks(long start, long stop, boolean reverse) implements ZsetRange {

    @Override
    public int from(ZsetValue zset) {
      return reverse ? zset.size() - end(zset.size()) : begin(zset.size());
    }

    @Override
    public int to(ZsetValue zset) {
      return reverse ? zset.size() - begin(zset.size()) : end(zset.size());
    }

    private int begin(int size) {
      return (int) Math.min(size, Math.max(0, start < 0 ? start + size : start));
    }

    private int end(int size) {
      long last = stop < 0 ? stop + size : stop;
      return (int) Math.max(0, Math.min(size - 1, last) + 1);
    }
  }

  /** Between two scores, each of them included or not. */
  record OfScores(double least, boolean withLeast, double most, boolean withMost)
      implements ZsetRange {

    static OfScores parse(Bytes least, Bytes most) {
      return new OfScores(score(least), !isOpen(least), score(most), !isOpen(most));
    }

    @Override
    public int from(ZsetValue zset) {
      return zset.countBelow(least, !withLeast);
    }

    @Override
    public int to(ZsetValue zset) {
      return zset.countBelow(most, withMost);
    }

    private static boolean isOpen(Bytes end) {
      return !end.isEmpty() && end.at(0) == '(';
    }

    private static double score(Bytes end) {
      double score = Decimals.parseBound(end, isOpen(end) ? 1 : 0);
      if (Double.isNaN(score)) {
        throw new CommandException(Errors.MIN_MAX_NOT_FLOAT);
      }
      return score;
    }
  }

  /** Between two names, in a sorted set whose members have the same score. */
  record OfNames(NameEnd least, NameEnd most) implements ZsetRange {

    static OfNames parse(Bytes least, Bytes most) {
      return new OfNames(NameEnd.parse(least), NameEnd.parse(most));
    }

    @Override
    public int from(ZsetValue zset) {
      return least.place(zset, !least.included);
    }

    @Override
    public int to(ZsetValue zset) {
      return most.place(zset, most.included);
    }
  }

  /**
   * One end of a range of names.
   *
   * @param name null for an end beyond all names
   * @param included for an end beyond all names: true where it is above them
   */
  record NameEnd(@Nullable Bytes name, boolean included) {

    static NameEnd parse(Bytes text) {
      int first = text.isEmpty() ? 0 : text.at(0);
      boolean sign = text.length() == 1 && (first == '+' || first == '-');
      if (!sign && first != '(' && first != '[') {
        throw new CommandException("ERR min or max not valid string range item");
      }
      return sign
          ? new NameEnd(null, first == '+')
          : new NameEnd(text.slice(1, text.length()), first == '[');
    }

    int place(ZsetValue zset, boolean behind) {
      if (name == null) {
        return included ? zset.size() : 0;
      }
      return zset.countBelow(name, behind);
    }
  }
}
