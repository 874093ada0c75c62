package dev.redstart.jobs.listener;

import dev.redstart.jobs.Job;
import dev.redstart.jobs.JobOptions;
import dev.redstart.jobs.JobQueue;
import dev.redstart.jobs.worker.WorkerListener;
import tools.jackson.databind.util.RawValue;

/** Adds to another queue what has failed for good, with its payload, and where it comes from. */
final class DeadLetters implements WorkerListener {

  private final JobQueue letters;

  DeadLetters(JobQueue letters) {
    this.letters = letters;
  }

  @Override
  public void failed(Job job, Throwable failure) {
    JobOptions options =
        JobOptions.options()
            .with("failedQueue", job.queue().name())
            .with("failedJob", job.id())
            .with("failedReason", String.valueOf(failure.getMessage()));
    letters.add(job.name(), new RawValue(job.payload()), options);
  }
}
