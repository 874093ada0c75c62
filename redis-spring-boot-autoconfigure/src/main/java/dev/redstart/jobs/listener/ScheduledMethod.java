package dev.redstart.jobs.listener;

import dev.redstart.jobs.Job;
import dev.redstart.jobs.JobState;
import dev.redstart.jobs.worker.JobHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/** A method that recurs, but for runs that are to be left out. */
final class ScheduledMethod implements JobHandler {

  private static final Log LOG = LogFactory.getLog(ScheduledMethod.class);
  private static final int MOST_ACTIVE = 1000;

  private final JobHandler method;
  private final boolean mayOverlap;
  private final @Nullable Duration late;

  /**
   * @param late how late a run may be; null for any time
   */
  ScheduledMethod(JobHandler method, boolean mayOverlap, @Nullable Duration late) {
    this.method = method;
    this.mayOverlap = mayOverlap;
    this.late = late;
  }

  @Override
  public @Nullable Object handle(Job job) throws Exception {
    if (late != null && lateness(job).compareTo(late) > 0) {
      LOG.info("Left out because its time has passed: " + job);
      return null;
    }
    if (!mayOverlap && anEarlierOneRuns(job)) {
      LOG.info("Left out because the run before has not ended: " + job);
      return null;
    }
    return method.handle(job);
  }

  private static Duration lateness(Job job) {
    Instant due = job.scheduledFor().orElseThrow();
    return Duration.between(due, job.processedOn().orElse(due));
  }

  private static boolean anEarlierOneRuns(Job job) {
    Instant due = job.scheduledFor().orElseThrow();
    return job.queue().jobs(JobState.ACTIVE, 0, MOST_ACTIVE).stream()
        .filter(other -> Objects.equals(other.field("rjk"), job.field("rjk")))
        .flatMap(other -> other.scheduledFor().stream())
        .anyMatch(due::isAfter);
  }

  @Override
  public String toString() {
    return method.toString();
  }
}
