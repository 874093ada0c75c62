package dev.redstart.engine.persistence.aof;

import dev.redstart.engine.persistence.aof.Manifest.Part;
import dev.redstart.engine.persistence.files.Disk;
import dev.redstart.engine.persistence.files.DiskFile;
import java.io.IOException;

/** The increment that is being written. Used by one thread. */
final class Increment implements AutoCloseable {

  private final long sequence;
  private final DiskFile file;
  private long size;
  private boolean unsynced;

  private Increment(long sequence, DiskFile file, long size) {
    this.sequence = sequence;
    this.file = file;
    this.size = size;
  }

  /** Something was added in part, and could not be taken back. */
  static final class TornException extends IOException {
    private static final long serialVersionUID = 1;

    TornException(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  /**
   * Opens the increment of that number: it is listed when this returns.
   *
   * @param withBase lists a new one together with the next base only
   */
  static Increment open(AofFiles files, Disk disk, long sequence, boolean withBase)
      throws IOException {
    Part known = files.listedIncrement(sequence);
    Part part = known == null ? files.increment(sequence) : known;
    DiskFile file = disk.open(files.path(part));
    try {
      if (known == null) {
        // What a process may have left behind that went down before it had listed the file.
        file.cut(0);
        files.add(part, withBase);
      }
      return new Increment(sequence, file, file.size());
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  long sequence() {
    return sequence;
  }

  /** True where something was added since the last {@link #sync}. */
  boolean unsynced() {
    return unsynced;
  }

  /** Adds records: all of them or none. */
  void append(Records records) throws IOException {
    try {
      file.append(records.bytes(), 0, records.length());
    } catch (IOException e) {
      try {
        file.cut(size);
      } catch (IOException worse) {
        e.addSuppressed(worse);
        throw new TornException(e);
      }
      throw e;
    }
    size += records.length();
    unsynced = true;
  }

  /** Brings everything to the disk. Where this fails, no one knows what of it is there. */
  void sync() throws IOException {
    // Not again after a failure: the second time would succeed without having done anything.
    unsynced = false;
    file.sync();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
