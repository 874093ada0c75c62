package dev.redstart.autoconfigure;

import dev.redstart.jobs.JobQueue;
import dev.redstart.jobs.event.JobEventStream;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/** Publishes what happens in queues as events of the application. */
final class JobEventPublisher implements SmartLifecycle {

  private final List<JobQueue> queues;
  private final ApplicationEventPublisher publisher;
  private volatile List<JobEventStream> streams = List.of();

  JobEventPublisher(List<JobQueue> queues, ApplicationEventPublisher publisher) {
    this.queues = queues;
    this.publisher = publisher;
  }

  @Override
  public void start() {
    streams =
        queues.stream().map(queue -> new JobEventStream(queue, publisher::publishEvent)).toList();
    streams.forEach(JobEventStream::start);
  }

  @Override
  public void stop() {
    streams.forEach(JobEventStream::close);
    streams = List.of();
  }

  @Override
  public boolean isRunning() {
    return !streams.isEmpty();
  }

  /** Before the methods that run jobs. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE - 200;
  }
}
