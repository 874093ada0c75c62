package dev.redstart.engine.persistence;

import dev.redstart.engine.exec.Execution;
import dev.redstart.engine.keyspace.Keyspace;
import dev.redstart.engine.time.Clock;
import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves snapshots into the file, and knows how the last one went. A thread of its own writes what
 * is saved in the background.
 */
final class Saving {

  private static final Logger LOG = LoggerFactory.getLogger(Saving.class);
  private static final long MILLIS = 1000;

  // What tells apart the files that are written at the same time.
  private static final String AT_ONCE = "";
  private static final String BACKGROUND = "bg-";

  /** How long after a failure nothing is saved by itself. */
  private static final long RETRY_MILLIS = 5000;

  private final Execution execution;
  private final Keyspace keyspace;
  private final Snapshot snapshot;
  private final Captures captures;
  private final DumpFile file;
  private final Clock clock;
  private volatile long lastSave;
  private volatile long changesSaved;
  private volatile boolean failed;
  private volatile long lastSeconds = -1;
  private volatile long startedAt;
  private volatile boolean scheduled;
  private final LongAdder saves = new LongAdder();
  private final Runnable onEnd = this::ended;
  private volatile @Nullable Thread background;
  private volatile @Nullable Capture<?> capture;

  Saving(Execution execution, Snapshot snapshot, Captures captures, DumpFile file, Around around) {
    this.execution = execution;
    this.snapshot = snapshot;
    this.captures = captures;
    this.file = file;
    this.keyspace = around.keyspace;
    this.clock = around.clock;
    this.lastSave = clock.millis();
  }

  /** What saving has to do with besides the file. */
  record Around(Keyspace keyspace, Clock clock) {}

  /** Where snapshots are saved. */
  DumpFile file() {
    return file;
  }

  /** True while a snapshot is written in the background. */
  boolean busy() {
    return background != null;
  }

  /** True where the last snapshot in the background could not be written, and none was since. */
  boolean failed() {
    return failed;
  }

  /** When a snapshot was saved last, in seconds since 1970. */
  long lastSave() {
    return lastSave / MILLIS;
  }

  /** How much has changed since. */
  long changes() {
    return execution.changes() - changesSaved;
  }

  /** How long ago that was. */
  long secondsSinceLast() {
    return clock.millis() / MILLIS - lastSave();
  }

  /** True where a snapshot may be saved without having been asked for. */
  boolean mayBegin() {
    return !busy()
        && file.isNamed()
        && captures.current() == null
        && (!failed || clock.millis() - startedAt > RETRY_MILLIS);
  }

  /** All data are in the file as they are. */
  void loaded() {
    changesSaved = execution.changes();
  }

  /** As {@link #save}, from within a call that has changed something: it counts once it ends. */
  void saveWithin() throws IOException {
    save(execution.changes() + 1);
  }

  /** Writes a snapshot while everybody waits. All shards are locked. */
  void save() throws IOException {
    save(execution.changes());
  }

  private void save(long changes) throws IOException {
    long now = clock.millis();
    file.replace(AT_ONCE, out -> snapshot.write(out, file.origin(false), now));
    saved(changes);
  }

  /**
   * Begins to write a snapshot of this moment in the background. All shards are locked.
   *
   * @return false where something else reads all data
   */
  boolean begin(long now) {
    Capture<?> taken = captures.begin(file.origin(false), now, true, onEnd);
    if (taken == null) {
      return false;
    }
    long changes = execution.changes();
    scheduled = false;
    startedAt = now;
    capture = taken;
    Thread thread = new Background(taken, changes);
    background = thread;
    thread.start();
    return true;
  }

  /** Lets {@link #beginScheduled} begin, as soon as nothing else reads all data. */
  void schedule() {
    scheduled = true;
  }

  /** Begins what was scheduled, where it can begin now. No lock is held. */
  void beginScheduled() {
    if (!scheduled) {
      return;
    }
    keyspace.lock(keyspace.planAll());
    try {
      boolean unused = scheduled && file.isNamed() && begin(clock.millis());
    } finally {
      keyspace.unlock(keyspace.planAll());
    }
  }

  /** Writes a capture. A lambda would have to be linked while everybody waits. */
  private final class Background extends Thread {

    private final Capture<?> taken;
    private final long changes;

    Background(Capture<?> taken, long changes) {
      super("redstart-save");
      this.taken = taken;
      this.changes = changes;
    }

    @Override
    public void run() {
      try {
        file.replace(BACKGROUND, taken::writeTo);
        saved(changes);
      } catch (IOException | RuntimeException e) {
        // What was given up has not failed.
        failed |= capture != null;
        LOG.error("Can't save to {}: {}", file.path(), e.toString());
      } finally {
        taken.close();
      }
    }
  }

  private void ended() {
    lastSeconds = (clock.millis() - startedAt) / MILLIS;
    capture = null;
    background = null;
  }

  private void saved(long changes) {
    changesSaved = changes;
    saves.increment();
    lastSave = clock.millis();
    failed = false;
  }

  /** Gives up what is written in the background; its thread ends soon. */
  void abandon() {
    scheduled = false;
    Capture<?> taken = capture;
    if (taken != null) {
      capture = null;
      taken.abandon();
    }
  }

  /** The fields of INFO. */
  void describe(BiConsumer<String, Object> field) {
    boolean busy = busy();
    Capture<?> now = captures.current();
    long keys = now == null ? 0 : now.keys();
    long written = now == null ? 0 : Math.min(now.written(), keys);
    field.accept("current_cow_peak", 0);
    field.accept("current_cow_size", 0);
    field.accept("current_cow_size_age", 0);
    field.accept("current_fork_perc", "%.2f".formatted(keys == 0 ? 0 : 100.0 * written / keys));
    field.accept("current_save_keys_processed", written);
    field.accept("current_save_keys_total", keys);
    field.accept("rdb_changes_since_last_save", changes());
    field.accept("rdb_bgsave_in_progress", busy ? 1 : 0);
    field.accept("rdb_last_save_time", lastSave());
    field.accept("rdb_last_bgsave_status", failed ? "err" : "ok");
    field.accept("rdb_last_bgsave_time_sec", lastSeconds);
    field.accept("rdb_current_bgsave_time_sec", busy ? (clock.millis() - startedAt) / MILLIS : -1);
    field.accept("rdb_saves", saves.sum());
    field.accept("rdb_last_cow_size", 0);
  }

  /** Takes away what saves have written that will never end, since the process ends first. */
  void removeUnfinished() {
    file.removeUnfinished(AT_ONCE);
    file.removeUnfinished(BACKGROUND);
  }

  /** Waits for what is being written. No lock is held. */
  void close() {
    Thread thread = background;
    if (thread != null) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
