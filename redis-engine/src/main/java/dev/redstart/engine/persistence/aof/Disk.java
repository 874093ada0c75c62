package dev.redstart.engine.persistence.aof;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Opens files that grow at their end. A disk that fails stands in for it in tests. */
@FunctionalInterface
interface Disk {

  /** The disk of this machine. */
  Disk REAL = ChannelFile::new;

  /** Opens a file, a new one where there is none. */
  AppendFile open(Path path) throws IOException;

  /** A file that grows at its end. Used by one thread. */
  interface AppendFile extends AutoCloseable {

    long size() throws IOException;

    /** Adds bytes. Where it fails, any part of them may have been added. */
    void append(byte[] bytes, int length) throws IOException;

    /** Returns when all that was added will survive the machine. */
    void sync() throws IOException;

    /** Cuts the file off after {@code size} bytes. */
    void cut(long size) throws IOException;

    @Override
    void close() throws IOException;
  }

  /** A file of this machine. */
  final class ChannelFile implements AppendFile {

    private final FileChannel channel;

    ChannelFile(Path path) throws IOException {
      this.channel =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public void append(byte[] bytes, int length) throws IOException {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }

    @Override
    public void sync() throws IOException {
      channel.force(false);
    }

    @Override
    public void cut(long size) throws IOException {
      channel.truncate(size);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
