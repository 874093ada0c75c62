package dev.redstart.engine.persistence.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;

/** Puts files in place of others. */
public final class WholeFile {

  private WholeFile() {}

  /**
   * Puts a new file in place of {@code target}, once all of it is on the disk: whenever the process
   * dies, the one or the other is there as a whole.
   *
   * @param temporary the name, in the same directory, that it has until then
   */
  public static void replace(Disk disk, Path target, String temporary, Content content)
      throws IOException {
    Path fresh = target.resolveSibling(temporary);
    try {
      try (DiskFile file = disk.open(fresh)) {
        file.cut(0);
        Draft draft = new Draft(file);
        content.writeTo(draft);
        draft.finish();
      }
      move(disk, fresh, target);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      disk.delete(fresh);
    }
  }

  /** Moves a file in one step, and returns when that will survive the machine. */
  public static void move(Disk disk, Path from, Path to) throws IOException {
    disk.move(from, to);
    Path here = Objects.requireNonNull(to.getParent());
    Path there = Objects.requireNonNull(from.getParent());
    disk.syncDirectory(here);
    if (!here.equals(there)) {
      disk.syncDirectory(there);
    }
  }
}
