package dev.redstart.sample.mails;

import dev.redstart.jobs.Backoff;
import dev.redstart.jobs.JobOptions;
import dev.redstart.jobs.JobQueue;
import dev.redstart.jobs.JobQueues;
import dev.redstart.jobs.JobScheduler;
import dev.redstart.jobs.JobState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The queue of orders that are to be confirmed. */
@Component
public final class Confirmations {

  static final String QUEUE = "confirmations";
  static final String CONFIRM = "confirm";
  static final String CLEAN_UP = "clean-up";

  private static final Duration LATER = Duration.ofSeconds(1);
  private static final int ATTEMPTS = 5;
  private static final Duration BACKOFF = Duration.ofMillis(500);

  private final JobQueue queue;

  Confirmations(JobQueues queues) {
    queue = queues.queue(QUEUE);
  }

  /** Confirms an order a moment later, once however often it is asked to. */
  public void confirm(Confirmation confirmation) {
    queue.add(
        CONFIRM,
        confirmation,
        JobOptions.options()
            .id("order-" + confirmation.order())
            .delay(LATER)
            .attempts(ATTEMPTS)
            .backoff(Backoff.exponential(BACKOFF)));
  }

  /** How many jobs there are in each state. */
  Map<JobState, Long> counts() {
    return queue.counts();
  }

  /** When it is tidied up next. */
  @Nullable Instant nextCleanUp() {
    return queue.schedulers().find(CLEAN_UP).map(JobScheduler::next).orElse(null);
  }

  /** Forgets jobs that were done before that time. Tells how many. */
  int forget(Duration age) {
    return queue.clean(JobState.COMPLETED, age, 1_000).size();
  }
}
