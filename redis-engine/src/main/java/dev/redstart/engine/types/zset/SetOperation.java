package dev.redstart.engine.types.zset;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Args;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.keyspace.Entry;
import dev.redstart.engine.structure.Dictionary;
import dev.redstart.engine.structure.ScoredMember;
import dev.redstart.engine.value.Members;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A union, an intersection or a difference of sorted sets and sets, as one call asks for it. */
final class SetOperation {

  private static final String WEIGHT = "ERR weight value is not a float";
  private static final String LIMIT = "ERR LIMIT can't be negative";

  private final Kind kind;
  private final List<Source> sources = new ArrayList<>();
  private Aggregate aggregate = Aggregate.SUM;
  private boolean withScores;
  private long limit;

  private SetOperation(Kind kind) {
    this.kind = kind;
  }

  /** What is asked of the sources, which decides on the options too. */
  enum Kind {
    UNION,
    INTERSECTION,
    DIFFERENCE,
    /** An intersection's size, no more. */
    CARDINALITY
  }

  /** How the scores of one member in several sources become one. */
  private enum Aggregate {
    SUM,
    MIN,
    MAX;

    double of(double one, double other) {
      return switch (this) {
        case SUM -> orZero(one + other);
        case MIN -> other < one ? other : one;
        case MAX -> other > one ? other : one;
      };
    }
  }

  /**
   * Reads a call: sources first, options after them, as the order of errors has it.
   *
   * @param numkeysAt the index of the number of keys
   * @param stores true where the reply has no scores
   */
  static SetOperation parse(Call call, Kind kind, int numkeysAt, boolean stores) {
    SetOperation operation = new SetOperation(kind);
    long numkeys = call.integer(numkeysAt);
    if (numkeys < 1) {
      throw new CommandException(
          "ERR at least 1 input key is needed for '" + call.command().name() + "' command");
    }
    if (numkeys > call.argc() - numkeysAt - 1) {
      throw Errors.syntax();
    }
    int options = numkeysAt + 1 + (int) numkeys;
    for (int i = numkeysAt + 1; i < options; i++) {
      operation.sources.add(Source.read(call, call.arg(i)));
    }
    Args args = call.options(options);
    while (args.more()) {
      operation.take(args, stores);
    }
    if (kind != Kind.DIFFERENCE) {
      operation.sources.sort(Comparator.comparingInt(Source::size));
    }
    return operation;
  }

  boolean withScores() {
    return withScores;
  }

  /** The members of the result, in no order. */
  Dictionary<ScoredMember> result() {
    Dictionary<ScoredMember> result = new Dictionary<>();
    switch (kind) {
      case UNION -> unite(result);
      case INTERSECTION -> intersect(result);
      default -> subtract(result);
    }
    return result;
  }

  /** How many members all sources have in common, counted up to the limit. */
  int cardinality() {
    Tally tally = new Tally(limit == 0 ? Long.MAX_VALUE : limit);
    Source smallest = sources.get(0);
    smallest.forEach(
        (member, score) -> {
          if (tally.wantsMore() && inAll(member)) {
            tally.count++;
          }
        });
    return tally.count;
  }

  private void unite(Dictionary<ScoredMember> result) {
    for (Source source : sources) {
      source.forEach(
          (member, score) -> {
            ScoredMember found = result.find(member);
            if (found == null) {
              result.add(new ScoredMember(member, score));
            } else {
              found.score(aggregate.of(found.score(), score));
            }
          });
    }
  }

  private void intersect(Dictionary<ScoredMember> result) {
    sources
        .get(0)
        .forEach(
            (member, score) -> {
              double total = score;
              for (int i = 1; i < sources.size(); i++) {
                Source source = sources.get(i);
                double other = source.score(member);
                if (Double.isNaN(other)) {
                  return;
                }
                // Infinity times zero counts as zero in the first source only, as in Redis: here
                // it makes a sum zero, and is no minimum and no maximum.
                total = aggregate.of(total, other * source.weight);
              }
              result.add(new ScoredMember(member, total));
            });
  }

  private void subtract(Dictionary<ScoredMember> result) {
    sources
        .get(0)
        .forEach(
            (member, score) -> {
              for (int i = 1; i < sources.size(); i++) {
                if (sources.get(i).contains(member)) {
                  return;
                }
              }
              result.add(new ScoredMember(member, score));
            });
  }

  private boolean inAll(Bytes member) {
    for (int i = 1; i < sources.size(); i++) {
      if (!sources.get(i).contains(member)) {
        return false;
      }
    }
    return true;
  }

  private void take(Args args, boolean stores) {
    boolean scored = kind == Kind.UNION || kind == Kind.INTERSECTION;
    if (scored && args.left() > sources.size() && args.word("WEIGHTS")) {
      takeWeights(args);
    } else if (scored && args.wordWithValue("AGGREGATE")) {
      aggregate = aggregate(args);
    } else if (!stores && kind != Kind.CARDINALITY && args.word("WITHSCORES")) {
      withScores = true;
    } else if (kind == Kind.CARDINALITY && args.wordWithValue("LIMIT")) {
      limit = args.integer(0, Long.MAX_VALUE, LIMIT);
    } else {
      throw Errors.syntax();
    }
  }

  private void takeWeights(Args args) {
    for (int i = 0; i < sources.size(); i++) {
      double weight = args.real(WEIGHT);
      sources.set(i, new Source(sources.get(i).members, weight));
    }
  }

  private static Aggregate aggregate(Args args) {
    for (Aggregate choice : Aggregate.values()) {
      if (args.word(choice.name())) {
        return choice;
      }
    }
    throw Errors.syntax();
  }

  private static double orZero(double score) {
    return Double.isNaN(score) ? 0 : score;
  }

  private static final class Tally {
    private final long most;
    private int count;

    Tally(long most) {
      this.most = most;
    }

    boolean wantsMore() {
      return count < most;
    }
  }

  /**
   * One of the inputs.
   *
   * @param members null where the key is absent
   */
  private record Source(@Nullable Members members, double weight) {

    static Source read(Call call, Bytes key) {
      Entry entry = call.keys().lookUp(key);
      if (entry == null) {
        return new Source(null, 1);
      }
      if (entry.value() instanceof Members members) {
        return new Source(members, 1);
      }
      throw new CommandException(Errors.WRONG_TYPE);
    }

    int size() {
      return members == null ? 0 : members.size();
    }

    boolean contains(Bytes member) {
      return members != null && members.contains(member);
    }

    /** The score of {@code member} without its weight, NaN where it is absent. */
    double score(Bytes member) {
      if (members instanceof ZsetValue zset) {
        return zset.score(member);
      }
      return contains(member) ? 1 : Double.NaN;
    }

    void forEach(ScoreVisitor each) {
      if (members instanceof ZsetValue zset) {
        zset.forEach((member, score) -> each.visit(member, orZero(score * weight)));
      } else if (members != null) {
        members.forEachElement(member -> each.visit(member, weight));
      }
    }
  }
}
