package dev.redstart.actuate;

import dev.redstart.jobs.Job;
import dev.redstart.jobs.JobQueue;
import dev.redstart.jobs.worker.WorkerListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Meters of what workers do, by queue and name. */
public final class JobMeters implements WorkerListener {

  private final MeterRegistry registry;
  private final Map<Job, Timer.Sample> running = new ConcurrentHashMap<>();

  /** Meters in {@code registry}. */
  public JobMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void started(Job job) {
    running.put(job, Timer.start(registry));
    Instant ready = job.timestamp().plus(job.delay());
    Duration waited = Duration.between(ready, job.processedOn().orElse(ready));
    Timer.builder("redstart.jobs.latency")
        .description("From when a job may run to when it does")
        .tags(tags(job))
        .register(registry)
        .record(waited.isNegative() ? Duration.ZERO : waited);
  }

  @Override
  public void completed(Job job, @Nullable Object returned) {
    ended(job, "completed");
  }

  @Override
  public void retried(Job job, Throwable failure, Duration delay) {
    ended(job, "retried");
  }

  @Override
  public void failed(Job job, Throwable failure) {
    ended(job, "failed");
  }

  @Override
  public void released(Job job) {
    ended(job, "released");
  }

  @Override
  public void stalled(JobQueue queue, List<String> ids) {
    Counter.builder("redstart.jobs.stalled")
        .description("Jobs whose worker was gone")
        .tag("queue", queue.name())
        .register(registry)
        .increment(ids.size());
  }

  private void ended(Job job, String outcome) {
    Timer.Sample sample = running.remove(job);
    if (sample != null) {
      sample.stop(
          Timer.builder("redstart.jobs.duration")
              .description("How long jobs run, by how that ended")
              .tags(tags(job).and("outcome", outcome))
              .register(registry));
    }
  }

  private static Tags tags(Job job) {
    return Tags.of("queue", job.queue().name(), "job", job.name());
  }
}
