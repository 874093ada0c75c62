package dev.redstart.sample.mails;

import dev.redstart.jobs.JobState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells of the mails that were sent, and of the jobs that send them. */
@RestController
class MailController {

  private static final int SHOWN = 5;

  private final Confirmations confirmations;
  private final MailServer server;

  MailController(Confirmations confirmations, MailServer server) {
    this.confirmations = confirmations;
    this.server = server;
  }

  /**
   * What the page shows.
   *
   * @param later how many jobs wait for their time, the next clean-up among them
   * @param completed how many are done
   * @param failed how many were given up
   * @param mails those sent last
   * @param nextCleanUp when old ones are forgotten
   */
  record Sent(
      long later, long completed, long failed, List<Mail> mails, @Nullable Instant nextCleanUp) {}

  @GetMapping("/api/mails")
  Sent mails() {
    Map<JobState, Long> jobs = confirmations.counts();
    return new Sent(
        jobs.getOrDefault(JobState.DELAYED, 0L),
        jobs.getOrDefault(JobState.COMPLETED, 0L),
        jobs.getOrDefault(JobState.FAILED, 0L),
        server.latest(SHOWN),
        confirmations.nextCleanUp());
  }
}
