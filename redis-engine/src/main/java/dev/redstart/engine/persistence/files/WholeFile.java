package dev.redstart.engine.persistence.files;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts files in place of others. */
public final class WholeFile {

  private WholeFile() {}

  /**
   * Puts a new file in place of {@code target}, once all of it is on the disk: whenever the process
   * dies, the one or the other is there as a whole.
   *
   * @param temporary the name, in the same directory, that it has until then
   */
  public static void replace(Path target, String temporary, Content content) throws IOException {
    Path fresh = target.resolveSibling(temporary);
    try {
      try (FileOutputStream file = new FileOutputStream(fresh.toFile());
          OutputStream out = new BufferedOutputStream(file)) {
        content.writeTo(out);
        out.flush();
        file.getFD().sync();
      }
      move(fresh, target);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** Moves a file in one step, and returns when that will survive the machine. */
  public static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
    syncDirectory(to.getParent());
    if (!Objects.equals(from.getParent(), to.getParent())) {
      syncDirectory(from.getParent());
    }
  }

  /** Returns when the files of a directory are known by their names after a crash, too. */
  public static void syncDirectory(@Nullable Path path) {
    if (path == null) {
      return;
    }
    try (FileChannel directory = FileChannel.open(path, StandardOpenOption.READ)) {
      directory.force(true);
    } catch (IOException e) {
      // Some systems don't let a directory be opened; there the rename has to do.
      return;
    }
  }
}
