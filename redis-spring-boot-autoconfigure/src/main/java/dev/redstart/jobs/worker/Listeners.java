package dev.redstart.jobs.worker;

import dev.redstart.jobs.Job;
import dev.redstart.jobs.JobQueue;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/** All listeners of a worker as one. None of them keeps another, or the worker, from its work. */
final class Listeners implements WorkerListener {

  private static final Log LOG = LogFactory.getLog(Listeners.class);

  private final List<WorkerListener> all;

  Listeners(List<WorkerListener> all) {
    this.all = List.copyOf(all);
  }

  @Override
  public void started(Job job) {
    tell(listener -> listener.started(job));
  }

  @Override
  public void completed(Job job, @Nullable Object returned) {
    tell(listener -> listener.completed(job, returned));
  }

  @Override
  public void retried(Job job, Throwable failure, Duration delay) {
    tell(listener -> listener.retried(job, failure, delay));
  }

  @Override
  public void failed(Job job, Throwable failure) {
    tell(listener -> listener.failed(job, failure));
  }

  @Override
  public void released(Job job) {
    tell(listener -> listener.released(job));
  }

  @Override
  public void stalled(JobQueue queue, List<String> ids) {
    tell(listener -> listener.stalled(queue, ids));
  }

  private void tell(Consumer<WorkerListener> what) {
    for (WorkerListener listener : all) {
      try {
        what.accept(listener);
      } catch (RuntimeException e) {
        LOG.error("A listener of a worker failed", e);
      }
    }
  }
}
