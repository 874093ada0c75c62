package dev.redstart.autoconfigure;

import dev.redstart.autoconfigure.JobsProperties.Listener;
import dev.redstart.jobs.listener.JobListenerContainerFactory;
import dev.redstart.jobs.listener.JobWorkerCustomizer;
import dev.redstart.jobs.worker.JobWorkerBuilder;
import io.micrometer.observation.ObservationRegistry;
import java.util.List;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/**
 * Sets up a factory as the properties and beans of type {@link JobWorkerCustomizer} say, among them
 * one for the beans that hear of workers and that say when to try again: for applications with a
 * factory of their own.
 */
public final class JobListenerContainerFactoryConfigurer {

  private final Listener properties;
  private final List<JobWorkerCustomizer> customizers;
  private final ObservationRegistry observations;

  JobListenerContainerFactoryConfigurer(
      Listener properties,
      List<JobWorkerCustomizer> customizers,
      ObservationRegistry observations) {
    this.properties = properties;
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
    executor.setVirtualThreads(Boolean.TRUE.equals(properties.virtualThreads()));
    worker
        .name(properties.workerName())
        .executor(executor)
        .concurrency(properties.concurrency())
        .lock(properties.lock())
        .stalledInterval(properties.stalledInterval())
        .maxStalled(properties.maxStalled())
        .idle(properties.idle())
        .metrics(properties.metrics());
  }
}
