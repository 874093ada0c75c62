package dev.redstart.test;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Knows which calls were made of an engine under test, by whom, in their order: those of sessions,
 * connections and scripts, whether they were answered or refused. What assertions and {@link
 * RedstartData} do is left out.
 *
 * <pre>{@code
 * assertThat(spy.during(() -> catalogue.product(17))).isEmpty();
 * assertThat(spy).called("GET", 2).neverCalled("KEYS");
 * }</pre>
 */
public final class CommandSpy {

  /** Of more calls only the last ones can be looked at; all are counted. */
  private static final int MOST = 100_000;

  private final Deque<SpiedCall> calls = new ArrayDeque<>();
  private final Map<String, Long> counts = new HashMap<>();
  private long total;

  CommandSpy() {}

  synchronized void note(SpiedCall call) {
    calls.add(call);
    counts.merge(call.command(), 1L, Long::sum);
    total++;
    if (calls.size() > MOST) {
      calls.remove();
    }
  }

  /** The calls since the test began, or since {@link #clear}. */
  public synchronized List<SpiedCall> calls() {
    return List.copyOf(calls);
  }

  /** How many of these calls were of a command: {@code GET}, {@code CLIENT KILL}, in any case. */
  public synchronized long count(String command) {
    return counts.getOrDefault(SpiedCall.nameOf(command), 0L);
  }

  /** The calls that were made while {@code work} was done, by whomever. */
  public List<SpiedCall> during(Runnable work) {
    long before = total();
    work.run();
    return since(before);
  }

  /** Forgets all calls. */
  public synchronized void clear() {
    calls.clear();
    counts.clear();
  }

  private synchronized long total() {
    return total;
  }

  private synchronized List<SpiedCall> since(long before) {
    return calls.stream().skip(Math.max(0, calls.size() - (total - before))).toList();
  }
}
