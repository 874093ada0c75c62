package dev.redstart.jobs.listener;

import dev.redstart.jobs.JobQueue;
import dev.redstart.jobs.JobQueues;
import dev.redstart.jobs.worker.JobHandler;
import dev.redstart.jobs.worker.JobWorker;
import dev.redstart.jobs.worker.JobWorkerBuilder;
import io.micrometer.observation.ObservationRegistry;
import java.util.ArrayList;
import java.util.List;
import org.springframework.util.StringUtils;

/** Makes the containers of the methods that have {@link JobListener}. */
public final class JobListenerContainerFactory {

  private final JobQueues queues;
  private final List<JobWorkerCustomizer> customizers = new ArrayList<>();
  private boolean autoStartup = true;
  private ObservationRegistry observations = ObservationRegistry.NOOP;

  /** Makes containers for some of the queues. */
  public JobListenerContainerFactory(JobQueues queues) {
    this.queues = queues;
  }

  /** Sets up each worker; what comes later may change what was said before. */
  public void customize(JobWorkerCustomizer customizer) {
    customizers.add(customizer);
  }

  /** Whether containers start with the application where their methods say nothing. */
  public void setAutoStartup(boolean autoStartup) {
    this.autoStartup = autoStartup;
  }

  /** Who observes that jobs run. */
  public void setObservations(ObservationRegistry observations) {
    this.observations = observations;
  }

  JobListenerContainer create(ListenerGroup group) {
    JobQueue queue = queues.queue(group.queue());
    String startup = group.autoStartup();
    return new JobListenerContainer(
        group.id(),
        queue,
        StringUtils.hasText(startup) ? Boolean.parseBoolean(startup) : autoStartup,
        () -> worker(queue, group.handler(), group));
  }

  private JobWorker worker(JobQueue queue, JobHandler handler, ListenerGroup group) {
    JobHandler observed =
        observations.isNoop() ? handler : new ObservedHandler(handler, observations);
    JobWorkerBuilder builder = JobWorker.builder(queue, observed);
    customizers.forEach(customizer -> customizer.customize(queue.name(), builder));
    if (StringUtils.hasText(group.concurrency())) {
      builder.concurrency(Integer.parseInt(group.concurrency()));
    }
    if (StringUtils.hasText(group.deadLetters())) {
      builder.listener(new DeadLetters(queues.queue(group.deadLetters())));
    }
    return builder.build();
  }
}
