package dev.redstart.jobs.listener;

import dev.redstart.jobs.JobOptions;
import dev.redstart.jobs.JobQueues;
import dev.redstart.jobs.Keep;
import dev.redstart.jobs.NewJob;
import dev.redstart.jobs.Schedule;
import dev.redstart.jobs.listener.ScheduledJob.Missed;
import dev.redstart.jobs.listener.ScheduledJob.Overlap;
import dev.redstart.jobs.worker.JobHandler;
import java.time.Duration;
import java.time.ZoneId;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.format.datetime.standard.DurationFormatterUtils;

/**
 * What a {@link ScheduledJob} says, without placeholders.
 *
 * @param id the scheduler's, and the name of its jobs
 * @param late from when on a run is left out; null where none is
 */
record RecurringJob(
    String queue,
    String id,
    Schedule schedule,
    boolean mayOverlap,
    @Nullable Duration late,
    int attempts) {

  /** What a scheduler keeps of its runs unless the queue's workers say something else. */
  private static final long RUNS = 100;

  static RecurringJob of(ScheduledJob said, UnaryOperator<String> resolver) {
    String cron = resolver.apply(said.cron());
    String every = resolver.apply(said.every());
    if (cron.isEmpty() == every.isEmpty()) {
      throw new IllegalStateException(
          "The scheduled job \"" + said.id() + "\" needs either a cron pattern or a time between");
    }
    String zone = resolver.apply(said.zone());
    Schedule schedule = every.isEmpty() ? Schedule.cron(cron) : Schedule.every(duration(every));
    return new RecurringJob(
        resolver.apply(said.queue()),
        resolver.apply(said.id()),
        zone.isEmpty() ? schedule : schedule.in(ZoneId.of(zone)),
        said.overlap() == Overlap.RUN,
        said.missed() == Missed.SKIP ? duration(resolver.apply(said.late())) : null,
        Integer.parseInt(resolver.apply(said.attempts())));
  }

  private static Duration duration(String text) {
    return DurationFormatterUtils.detectAndParse(text);
  }

  JobHandler handler(JobHandler method) {
    return new ScheduledMethod(method, mayOverlap, late);
  }

  void schedule(JobQueues queues) {
    JobOptions options =
        JobOptions.options()
            .attempts(attempts)
            .removeOnComplete(Keep.latest(RUNS))
            .removeOnFail(Keep.latest(RUNS));
    queues.queue(queue).schedulers().upsert(id, schedule, new NewJob(id, null, options));
  }
}
