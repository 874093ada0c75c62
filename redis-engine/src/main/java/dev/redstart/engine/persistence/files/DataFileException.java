package dev.redstart.engine.persistence.files;

/**
 * Thrown where data can't be brought back, or be kept: a file is damaged, missing, or not to be
 * written. The message names it, and says what is wrong and what helps; the file stays as it is.
 */
public abstract class DataFileException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  protected DataFileException(String message) {
    super(message);
  }

  protected DataFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
