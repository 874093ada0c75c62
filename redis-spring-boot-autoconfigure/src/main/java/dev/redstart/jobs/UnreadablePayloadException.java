package dev.redstart.jobs;

/** Says that what a job needs to know, or has given back, isn't what was asked for. */
public final class UnreadablePayloadException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnreadablePayloadException(String message, Throwable cause) {
    super(message, cause);
  }
}
