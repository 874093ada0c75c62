package dev.redstart.engine.persistence.rdb;

/** Thrown where a file isn't an RDB file, or is damaged. */
public final class RdbException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final long offset;

  RdbException(long offset, String what, Throwable cause) {
    super("at byte " + offset + ": " + what, cause);
    this.offset = offset;
  }

  /** Up to where the file was read. */
  public long offset() {
    return offset;
  }
}
