package dev.redstart.jobs.worker;

import dev.redstart.jobs.Job;
import java.time.Duration;
import java.util.Optional;

/** Says how long to wait before a job is tried again. */
@FunctionalInterface
public interface BackoffStrategy {

  /**
   * The time, which may be none at all.
   *
   * @param attempt how often the job was tried, this time included
   * @return empty where it isn't to be tried again
   */
  Optional<Duration> delay(int attempt, Throwable failure, Job job);
}
