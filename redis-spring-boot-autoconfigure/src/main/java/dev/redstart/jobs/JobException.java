package dev.redstart.jobs;

/** Says why something could not be done to a job or a queue. */
public final class JobException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** There is no such job. */
    MISSING(-1, "does not exist"),
    /** Nobody holds the job. */
    NOT_HELD(-2, "is held by nobody"),
    /** The job is in a state where this can't be done. */
    WRONG_STATE(-3, "is in another state"),
    /** The job has children that aren't done. */
    CHILDREN_PENDING(-4, "has children that are not done"),
    /** There is no such parent. */
    PARENT_MISSING(-5, "has a parent that does not exist"),
    /** Another worker holds the job. */
    HELD_BY_ANOTHER(-6, "is held by another worker"),
    /** The job has another parent already. */
    OTHER_PARENT(-7, "has another parent"),
    /** A scheduler waits for this job. */
    SCHEDULED(-8, "belongs to a scheduler"),
    /** A child has failed. */
    CHILDREN_FAILED(-9, "has a child that failed"),
    /** There is a job in the scheduler's place. */
    PLACE_TAKEN(-10, "stands where a scheduler's would"),
    /** There are jobs in all places that a scheduler may use. */
    PLACES_TAKEN(-11, "stands, with others, where a scheduler's would"),
    /** Something else. */
    UNKNOWN(Integer.MIN_VALUE, "was refused");

    private final int number;
    private final String text;

    Reason(int number, String text) {
      this.number = number;
      this.text = text;
    }

    static Reason of(long number) {
      for (Reason reason : values()) {
        if (reason.number == number) {
          return reason;
        }
      }
      return UNKNOWN;
    }
  }

  private final Reason reason;

  /** Says that {@code operation} could not be done to a job. */
  public JobException(String operation, String queue, String job, long number) {
    this(operation, queue, job, Reason.of(number));
  }

  private JobException(String operation, String queue, String job, Reason reason) {
    super("Could not " + operation + ": job " + job + " of queue \"" + queue + "\" " + reason.text);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
