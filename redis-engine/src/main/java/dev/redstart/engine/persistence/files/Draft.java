package dev.redstart.engine.persistence.files;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A file while it is written, before it takes its place. What is written reaches the disk bit by
 * bit, so that nobody else who needs it has to wait for all at the end. Used by one thread at a
 * time, but for {@link #settle}.
 */
public final class Draft extends OutputStream {

  private static final int BUFFER = 1 << 16;
  private static final long SYNCED_EACH = 4 << 20;

  private final DiskFile file;
  private final byte[] buffer = new byte[BUFFER];
  private final AtomicLong unsynced = new AtomicLong();
  private int filled;
  private boolean settled;

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
    if (unsynced.addAndGet(count) >= SYNCED_EACH && !settled) {
      settle();
    }
  }

  /** From now on who writes doesn't wait for the disk: {@link #settle} does, now and then. */
  public void letSettle() {
    settled = true;
  }

  /** Brings what was written to the disk, where it is a lot. Others may write meanwhile. */
  public void settle() throws IOException {
    if (unsynced.get() >= SYNCED_EACH) {
      unsynced.set(0);
      file.sync();
    }
  }

  /** Brings all of it to the disk, and ends. */
  void finish() throws IOException {
    flush();
    file.sync();
  }
}
