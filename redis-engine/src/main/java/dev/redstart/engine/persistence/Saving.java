package dev.redstart.engine.persistence;

import dev.redstart.engine.exec.Execution;
import dev.redstart.engine.time.Clock;
import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves snapshots into the file, and knows how the last one went. Called by whoever holds all
 * shards; a thread of its own writes what is saved in the background.
 */
final class Saving {

  private static final Logger LOG = LoggerFactory.getLogger(Saving.class);
  private static final long MILLIS = 1000;

  private final Execution execution;
  private final Snapshot snapshot;
  private final DumpFile file;
  private final Clock clock;
  private volatile long lastSave;
  private volatile long changesSaved;
  private volatile boolean lastBackgroundFailed;
  private volatile long lastBackgroundSeconds = -1;
  private volatile long startedAt;
  private final LongAdder saves = new LongAdder();
  private volatile @Nullable Thread background;

  Saving(Execution execution, Snapshot snapshot, DumpFile file, Clock clock) {
    this.execution = execution;
    this.snapshot = snapshot;
    this.file = file;
    this.clock = clock;
    this.lastSave = clock.millis();
  }

  /** True while a snapshot is written in the background. */
  boolean busy() {
    return background != null;
  }

  /** When a snapshot was saved last, in seconds since 1970. */
  long lastSave() {
    return lastSave / MILLIS;
  }

  /** Writes a snapshot while everybody waits. */
  void save(Snapshot.Origin origin, long now) throws IOException {
    long changes = execution.changes();
    file.replace(out -> snapshot.write(out, origin, now));
    saved(changes);
  }

  /**
   * Takes a snapshot into memory now, and writes it to the disk in the background. It is of this
   * moment, and nobody waits for the disk; it takes memory, packed as in the file.
   */
  void saveInBackground(Snapshot.Origin origin, long now) {
    long changes = execution.changes();
    Image image = new Image();
    snapshot.write(image, origin, now);
    startedAt = now;
    Thread thread = new Thread(() -> store(image, changes), "redstart-save");
    background = thread;
    thread.start();
  }

  private void store(Image image, long changes) {
    try {
      file.replace(image::writeTo);
      saved(changes);
      lastBackgroundFailed = false;
    } catch (IOException e) {
      lastBackgroundFailed = true;
      LOG.error("Can't save to {}: {}", file.path(), e.toString());
    } finally {
      lastBackgroundSeconds = (clock.millis() - startedAt) / MILLIS;
      background = null;
    }
  }

  private void saved(long changes) {
    changesSaved = changes;
    saves.increment();
    lastSave = clock.millis();
  }

  /** The fields of INFO. */
  void describe(BiConsumer<String, Object> field) {
    boolean busy = busy();
    field.accept("rdb_changes_since_last_save", execution.changes() - changesSaved);
    field.accept("rdb_bgsave_in_progress", busy ? 1 : 0);
    field.accept("rdb_last_save_time", lastSave());
    field.accept("rdb_last_bgsave_status", lastBackgroundFailed ? "err" : "ok");
    field.accept("rdb_last_bgsave_time_sec", lastBackgroundSeconds);
    field.accept("rdb_current_bgsave_time_sec", busy ? (clock.millis() - startedAt) / MILLIS : -1);
    field.accept("rdb_saves", saves.sum());
  }

  /** Takes away what a save has written that will never end, since the process ends first. */
  void removeUnfinished() {
    file.removeUnfinished();
  }

  /** Waits for what is being written. */
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
