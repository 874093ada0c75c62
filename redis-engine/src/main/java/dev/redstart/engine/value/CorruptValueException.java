package dev.redstart.engine.value;

/** Thrown where what was read isn't a value that anyone could have saved. */
public final class CorruptValueException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong, as a noun: {@code hash with a field twice}
   */
  public CorruptValueException(String message) {
    super(message);
  }

  /** As {@link #CorruptValueException(String)}, with what brought it to light. */
  public CorruptValueException(String message, Throwable cause) {
    super(message, cause);
  }
}
