package dev.redstart.engine.persistence.files;

import java.io.IOException;

/** A file that grows at its end. Used by one thread at a time, but for {@link #sync}. */
public interface DiskFile extends AutoCloseable {

  long size() throws IOException;

  /** Adds bytes. Where it fails, any part of them may have been added. */
  void append(byte[] bytes, int from, int length) throws IOException;

  /** Puts bytes in the place of others, which there are. */
  void overwrite(long at, byte[] bytes) throws IOException;

  /** Returns when all that was written before will survive the machine. Any thread. */
  void sync() throws IOException;

  /** Cuts the file off after {@code size} bytes. */
  void cut(long size) throws IOException;

  @Override
  void close() throws IOException;
}
