package dev.redstart.jobs.listener;

import dev.redstart.jobs.Job;
import dev.redstart.jobs.JobQueue;
import dev.redstart.jobs.worker.JobWorker;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs the jobs of a queue while it is started: a worker that may be started again. */
public final class JobListenerContainer {

  private final String id;
  private final JobQueue queue;
  private final boolean autoStartup;
  private final Supplier<JobWorker> workers;
  private @Nullable JobWorker worker;

  JobListenerContainer(
      String id, JobQueue queue, boolean autoStartup, Supplier<JobWorker> workers) {
    this.id = id;
    this.queue = queue;
    this.autoStartup = autoStartup;
    this.workers = workers;
  }

  /** What the registry calls it. */
  public String id() {
    return id;
  }

  /** The queue whose jobs it runs. */
  public JobQueue queue() {
    return queue;
  }

  /** Whether it starts with the application. */
  public boolean isAutoStartup() {
    return autoStartup;
  }

  /** Runs jobs; nothing where it does already. */
  public synchronized void start() {
    if (worker == null) {
      worker = workers.get();
      worker.start();
    }
  }

  /** Takes no further jobs until {@link #resume}; those that run go on. */
  public synchronized void pause() {
    if (worker != null) {
      worker.pause();
    }
  }

  /** Takes jobs again. */
  public synchronized void resume() {
    if (worker != null) {
      worker.resume();
    }
  }

  /** Takes no further jobs, and doesn't wait: {@link #stop} will. */
  synchronized void beginStop() {
    if (worker != null) {
      worker.pause();
    }
  }

  /**
   * Takes no further jobs, waits for those that run, and gives those back that don't end in time.
   *
   * @return true where all ended
   */
  public synchronized boolean stop(Duration patience) {
    JobWorker stopped = worker;
    worker = null;
    return stopped == null || stopped.stop(patience);
  }

  /** True from its start to its stop. */
  public synchronized boolean isRunning() {
    return worker != null;
  }

  /** True while it runs and takes jobs: it is neither stopped nor paused. */
  public synchronized boolean isTakingJobs() {
    return worker != null && worker.isTakingJobs();
  }

  /** The jobs that it runs just now. */
  public synchronized List<Job> activeJobs() {
    return worker == null ? List.of() : worker.activeJobs();
  }
}
