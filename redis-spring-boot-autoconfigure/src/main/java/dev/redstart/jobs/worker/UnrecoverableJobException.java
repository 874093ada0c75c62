package dev.redstart.jobs.worker;

import org.jspecify.annotations.Nullable;

/** Says that it is of no use to try a job again. */
public final class UnrecoverableJobException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With the reason that the job will show. */
  public UnrecoverableJobException(String message) {
    this(message, null);
  }

  /** With the reason that the job will show. */
  public UnrecoverableJobException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
