package dev.redstart.autoconfigure;

import dev.redstart.autoconfigure.JobsProperties.Listener;
import dev.redstart.jobs.listener.JobListenerContainerFactory;
import dev.redstart.jobs.listener.JobWorkerCustomizer;
import dev.redstart.jobs.worker.BackoffStrategy;
import dev.redstart.jobs.worker.JobWorkerBuilder;
import dev.redstart.jobs.worker.WorkerListener;
import io.micrometer.observation.ObservationRegistry;
import java.util.List;
import java.util.Map;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/**
 * Sets up a factory as the properties, and beans of type {@link WorkerListener}, {@link
 * BackoffStrategy} (by their names) and {@link JobWorkerCustomizer} say: for applications with a
 * factory of their own.
 */
public final class JobListenerContainerFactoryConfigurer {

  private final Listener properties;
  private final boolean virtualThreads;
  private final Map<String, BackoffStrategy> strategies;
  private final List<WorkerListener> listeners;
  private final List<JobWorkerCustomizer> customizers;
  private final ObservationRegistry observations;

  JobListenerContainerFactoryConfigurer(
      Listener properties,
      Map<String, BackoffStrategy> strategies,
      List<WorkerListener> listeners,
      List<JobWorkerCustomizer> customizers,
      ObservationRegistry observations) {
    this.properties = properties;
    Boolean said = properties.virtualThreads();
    this.virtualThreads = said != null && said;
    this.strategies = strategies;
    this.listeners = listeners;
    this.customizers = customizers;
    this.observations = observations;
  }

  /** Sets up a factory. */
  public void configure(JobListenerContainerFactory factory) {
    factory.setAutoStartup(properties.autoStartup());
    factory.setObservations(observations);
    factory.customize(this::configure);
    customizers.forEach(factory::customize);
  }

  private void configure(String queue, JobWorkerBuilder worker) {
    SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor("jobs-" + queue + "-");
    executor.setVirtualThreads(virtualThreads);
    worker
        .name(properties.workerName())
        .executor(executor)
        .concurrency(properties.concurrency())
        .lock(properties.lock())
        .stalledInterval(properties.stalledInterval())
        .maxStalled(properties.maxStalled())
        .idle(properties.idle())
        .metrics(properties.metrics())
        .backoffs(strategies);
    listeners.forEach(worker::listener);
  }
}
