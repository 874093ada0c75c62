package dev.redstart.engine.persistence;

import dev.redstart.engine.persistence.aof.Bases;
import java.io.InputStream;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Snapshots as the bases of a log. */
final class SnapshotBases implements Bases {

  /** When nothing has expired yet. */
  private static final long BEGINNING = 0;

  private final Snapshot snapshot;
  private final Captures captures;
  private final DumpFile file;

  SnapshotBases(Snapshot snapshot, Captures captures, DumpFile file) {
    this.snapshot = snapshot;
    this.captures = captures;
    this.file = file;
  }

  @Override
  public @Nullable Base capture(long now, boolean rdb) {
    return captures.begin(file.origin(true), now, rdb, () -> {});
  }

  @Override
  public long load(InputStream in, long length, LongConsumer taken) {
    Snapshot.Taking how = new Snapshot.Taking(Snapshot.Duplicates.REFUSE, BEGINNING, taken);
    return snapshot.read(in, length, file.checksum(), how).bytes();
  }
}
