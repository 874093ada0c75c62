package dev.redstart.ratelimit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

/** What has come of asking, by the names of the limits. Any thread. */
public final class LimitCounts {

  private final Map<String, Of> byLimit = new ConcurrentHashMap<>();
  private final CopyOnWriteArrayList<BiConsumer<String, Of>> followers =
      new CopyOnWriteArrayList<>();

  /** The counts so far. */
  public Map<String, Of> all() {
    return Map.copyOf(byLimit);
  }

  /** Tells {@code newcomer} of each limit, of those to come when they are first asked. */
  public void forEach(BiConsumer<String, Of> newcomer) {
    followers.add(newcomer);
    byLimit.forEach(newcomer);
  }

  Verdict count(Verdict verdict) {
    Of of = of(verdict.ask().limit());
    (verdict.granted() ? of.permitted : of.denied).increment();
    if (verdict.outcome() != Verdict.Outcome.GRANTED
        && verdict.outcome() != Verdict.Outcome.REFUSED) {
      of.failed.increment();
    }
    return verdict;
  }

  private Of of(String limit) {
    Of known = byLimit.get(limit);
    if (known != null) {
      return known;
    }
    Of created = new Of();
    Of first = byLimit.putIfAbsent(limit, created);
    if (first != null) {
      return first;
    }
    followers.forEach(follower -> follower.accept(limit, created));
    return created;
  }

  /** The counts of one limit. */
  public static final class Of {

    private final LongAdder permitted = new LongAdder();
    private final LongAdder denied = new LongAdder();
    private final LongAdder failed = new LongAdder();

    private Of() {}

    /** How often it said yes, with Redis or without. */
    public long permitted() {
      return permitted.sum();
    }

    /** How often it said no, with Redis or without. */
    public long denied() {
      return denied.sum();
    }

    /** How often Redis was not there to be asked, whatever was said instead. */
    public long failed() {
      return failed.sum();
    }
  }
}
