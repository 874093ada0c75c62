package dev.redstart.jobs.listener;

/** A job's own log, which is kept with it. */
@FunctionalInterface
public interface JobLog {

  /** Adds a line. */
  void add(String line);
}
