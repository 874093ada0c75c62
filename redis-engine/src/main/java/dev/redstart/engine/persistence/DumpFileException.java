package dev.redstart.engine.persistence;

import dev.redstart.engine.persistence.files.DataFileException;

/**
 * Thrown where the directives name a file that can't be loaded. The message names the file, and the
 * place in it; the file stays as it is.
 */
public final class DumpFileException extends DataFileException {

  private static final long serialVersionUID = 1L;

  DumpFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
