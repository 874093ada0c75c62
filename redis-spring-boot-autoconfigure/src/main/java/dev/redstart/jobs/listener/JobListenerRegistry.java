package dev.redstart.jobs.listener;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;

/** The containers of an application's listeners, by their ids; they start and stop with it. */
public final class JobListenerRegistry implements SmartLifecycle {

  private final Map<String, JobListenerContainer> containers =
      Collections.synchronizedMap(new LinkedHashMap<>());
  private final List<Runnable> atStart = new CopyOnWriteArrayList<>();
  private final Duration patience;
  private volatile boolean running;

  /**
   * No container yet.
   *
   * @param patience how long jobs that run have to end where the application is stopped
   */
  public JobListenerRegistry(Duration patience) {
    this.patience = patience;
  }

  void add(JobListenerContainer container) {
    if (containers.putIfAbsent(container.id(), container) != null) {
      throw new IllegalStateException("Two job listeners have the id \"" + container.id() + '"');
    }
    if (running && container.isAutoStartup()) {
      container.start();
    }
  }

  /** Something to be done when the application has started, before any job runs. */
  void add(Runnable task) {
    atStart.add(task);
    if (running) {
      task.run();
    }
  }

  /** All containers. */
  public Collection<JobListenerContainer> containers() {
    synchronized (containers) {
      return List.copyOf(containers.values());
    }
  }

  /** The container of that id. */
  public Optional<JobListenerContainer> container(String id) {
    return Optional.ofNullable(containers.get(id));
  }

  @Override
  public void start() {
    running = true;
    atStart.forEach(Runnable::run);
    containers().stream()
        .filter(JobListenerContainer::isAutoStartup)
        .forEach(JobListenerContainer::start);
  }

  /** All at once: none takes a job while another waits for its own. */
  @Override
  public void stop() {
    running = false;
    long deadline = System.nanoTime() + patience.toNanos();
    containers().forEach(JobListenerContainer::beginStop);
    for (JobListenerContainer container : containers()) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      container.stop(Duration.ofMillis(Math.max(left, 0)));
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Ends before the web server does, and long before the connections. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE - 100;
  }
}
