package dev.redstart.engine.persistence;

import dev.redstart.engine.command.Setting;
import dev.redstart.engine.persistence.aof.Bases;
import dev.redstart.engine.persistence.files.Content;
import java.io.InputStream;

/** Snapshots as the bases of a log. */
final class SnapshotBases implements Bases {

  /** When nothing has expired yet. */
  private static final long BEGINNING = 0;

  private final Snapshot snapshot;
  private final DumpFile file;
  private final Setting.Switch compress;
  private final String version;

  SnapshotBases(Snapshot snapshot, DumpFile file, Setting.Switch compress, String version) {
    this.snapshot = snapshot;
    this.file = file;
    this.compress = compress;
    this.version = version;
  }

  @Override
  public Content capture(long now) {
    Image image = new Image();
    boolean checksum = file.checksum();
    snapshot.write(image, new Snapshot.Origin(version, compress.get(), checksum, true), now);
    return image::writeTo;
  }

  @Override
  public long load(InputStream in, long length) {
    return snapshot
        .read(in, length, file.checksum(), Snapshot.Duplicates.REFUSE, BEGINNING)
        .bytes();
  }
}
