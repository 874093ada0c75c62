package dev.redstart.engine.persistence.files;

import dev.redstart.engine.time.Clock;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far files are read: a line in the log now and then, and fields of INFO. One thread tells, any
 * may look.
 */
public final class Progress {

  private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
  private static final long SECOND_NANOS = 1_000_000_000;
  private static final long SAID_EVERY = 2 * SECOND_NANOS;
  private static final long MILLIS = 1000;
  private static final int PERCENT = 100;

  private final Clock clock;
  private final Runnable between;
  private volatile @Nullable Run run;

  /**
   * @param between what is done from time to time while files are read, by the thread that takes
   *     what they hold
   */
  public Progress(Clock clock, Runnable between) {
    this.clock = clock;
    this.between = between;
  }

  /** Begins to read files that have so many bytes together. */
  public void begin(Object what, long bytes) {
    run = new Run(what.toString(), bytes, clock);
  }

  /** All is read, or nothing more will be. */
  public void end() {
    run = null;
  }

  /** So many bytes more are read, and what they held is taken: between two things of a file. */
  public void read(long bytes) {
    Run now = run;
    if (now != null) {
      now.read.add(bytes);
      now.say(clock.nanos());
      between.run();
    }
  }

  /** The fields of INFO. */
  public void describe(BiConsumer<String, Object> field) {
    Run now = run;
    if (now != null) {
      field.accept("loading_start_time", now.startedAt / MILLIS);
      field.accept("loading_total_bytes", now.total);
      field.accept("loading_loaded_bytes", now.done());
      field.accept("loading_loaded_perc", now.percent() + ".00");
      field.accept("loading_eta_seconds", now.secondsLeft(clock.nanos()));
    }
  }

  /** The reading of some files. */
  private static final class Run {

    private final String what;
    private final long total;
    private final long startedAt;
    private final long began;
    private long said;
    private final LongAdder read = new LongAdder();

    Run(String what, long total, Clock clock) {
      this.what = what;
      this.total = total;
      this.startedAt = clock.millis();
      this.began = clock.nanos();
      this.said = began;
    }

    void say(long nanos) {
      if (nanos - said >= SAID_EVERY) {
        said = nanos;
        LOG.info(
            "Loading {}: {} % of {} MB, {} MB/s, {} s left",
            what,
            percent(),
            total >> 20,
            (done() >> 20) * SECOND_NANOS / (nanos - began),
            secondsLeft(nanos));
      }
    }

    long done() {
      return read.sum();
    }

    long percent() {
      return done() * PERCENT / Math.max(1, total);
    }

    long secondsLeft(long nanos) {
      double spent = (double) (nanos - began) / SECOND_NANOS;
      long soFar = done();
      return Math.round(spent * Math.max(0, total - soFar) / Math.max(1, soFar));
    }
  }
}
