package dev.redstart.jobs.worker;

import dev.redstart.jobs.JobQueue;
import dev.redstart.jobs.Keep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Sets up a {@link JobWorker}. Every method returns the builder. */
public final class JobWorkerBuilder {

  final JobQueue queue;
  final JobHandler handler;
  final List<WorkerListener> listeners = new ArrayList<>();
  private final Map<String, BackoffStrategy> strategies = new HashMap<>();
  private Predicate<Throwable> unrecoverable = failure -> false;
  private @Nullable Executor executor;
  private @Nullable String name;
  private int concurrency = 1;
  private Duration lock = Duration.ofSeconds(30);
  private Duration stalledInterval = Duration.ofSeconds(30);
  private int maxStalled = 1;
  private @Nullable Integer maxStarted;
  private Duration idle = Duration.ofSeconds(5);
  private @Nullable Integer limit;
  private Duration limitTime = Duration.ofSeconds(1);
  private int metrics;
  private Keep removeOnComplete = Keep.all();
  private Keep removeOnFail = Keep.all();

  JobWorkerBuilder(JobQueue queue, JobHandler handler) {
    this.queue = queue;
    this.handler = handler;
  }

  /** Its name, as its jobs show it. */
  public JobWorkerBuilder name(@Nullable String newName) {
    this.name = newName;
    return this;
  }

  /** How many jobs it runs at once; 1 unless said. */
  public JobWorkerBuilder concurrency(int newConcurrency) {
    if (newConcurrency < 1) {
      throw new IllegalArgumentException("a worker runs at least one job at once");
    }
    this.concurrency = newConcurrency;
    return this;
  }

  /** What its loops run on, one task for each; new threads unless said. */
  public JobWorkerBuilder executor(Executor newExecutor) {
    this.executor = newExecutor;
    return this;
  }

  /** How long a job stays its own where the worker can't say so again; 30 s unless said. */
  public JobWorkerBuilder lock(Duration newLock) {
    this.lock = positive(newLock);
    return this;
  }

  /** How often it looks for jobs whose worker is gone; every 30 s unless said. */
  public JobWorkerBuilder stalledInterval(Duration interval) {
    this.stalledInterval = positive(interval);
    return this;
  }

  /** How often a job may lose its worker before it fails; once unless said. */
  public JobWorkerBuilder maxStalled(int times) {
    this.maxStalled = times;
    return this;
  }

  /** How often a job may begin before it fails; any number unless said. */
  public JobWorkerBuilder maxStarted(@Nullable Integer times) {
    this.maxStarted = times;
    return this;
  }

  /** How long it waits to be told of a job before it looks; 5 s unless said. */
  public JobWorkerBuilder idle(Duration newIdle) {
    this.idle = positive(newIdle);
    return this;
  }

  /** How many jobs of the queue may begin in which time. */
  public JobWorkerBuilder limit(int jobs, Duration time) {
    this.limit = jobs;
    this.limitTime = positive(time);
    return this;
  }

  /** For how many minutes it counts finished jobs, which BullMQ's tools show; not unless said. */
  public JobWorkerBuilder metrics(int minutes) {
    this.metrics = minutes;
    return this;
  }

  /** Which completed jobs are kept where they say nothing themselves; all unless said. */
  public JobWorkerBuilder removeOnComplete(Keep keep) {
    this.removeOnComplete = keep;
    return this;
  }

  /** Which failed jobs are kept where they say nothing themselves; all unless said. */
  public JobWorkerBuilder removeOnFail(Keep keep) {
    this.removeOnFail = keep;
    return this;
  }

  /** A strategy that jobs may name in their backoff. */
  public JobWorkerBuilder backoff(String type, BackoffStrategy strategy) {
    strategies.put(type, strategy);
    return this;
  }

  /** Strategies that jobs may name in their backoff. */
  public JobWorkerBuilder backoffs(Map<String, BackoffStrategy> more) {
    strategies.putAll(more);
    return this;
  }

  /** After which failures a job isn't tried again, besides those that say so themselves. */
  public JobWorkerBuilder unrecoverable(Predicate<Throwable> failures) {
    this.unrecoverable = failures;
    return this;
  }

  /** Somebody who hears of what it does. */
  public JobWorkerBuilder listener(WorkerListener listener) {
    listeners.add(listener);
    return this;
  }

  /** The worker, not started yet. */
  public JobWorker build() {
    return new JobWorker(
        this,
        new WorkerSettings(
            name,
            concurrency,
            lock,
            stalledInterval,
            maxStalled,
            maxStarted,
            idle,
            limit,
            limitTime,
            metrics,
            removeOnComplete,
            removeOnFail));
  }

  Backoffs backoffs() {
    return new Backoffs(strategies, () -> ThreadLocalRandom.current().nextDouble());
  }

  Predicate<Throwable> unrecoverable() {
    return unrecoverable;
  }

  Executor executor() {
    if (executor != null) {
      return executor;
    }
    AtomicInteger count = new AtomicInteger();
    return loop ->
        JobWorker.daemon(loop, "jobs-" + queue.name() + "-" + count.incrementAndGet()).start();
  }

  private static Duration positive(Duration time) {
    if (time.isZero() || time.isNegative()) {
      throw new IllegalArgumentException("a time must be longer than " + time);
    }
    return time;
  }
}
