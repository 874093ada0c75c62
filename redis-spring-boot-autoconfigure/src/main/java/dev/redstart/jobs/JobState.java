package dev.redstart.jobs;

import java.util.List;
import java.util.Locale;

/** Where a job is. */
public enum JobState {
  /** Ready to run, also while the queue is paused. */
  WAITING("wait", "paused"),
  /** A worker has it. */
  ACTIVE("active"),
  /** Ready to run, after those without a priority. */
  PRIORITIZED("prioritized"),
  /** Until its time has come. */
  DELAYED("delayed"),
  /** Until its children are done. */
  WAITING_CHILDREN("waiting-children"),
  /** Done. */
  COMPLETED("completed"),
  /** Given up. */
  FAILED("failed");

  private final String place;
  private final String whilePaused;

  JobState(String place) {
    this(place, place);
  }

  JobState(String place, String whilePaused) {
    this.place = place;
    this.whilePaused = whilePaused;
  }

  boolean holds(String list) {
    return list.equals(place) || list.equals(whilePaused);
  }

  /** The lists or sets that hold the jobs of this state. */
  List<String> places() {
    return this == WAITING ? List.of(place, whilePaused) : List.of(place);
  }

  /** How a page is asked for. */
  String page() {
    return this == WAITING ? "waiting" : place;
  }

  /** What the events and BullMQ's tools call it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
