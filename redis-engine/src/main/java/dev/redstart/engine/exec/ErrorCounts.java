package dev.redstart.engine.exec;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.LosslessText;
import dev.redstart.engine.reply.Reply;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many errors of each code were answered, for INFO. Any thread. */
public final class ErrorCounts {

  private static final Logger LOG = LoggerFactory.getLogger(ErrorCounts.class);

  /** More codes than there are: scripts may make up their own. */
  private static final int MOST_CODES = 128;

  private static final int LONGEST_CODE = 30;

  private static final String DISABLED = "ERRORSTATS_DISABLED";

  private final Map<String, LongAdder> byCode = new ConcurrentHashMap<>();
  private final LongAdder all = new LongAdder();
  private final IntConsumer forgotten;

  /**
   * @param forgotten is told how many counters are forgotten because there are too many
   */
  ErrorCounts(IntConsumer forgotten) {
    this.forgotten = forgotten;
  }

  void count(Reply.Failure failure) {
    all.increment();
    String code = code(failure.text());
    LongAdder counter = byCode.get(code);
    if (counter == null && !byCode.containsKey(DISABLED)) {
      counter = add(code);
    }
    if (counter != null) {
      counter.increment();
    }
  }

  /** What stands before the first space, byte by byte, if that comes soon enough. */
  private static String code(Bytes text) {
    for (int i = 0; i <= LONGEST_CODE && i < text.length(); i++) {
      if (text.at(i) == ' ') {
        return LosslessText.of(text.slice(0, i));
      }
    }
    return "ERR";
  }

  /** A counter for one more code; where there are too many, codes are counted no longer. */
  private synchronized LongAdder add(String code) {
    String counted = code;
    if (byCode.size() >= MOST_CODES) {
      LOG.warn(
          "Errorstats stopped adding new errors because the number of errors reached the limit"
              + " ({}). Current errors code list: {}",
          MOST_CODES,
          byCode.keySet());
      byCode.clear();
      forgotten.accept(MOST_CODES);
      counted = DISABLED;
    }
    return byCode.computeIfAbsent(counted, c -> new LongAdder());
  }

  /** The number of errors of each code; codes that are no UTF-8 are {@link LosslessText}. */
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
