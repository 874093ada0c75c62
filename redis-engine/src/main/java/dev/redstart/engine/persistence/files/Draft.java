package dev.redstart.engine.persistence.files;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A file while it is written, before it takes its place. What is written reaches the disk bit by
 * bit, so that nobody else who needs it has to wait for all at the end. Used by one thread at a
 * time.
 */
public final class Draft extends OutputStream {

  private static final int BUFFER = 1 << 16;
  private static final long SYNCED_EACH = 4 << 20;

  private final DiskFile file;
  private final byte[] buffer = new byte[BUFFER];
  private int filled;
  private long unsynced;

  Draft(DiskFile file) {
    this.file = file;
  }

  @Override
  public void write(int octet) throws IOException {
    if (filled == BUFFER) {
      flush();
    }
    buffer[filled++] = (byte) octet;
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    if (count > BUFFER - filled) {
      flush();
    }
    if (count > BUFFER) {
      add(bytes, from, count);
    } else {
      System.arraycopy(bytes, from, buffer, filled, count);
      filled += count;
    }
  }

  /** Puts bytes in the place of others that were written before. */
  public void patch(long at, byte[] bytes) throws IOException {
    flush();
    file.overwrite(at, bytes);
  }

  @Override
  public void flush() throws IOException {
    add(buffer, 0, filled);
    filled = 0;
  }

  private void add(byte[] bytes, int from, int count) throws IOException {
    file.append(bytes, from, count);
    unsynced += count;
    if (unsynced >= SYNCED_EACH) {
      file.sync();
      unsynced = 0;
    }
  }

  /** Brings all of it to the disk, and ends. */
  void finish() throws IOException {
    flush();
    file.sync();
  }
}
