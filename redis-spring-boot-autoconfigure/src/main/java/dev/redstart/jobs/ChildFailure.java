package dev.redstart.jobs;

/** What a job's failure means for its parent, where nothing is said: that it waits for ever. */
public enum ChildFailure {
  /** The parent fails, too. */
  FAILS_PARENT("fpof"),
  /** The parent runs at once, without waiting for its other children. */
  CONTINUES_PARENT("cpof"),
  /** The parent waits for its other children only, and may ask for the failure. */
  IGNORED("idof"),
  /** The parent waits for its other children only, and doesn't know of this one. */
  REMOVED("rdof");

  private final String option;

  ChildFailure(String option) {
    this.option = option;
  }

  String option() {
    return option;
  }
}
