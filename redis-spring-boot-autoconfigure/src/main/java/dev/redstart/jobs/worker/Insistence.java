package dev.redstart.jobs.worker;

import dev.redstart.data.Outage;
import dev.redstart.jobs.Job;
import dev.redstart.jobs.JobState;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Says how jobs ended, and says it again where Redis can't be reached: a job that has run is not to
 * run again for the sake of a broken connection. Ends when the job's lock would have, or when the
 * thread is interrupted.
 */
final class Insistence {

  private static final Log LOG = LogFactory.getLog(Insistence.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final Gate gate;
  private final Duration patience;

  Insistence(Gate gate, Duration patience) {
    this.gate = gate;
    this.patience = patience;
  }

  /**
   * What {@code call} answers in the end.
   *
   * @param isSaid where the job is once the call has been heard; an answer may have been lost
   */
  Fetched say(
      Job job,
      Ending ending,
      Function<Ending, Fetched> call,
      Predicate<Optional<JobState>> isSaid) {
    try {
      return call.apply(ending);
    } catch (RuntimeException e) {
      if (!Outage.is(e)) {
        throw e;
      }
      LOG.warn("How " + job + " ended could not be said; trying again", e);
      return sayAgain(job, Ending.last(ending.token()), call, isSaid, e);
    }
  }

  /** No other job is asked for: it would be lost, were the answer lost. */
  private Fetched sayAgain(
      Job job,
      Ending ending,
      Function<Ending, Fetched> call,
      Predicate<Optional<JobState>> isSaid,
      RuntimeException failure) {
    Duration pause = FIRST_PAUSE;
    for (Duration left = patience; !left.isNegative(); left = left.minus(pause)) {
      gate.awaitUntil(() -> false, pause);
      if (Thread.currentThread().isInterrupted()) {
        break;
      }
      try {
        Fetched answer = call.apply(ending);
        boolean late = answer instanceof Fetched.Refused && isSaid.test(job.state());
        return late ? new Fetched.None(-1) : answer;
      } catch (RuntimeException e) {
        if (!Outage.is(e)) {
          throw e;
        }
      }
      Duration doubled = pause.multipliedBy(2);
      pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
    throw failure;
  }
}
