package dev.redstart.autoconfigure;

import dev.redstart.jobs.script.Layout;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Job queues.
 *
 * @param enabled Whether there are job queues at all.
 * @param prefix What the keys of all queues begin with. In a cluster it needs a hash tag, such as
 *     "{bull}".
 * @param layout Whose lists are used while a queue is paused: BullMQ 5's, 6's, or those of the
 *     release that the queue says that it is of.
 * @param afterCommit Whether jobs that are added in a transaction wait for its commit.
 * @param listener Methods that run jobs.
 * @param events What happens in queues, told to the application.
 * @param board Pages that show queues and jobs.
 */
@ConfigurationProperties("redstart.jobs")
public record JobsProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("bull") String prefix,
    @DefaultValue("auto") Layout layout,
    @DefaultValue("true") boolean afterCommit,
    @DefaultValue Listener listener,
    @DefaultValue Events events,
    @DefaultValue Board board) {

  /**
   * Methods that run jobs, where they say nothing else themselves.
   *
   * @param autoStartup Whether they run jobs once the application has started.
   * @param concurrency How many jobs of a queue run at once.
   * @param workerName Name of the workers, as jobs show it.
   * @param virtualThreads Whether jobs run on virtual threads. As "spring.threads.virtual.enabled"
   *     says unless it is said.
   * @param lock How long a job stays its worker's own without being renewed.
   * @param stalledInterval How often to look for jobs whose worker is gone.
   * @param maxStalled How often a job may lose its worker before it fails.
   * @param idle How long a worker without jobs waits to be told of one before it looks.
   * @param shutdownTimeout How long jobs have to end where the application is stopped. What takes
   *     longer is given back to its queue.
   * @param metrics For how many minutes finished jobs are counted in Redis, where BullMQ's tools
   *     look for them.
   */
  public record Listener(
      @DefaultValue("true") boolean autoStartup,
      @DefaultValue("1") int concurrency,
      @Nullable String workerName,
      @Nullable Boolean virtualThreads,
      @DefaultValue("30s") Duration lock,
      @DefaultValue("30s") Duration stalledInterval,
      @DefaultValue("1") int maxStalled,
      @DefaultValue("5s") Duration idle,
      @DefaultValue("20s") Duration shutdownTimeout,
      @DefaultValue("0") int metrics) {

    /** The same with the application's kind of threads, where none is said. */
    Listener or(boolean virtual) {
      return virtualThreads != null
          ? this
          : new Listener(
              autoStartup,
              concurrency,
              workerName,
              virtual,
              lock,
              stalledInterval,
              maxStalled,
              idle,
              shutdownTimeout,
              metrics);
    }
  }

  /**
   * What happens in queues, told to the application.
   *
   * @param queues Queues whose events are published as application events (JobEvent). None unless
   *     some are named.
   */
  public record Events(@DefaultValue List<String> queues) {}

  /**
   * Pages that show queues and jobs.
   *
   * @param enabled Whether there are such pages.
   * @param path Path of the pages, below the application's own.
   * @param writable Whether jobs and queues can be changed there. Else they are only shown.
   * @param queues Queues that are shown. All that are found unless some are named.
   */
  public record Board(
      @DefaultValue("false") boolean enabled,
      @DefaultValue("/redstart/jobs") String path,
      @DefaultValue("false") boolean writable,
      @DefaultValue List<String> queues) {

    /** Checks the path. */
    public Board {
      if (path.length() < 2 || path.charAt(0) != '/' || path.endsWith("/")) {
        throw new IllegalArgumentException(
            "a path begins with a slash, ends without one, and has something between: " + path);
      }
    }
  }
}
