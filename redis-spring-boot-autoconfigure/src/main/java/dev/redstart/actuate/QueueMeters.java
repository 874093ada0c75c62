package dev.redstart.actuate;

import dev.redstart.jobs.JobQueue;
import dev.redstart.jobs.JobState;
import dev.redstart.jobs.listener.JobListenerContainer;
import dev.redstart.jobs.listener.JobListenerRegistry;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Meters of how many jobs are in each state, of the queues that this application's listeners work
 * on.
 */
public final class QueueMeters implements MeterBinder {

  private static final long FRESH_MILLIS = 1000;

  private final JobListenerRegistry containers;

  /** Meters of the containers' queues. */
  public QueueMeters(JobListenerRegistry containers) {
    this.containers = containers;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    containers.containers().stream()
        .map(JobListenerContainer::queue)
        .distinct()
        .forEach(queue -> bind(new Counts(queue), registry));
  }

  private static void bind(Counts counts, MeterRegistry registry) {
    for (JobState state : JobState.values()) {
      Gauge.builder("redstart.jobs", counts, it -> it.of(state))
          .description("Jobs in each state")
          .tags("queue", counts.queue.name(), "state", state.toString())
          .strongReference(true)
          .register(registry);
    }
  }

  /** All states at once, for the gauges that ask one after the other. */
  private static final class Counts {

    private final JobQueue queue;
    private @Nullable Map<JobState, Long> latest;
    private long at;

    Counts(JobQueue queue) {
      this.queue = queue;
    }

    synchronized double of(JobState state) {
      long now = queue.calls().now();
      Map<JobState, Long> counts = latest;
      if (counts == null || now - at > FRESH_MILLIS) {
        counts = queue.counts();
        latest = counts;
        at = now;
      }
      return counts.getOrDefault(state, 0L);
    }
  }
}
