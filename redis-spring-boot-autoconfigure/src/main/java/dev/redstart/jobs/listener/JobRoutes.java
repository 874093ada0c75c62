package dev.redstart.jobs.listener;

import dev.redstart.jobs.Job;
import dev.redstart.jobs.worker.JobHandler;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The handlers of a queue, by the names of its jobs. */
final class JobRoutes implements JobHandler {

  private final String queue;
  private final Map<String, JobHandler> byName = new LinkedHashMap<>();

  JobRoutes(String queue) {
    this.queue = queue;
  }

  /** The empty name is that of all others. */
  void add(String name, JobHandler handler) {
    JobHandler other = byName.putIfAbsent(name, handler);
    if (other != null) {
      throw new IllegalStateException(
          "Two methods run "
              + (name.isEmpty() ? "all jobs" : "the jobs \"" + name + '"')
              + " of queue \""
              + queue
              + "\": "
              + other
              + " and "
              + handler);
    }
  }

  @Override
  public @Nullable Object handle(Job job) throws Exception {
    JobHandler handler = byName.get(job.name());
    if (handler == null) {
      handler = byName.get("");
    }
    if (handler == null) {
      throw new IllegalStateException(
          "no method runs the jobs \"" + job.name() + "\" of queue \"" + queue + "\" here");
    }
    return handler.handle(job);
  }
}
