package dev.redstart.jobs.listener;

/** Tells how far a job is, to those who look at it. */
@FunctionalInterface
public interface JobProgress {

  /** A number, or anything that can be written as JSON. */
  void update(Object progress);
}
