package dev.redstart.autoconfigure;

/** Data are to outlive the application, and can't as the properties say it. */
final class PersistenceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String action;

  PersistenceException(String message, String action) {
    super(message);
    this.action = action;
  }

  /** What helps. */
  String action() {
    return action;
  }
}
