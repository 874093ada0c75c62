package dev.redstart.engine.exec;

import dev.redstart.engine.reply.Reply;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How many errors of each code were answered, for INFO. Any thread. */
public final class ErrorCounts {

  /** More codes than there are: scripts may make up their own. */
  private static final int MOST_CODES = 128;

  private final Map<String, LongAdder> byCode = new ConcurrentHashMap<>();
  private final LongAdder all = new LongAdder();

  void count(Reply.Failure failure) {
    all.increment();
    String message = failure.message();
    int space = message.indexOf(' ');
    String code = space < 0 ? message : message.substring(0, space);
    LongAdder counter = byCode.get(code);
    if (counter == null && byCode.size() < MOST_CODES) {
      counter = byCode.computeIfAbsent(code, c -> new LongAdder());
    }
    if (counter != null) {
      counter.increment();
    }
  }

  /** The number of errors of each code. */
  public Map<String, Long> byCode() {
    Map<String, Long> counts = new TreeMap<>();
    byCode.forEach((code, counter) -> counts.put(code, counter.sum()));
    return counts;
  }

  /** The number of all errors. */
  public long all() {
    return all.sum();
  }

  void reset() {
    byCode.clear();
    all.reset();
  }
}
