package dev.redstart.engine.persistence;

/**
 * Thrown where the directives name a file that can't be loaded. The message names the file, and the
 * place in it; the file stays as it is.
 */
public final class DumpFileException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  DumpFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
