package dev.redstart.jobs.worker;

import dev.redstart.jobs.Job;
import dev.redstart.jobs.JobQueue;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hears of what a worker does, on the worker's threads; what it throws is logged. */
public interface WorkerListener {

  /** A job begins. */
  default void started(Job job) {}

  /**
   * A job has been completed.
   *
   * @param returned what it gave back
   */
  default void completed(Job job, @Nullable Object returned) {}

  /** A job has failed, and will be tried again after {@code delay}. */
  default void retried(Job job, Throwable failure, Duration delay) {}

  /** A job has failed for good. */
  default void failed(Job job, Throwable failure) {}

  /** A job runs here no longer, without an end: it was deferred, given back or lost. */
  default void released(Job job) {}

  /** Jobs whose worker is gone wait again. */
  default void stalled(JobQueue queue, List<String> ids) {}
}
