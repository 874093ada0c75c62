package dev.redstart.engine.persistence.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of this machine. */
final class ChannelFile implements DiskFile {

  private final FileChannel channel;
  private long end;

  ChannelFile(Path path) throws IOException {
    // Not to be appended to by the system, which would append what is overwritten, too.
    this.channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    this.end = channel.size();
  }

  @Override
  public long size() {
    return end;
  }

  @Override
  public void append(byte[] bytes, int from, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, from, length);
    while (buffer.hasRemaining()) {
      end += channel.write(buffer, end);
    }
  }

  @Override
  public void overwrite(long at, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      int done = buffer.position();
      int unused = channel.write(buffer, at + done);
    }
  }

  @Override
  public void sync() throws IOException {
    channel.force(false);
  }

  @Override
  public void cut(long size) throws IOException {
    channel.truncate(size);
    end = size;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
