package dev.redstart.jobs.listener;

import dev.redstart.jobs.worker.JobWorkerBuilder;

/** Sets up the workers of containers. */
@FunctionalInterface
public interface JobWorkerCustomizer {

  /** Sets up the worker of a queue. */
  void customize(String queue, JobWorkerBuilder worker);
}
