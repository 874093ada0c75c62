package dev.redstart.engine.persistence.aof;

import dev.redstart.engine.keyspace.Keyspace;
import dev.redstart.engine.persistence.aof.Bases.Base;
import dev.redstart.engine.persistence.files.Draft;
import dev.redstart.engine.time.Clock;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Replaces what a log holds by a new base, in the background. */
final class Rewriting {

  private static final Logger LOG = LoggerFactory.getLogger(Rewriting.class);
  private static final long MILLIS = 1000;
  private static final int PERCENT = 100;

  private final AofLog log;
  private final AofFiles files;
  private final Bases bases;
  private final AofSettings settings;
  private final Keyspace keyspace;
  private final Clock clock;
  private final LongAdder rewrites = new LongAdder();

  private volatile @Nullable Thread background;
  private volatile boolean busy;
  private volatile @Nullable Base base;
  private volatile boolean scheduled;
  private volatile boolean ended;
  private volatile long startedAt;
  private volatile long lastSeconds = -1;
  private final AtomicInteger failuresInARow = new AtomicInteger();
  private volatile long retryAt;
  private volatile long baseSize;

  Rewriting(AofLog log, AofFiles files, Bases bases, AofSettings settings, Around around) {
    this.log = log;
    this.files = files;
    this.bases = bases;
    this.settings = settings;
    this.keyspace = around.keyspace();
    this.clock = around.clock();
  }

  /** What a rewrite has to do with besides the log. */
  record Around(Keyspace keyspace, Clock clock) {}

  boolean busy() {
    return busy;
  }

  /** True where one begins as soon as it can. */
  boolean scheduled() {
    return scheduled;
  }

  /** The size that the next automatic rewrite is measured by. */
  void baseIs(long bytes) {
    baseSize = bytes;
  }

  /**
   * Begins to write all data as they are now. All shards are locked.
   *
   * @return false where something else does so: this begins once that has ended
   */
  synchronized boolean begin(long now) {
    if (busy) {
      throw new IllegalStateException("a rewrite runs");
    }
    // First, so that the end of something else can't go by unnoticed.
    scheduled = true;
    boolean rdb = settings.rdbBase.get();
    Base taken = bases.capture(now, rdb);
    if (taken == null) {
      return false;
    }
    base = taken;
    scheduled = false;
    long sequence = settings.on.get() ? log.turn() : files.manifest().lastIncrement() + 1;
    long stamp = rdb || !settings.timestamps.get() ? 0 : now / MILLIS;
    Target target = new Target(sequence, rdb, stamp);
    startedAt = now;
    log.rewriting(true);
    Thread thread = new Thread(() -> write(target, taken), "redstart-aof-rewrite");
    thread.setDaemon(true);
    background = thread;
    busy = true;
    thread.start();
    return true;
  }

  /** Begins what is scheduled, where it can begin now. No lock is held. */
  void beginScheduled() {
    if (!scheduled) {
      return;
    }
    keyspace.lock(keyspace.planAll());
    try {
      synchronized (this) {
        scheduled = scheduled && !ended && !busy;
        boolean unused = scheduled && begin(clock.millis());
      }
    } finally {
      keyspace.unlock(keyspace.planAll());
    }
  }

  /** Begins a rewrite where the log has grown enough. Quick; on the thread of the log. */
  void consider() {
    long percent = settings.growth.get();
    long size = log.size();
    if (percent == 0 || busy() || size < settings.leastSize.get() || clock.millis() < retryAt) {
      return;
    }
    if ((size - baseSize) * PERCENT / Math.max(1, baseSize) >= percent) {
      LOG.info("Rewriting the log: it has grown from {} bytes to {}", baseSize, size);
      start();
    }
  }

  /** Begins a rewrite as soon as possible, on a thread of its own, which may wait for locks. */
  void start() {
    if (!scheduled) {
      scheduled = true;
      Thread thread = new Thread(this::beginScheduled, "redstart-aof-schedule");
      thread.setDaemon(true);
      thread.start();
    }
  }

  /**
   * What a base will be.
   *
   * @param sequence of the first increment that goes on top of it
   * @param stamp the second that stands at its beginning, 0 for none
   */
  private record Target(long sequence, boolean rdb, long stamp) {

    void write(Base taken, Draft out) throws IOException {
      if (stamp > 0) {
        Records line = new Records();
        line.timestamp(stamp);
        out.write(line.bytes(), 0, line.length());
      }
      taken.writeTo(out);
    }
  }

  private void write(Target target, Base taken) {
    boolean written = false;
    try {
      try (taken) {
        if (log.active()) {
          log.awaitIncrement(target.sequence);
        }
        files.replaceBase(target.sequence, target.rdb, out -> target.write(taken, out));
      }
      written = true;
      rewrites.increment();
      failuresInARow.set(0);
      baseSize = files.size();
      log.sizeIs(baseSize);
      LOG.info("The log was rewritten, and has {} bytes now", baseSize);
    } catch (IOException | RuntimeException e) {
      int failures = failuresInARow.incrementAndGet();
      retryAt = clock.millis() + MILLIS * Math.min(3600, 1L << Math.min(failures, 12));
      LOG.error("The log could not be rewritten: {}", e.toString());
    } finally {
      over();
    }
    if (written) {
      // Last: whoever waits for this may look at the rest then.
      log.based(target.sequence);
    }
    forget(Thread.currentThread());
  }

  private void over() {
    lastSeconds = (clock.millis() - startedAt) / MILLIS;
    log.rewriting(false);
    base = null;
    busy = false;
  }

  private synchronized void forget(Thread thread) {
    if (background == thread) {
      background = null;
    }
  }

  /** Gives up what is scheduled or being written; its thread ends soon. */
  void abandon() {
    scheduled = false;
    Base taken = base;
    if (taken != null) {
      taken.abandon();
    }
  }

  /** Begins nothing any more, and waits for what is being written. No lock is held. */
  void end() {
    ended = true;
    close();
  }

  /** Waits for what is being written, unless the disk keeps it from its end. No lock is held. */
  void close() {
    Thread thread;
    synchronized (this) {
      // In the lock: one that has just taken its data is to be waited for, too.
      thread = background;
    }
    try {
      while (thread != null && thread.isAlive()) {
        thread.join(MILLIS);
        if (ended && log.trouble() != null) {
          log.endSoon();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The fields of INFO. */
  void describe(BiConsumer<String, Object> field) {
    field.accept("aof_rewrite_in_progress", busy ? 1 : 0);
    field.accept("aof_rewrite_scheduled", scheduled ? 1 : 0);
    field.accept("aof_last_rewrite_time_sec", lastSeconds);
    field.accept("aof_current_rewrite_time_sec", busy ? (clock.millis() - startedAt) / MILLIS : -1);
    field.accept("aof_last_bgrewrite_status", failuresInARow.get() == 0 ? "ok" : "err");
    field.accept("aof_rewrites", rewrites.sum());
    field.accept("aof_rewrites_consecutive_failures", failuresInARow.get());
  }

  long baseSize() {
    return baseSize;
  }
}
