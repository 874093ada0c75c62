package dev.redstart.ratelimit;

import java.util.List;

/** A method's limit refused a call. */
public final class RateLimitExceededException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Verdict verdict;

  /** Says so. */
  public RateLimitExceededException(Verdict verdict) {
    super("the limit '" + verdict.ask().limit() + "' is exceeded");
    this.verdict = verdict;
  }

  /** What the limit said. */
  public Verdict verdict() {
    return verdict;
  }

  /** What a client is told. */
  public Answer answer() {
    return new Answer(List.of(verdict));
  }
}
