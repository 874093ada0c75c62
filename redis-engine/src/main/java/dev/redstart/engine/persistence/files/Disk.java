package dev.redstart.engine.persistence.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * What is asked of a file system by those who write: all methods are those of this machine, but for
 * a disk that fails, which stands in for it in tests. May be used from any thread.
 */
@FunctionalInterface
public interface Disk {

  /** The disk of this machine. */
  Disk REAL = ChannelFile::new;

  /** Opens a file to add to it, a new one where there is none. */
  DiskFile open(Path path) throws IOException;

  /** Moves a file in one step, in place of another where there is one. */
  default void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Removes a file where there is one. */
  default void delete(Path path) throws IOException {
    Files.deleteIfExists(path);
  }

  /** Returns when the files of a directory are known by their names after a crash, too. */
  default void syncDirectory(Path path) throws IOException {
    FileChannel directory;
    try {
      directory = FileChannel.open(path, StandardOpenOption.READ);
    } catch (IOException e) {
      // Some systems don't let a directory be opened; there the rename has to do.
      return;
    }
    try (directory) {
      directory.force(true);
    }
  }
}
