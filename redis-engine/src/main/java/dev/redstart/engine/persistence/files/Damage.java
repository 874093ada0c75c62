package dev.redstart.engine.persistence.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** Takes what is damaged away from the end of a file. */
public final class Damage {

  private Damage() {}

  /**
   * Cuts a file off behind its first {@code good} bytes, once what stood there is in another file
   * beside it.
   *
   * @param ending what the file ends with then
   * @return the other file
   */
  public static Path cutOff(Path file, long good, byte[] ending) throws IOException {
    Path rest = file.resolveSibling(file.getFileName() + ".cut-" + good);
    try (InputStream in = Files.newInputStream(file);
        FileChannel to =
            FileChannel.open(rest, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream out = Channels.newOutputStream(to)) {
      in.skipNBytes(good);
      in.transferTo(out);
      to.force(true);
    }
    Disk.REAL.syncDirectory(Objects.requireNonNull(rest.toAbsolutePath().getParent()));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(good);
      ByteBuffer last = ByteBuffer.wrap(ending);
      while (last.hasRemaining()) {
        channel.write(last, good + last.position());
      }
      channel.force(true);
    }
    return rest;
  }
}
