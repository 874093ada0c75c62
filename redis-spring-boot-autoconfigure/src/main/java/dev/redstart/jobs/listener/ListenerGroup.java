package dev.redstart.jobs.listener;

import dev.redstart.jobs.worker.JobHandler;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/** The methods that run the jobs of one queue, and what they say of it. */
final class ListenerGroup {

  private final String queue;
  private final JobRoutes routes;
  private @Nullable String id;
  private @Nullable String concurrency;
  private @Nullable String deadLetters;
  private @Nullable String autoStartup;
  private @Nullable String containerFactory;

  ListenerGroup(String queue) {
    this.queue = queue;
    this.routes = new JobRoutes(queue);
  }

  void add(JobListener said, UnaryOperator<String> resolver, JobHandler handler) {
    routes.add(resolver.apply(said.name()), handler);
    id = agreed("id", id, resolver.apply(said.id()));
    concurrency = agreed("concurrency", concurrency, resolver.apply(said.concurrency()));
    deadLetters = agreed("deadLetters", deadLetters, resolver.apply(said.deadLetters()));
    autoStartup = agreed("autoStartup", autoStartup, resolver.apply(said.autoStartup()));
    containerFactory =
        agreed("containerFactory", containerFactory, resolver.apply(said.containerFactory()));
  }

  void add(String name, JobHandler handler) {
    routes.add(name, handler);
  }

  private @Nullable String agreed(String attribute, @Nullable String before, String now) {
    if (!StringUtils.hasText(now)) {
      return before;
    }
    if (before != null && !before.equals(now)) {
      throw new IllegalStateException(
          "The methods that run the jobs of queue \""
              + queue
              + "\" don't agree on its "
              + attribute
              + ": "
              + before
              + " and "
              + now);
    }
    return now;
  }

  String queue() {
    return queue;
  }

  JobHandler handler() {
    return routes;
  }

  String id() {
    return id == null ? queue : id;
  }

  @Nullable String concurrency() {
    return concurrency;
  }

  @Nullable String deadLetters() {
    return deadLetters;
  }

  @Nullable String autoStartup() {
    return autoStartup;
  }

  String containerFactory() {
    return containerFactory == null ? "jobListenerContainerFactory" : containerFactory;
  }
}
