package dev.redstart.engine.persistence.rdb;

/** Thrown where a file isn't an RDB file, or is damaged. */
public final class RdbException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final long offset;
  private final long good;

  RdbException(long offset, long good, String what, Throwable cause) {
    super("at byte " + offset + ": " + what, cause);
    this.offset = offset;
    this.good = good;
  }

  /** Up to where the file was read. */
  public long offset() {
    return offset;
  }

  /** Up to where the file holds whole keys; 0 where it can't be told. */
  public long good() {
    return good;
  }
}
