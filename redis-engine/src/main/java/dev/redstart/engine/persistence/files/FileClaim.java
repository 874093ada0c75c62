package dev.redstart.engine.persistence.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The right to write a file, which one engine of one process has at a time. It ends with the
 * process, however that ends.
 */
public final class FileClaim implements AutoCloseable {

  /*
   * A lock of the operating system on an empty file beside the claimed one, whose own file is replaced again and again.
   * The empty file stays when the claim ends: who deleted it could delete that of the next one. The system's locks belong
   * to processes, and a process that closes a file twice opened loses its lock; so what this process holds is noted here.
   */

  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();
  private static final int MOST_SHOWN = 20;

  private final Path lockFile;
  private final FileChannel channel;

  private FileClaim(Path lockFile, FileChannel channel) {
    this.lockFile = lockFile;
    this.channel = channel;
  }

  /**
   * Claims {@code file}, in a directory that exists.
   *
   * @throws FileInUseException where another one has it
   * @throws IOException where that can't be found out, since nothing can be written there
   */
  public static FileClaim take(Path file) throws IOException {
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent()).toRealPath();
    Path lockFile = folder.resolve(file.getFileName() + ".lock");
    if (!HELD.add(lockFile)) {
      throw new FileInUseException(file, "another engine of this process");
    }
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              lockFile,
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      lock(file, channel);
      return new FileClaim(lockFile, channel);
    } catch (IOException | RuntimeException e) {
      HELD.remove(lockFile);
      close(channel);
      throw e;
    }
  }

  private static void lock(Path file, FileChannel channel) throws IOException {
    if (channel.tryLock() == null) {
      throw new FileInUseException(file, "process " + holder(channel));
    }
    channel.truncate(0);
    String pid = Long.toString(ProcessHandle.current().pid());
    channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(MOST_SHOWN);
    int unused = channel.read(text, 0);
    return new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
  }

  /** True where this is the claim of {@code file}. */
  public boolean isOf(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    try {
      return folder != null
          && lockFile.equals(folder.toRealPath().resolve(file.getFileName() + ".lock"));
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      close(channel);
    } finally {
      HELD.remove(lockFile);
    }
  }

  private static void close(@Nullable FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // The lock ends with the process, then.
        return;
      }
    }
  }
}
