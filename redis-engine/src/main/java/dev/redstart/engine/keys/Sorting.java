package dev.redstart.engine.keys;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.Decimals;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run of SORT over the elements of a value. */
final class Sorting {

  private static final String NOT_DOUBLES = "ERR One or more scores can't be converted into double";

  private final Call call;
  private final SortOptions options;
  private final boolean ordered;

  /**
   * A run.
   *
   * @param ordered true for a sorted set, whose own order DESC turns round where nothing is sorted
   */
  Sorting(Call call, SortOptions options, boolean ordered) {
    this.call = call;
    this.options = options;
    this.ordered = ordered;
  }

  List<@Nullable Bytes> run(List<Bytes> elements) {
    List<Bytes> sorted = elements;
    if (options.sorts()) {
      sorted = sort(elements);
    } else if (ordered && options.descending) {
      Collections.reverse(sorted);
    }
    int from = (int) Math.min(Math.max(options.offset, 0), sorted.size());
    int most = sorted.size() - from;
    int count = options.count < 0 ? most : (int) Math.min(options.count, most);
    return looked(sorted.subList(from, from + count));
  }

  private List<@Nullable Bytes> looked(List<Bytes> elements) {
    List<@Nullable Bytes> out = new ArrayList<>();
    for (Bytes element : elements) {
      if (options.get.isEmpty()) {
        out.add(element);
      }
      for (LookupPattern pattern : options.get) {
        out.add(pattern.lookup(call, element));
      }
    }
    return out;
  }

  private List<Bytes> sort(List<Bytes> elements) {
    List<Weighed> weighed = new ArrayList<>(elements.size());
    for (Bytes element : elements) {
      weighed.add(weigh(element));
    }
    Comparator<Weighed> order = options.alpha ? Sorting::compareTexts : Sorting::compareScores;
    weighed.sort(options.descending ? order.reversed() : order);
    List<Bytes> sorted = new ArrayList<>(weighed.size());
    for (Weighed each : weighed) {
      sorted.add(each.element);
    }
    return sorted;
  }

  private record Weighed(Bytes element, double score, @Nullable Bytes text) {}

  /** What an element is sorted by. Where BY finds nothing, that is 0, or before any text. */
  private Weighed weigh(Bytes element) {
    LookupPattern by = options.by;
    Bytes weight = by == null ? element : by.lookup(call, element);
    double score = options.alpha || weight == null ? 0 : score(weight);
    return new Weighed(element, score, weight);
  }

  private static double score(Bytes text) {
    // As C's strtod reads it: nothing counts as 0, and what follows a zero byte doesn't count.
    double score = Decimals.parseBound(text, 0);
    boolean tooBig = Double.isInfinite(score) && Double.isNaN(Decimals.parse(text));
    if (Double.isNaN(score) || tooBig) {
      throw new CommandException(NOT_DOUBLES);
    }
    return score;
  }

  private static int compareScores(Weighed a, Weighed b) {
    if (a.score == b.score) {
      return a.element.compareTo(b.element);
    }
    return a.score < b.score ? -1 : 1;
  }

  private static int compareTexts(Weighed a, Weighed b) {
    if (a.text == null || b.text == null) {
      return Boolean.compare(a.text != null, b.text != null);
    }
    return a.text.compareTo(b.text);
  }
}
