package dev.redstart.jobs.worker;

import java.time.Duration;

/** Says that a job has neither succeeded nor failed, but is to run again later. */
public final class JobDeferredException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Until when. */
  enum Until {
    DELAY,
    TURN,
    CHILDREN,
    LIMIT
  }

  private final Until until;
  private final Duration delay;

  private JobDeferredException(Until until, Duration delay) {
    super("deferred", null, false, false);
    this.until = until;
    this.delay = delay;
  }

  /** Runs again after that time. */
  public static JobDeferredException by(Duration delay) {
    return new JobDeferredException(Until.DELAY, delay);
  }

  /** Runs again as the next one. */
  public static JobDeferredException untilNext() {
    return new JobDeferredException(Until.TURN, Duration.ZERO);
  }

  /** Runs again when all of its children are done; as the next one where they are already. */
  public static JobDeferredException untilChildrenAreDone() {
    return new JobDeferredException(Until.CHILDREN, Duration.ZERO);
  }

  /**
   * Runs again after that time, and so does every other job of the queue: somebody whom its jobs
   * call has had enough. Workers that have a limit, or whose queue has one, heed it.
   */
  public static JobDeferredException byLimit(Duration delay) {
    return new JobDeferredException(Until.LIMIT, delay);
  }

  Until until() {
    return until;
  }

  Duration delay() {
    return delay;
  }
}
