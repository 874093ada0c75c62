package dev.redstart.engine.persistence.files;

import java.io.IOException;
import java.nio.file.Path;

/** A file can't be written since another process, or another engine of this one, writes it. */
public final class FileInUseException extends IOException {

  private static final long serialVersionUID = 1L;

  private final String file;

  FileInUseException(Path file, String holder) {
    super(
        file
            + " belongs to "
            + holder
            + ", which still runs: give each engine a directory of its own (dir), or stop the other"
            + " one first");
    this.file = file.toString();
  }

  /** The path of the file. */
  public String file() {
    return file;
  }
}
