package dev.redstart.jobs.worker;

import dev.redstart.jobs.Job;
import dev.redstart.jobs.JobException;
import dev.redstart.jobs.UnreadablePayloadException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** Runs jobs with a handler, and says to the queue how each of them ended. */
final class JobRun {

  private static final Log LOG = LogFactory.getLog(JobRun.class);

  private final JobHandler handler;
  private final WorkerCalls calls;
  private final Backoffs backoffs;
  private final Predicate<Throwable> unrecoverable;
  private final Listeners listeners;

  JobRun(JobWorkerBuilder builder, WorkerCalls calls, Listeners listeners) {
    this.handler = builder.handler;
    this.calls = calls;
    this.backoffs = builder.backoffs();
    this.unrecoverable = builder.unrecoverable();
    this.listeners = listeners;
  }

  /** Runs it to its end. Gives back what was fetched then. */
  Fetched run(Job job, Ending ending) {
    listeners.started(job);
    Object returned;
    String value;
    try {
      refuseWhatMustFail(job);
      addNext(job);
      returned = handler.handle(job);
      value = job.queue().json(returned);
    } catch (JobDeferredException e) {
      return defer(job, ending, e);
    } catch (Throwable e) {
      return end(job, ending, e);
    }
    Fetched next = calls.complete(job, ending, value);
    if (!(next instanceof Fetched.Refused refused)) {
      listeners.completed(job, returned);
      return next;
    }
    JobException refusal =
        new JobException("complete", job.queue().name(), job.id(), refused.number());
    return switch (refusal.reason()) {
      case CHILDREN_PENDING -> end(job, ending, refusal);
      case CHILDREN_FAILED ->
          end(job, ending, new UnrecoverableJobException(FailureText.reason(refusal), refusal));
      default -> lost(job, next);
    };
  }

  private void refuseWhatMustFail(Job job) {
    String deferredFailure = job.field("defa");
    if (deferredFailure != null) {
      throw new UnrecoverableJobException(deferredFailure);
    }
    if (calls.startedTooOften(job)) {
      throw new UnrecoverableJobException("job started more than allowable limit");
    }
  }

  /** What comes after it must not keep the job from its work. */
  private static void addNext(Job job) {
    if (job.field("rjk") != null) {
      try {
        job.queue().schedulers().addNext(job);
      } catch (RuntimeException e) {
        LOG.error(
            "The job after " + job + " could not be added; its scheduler has come to an end", e);
      }
    }
  }

  private Fetched end(Job job, Ending ending, Throwable failure) {
    Throwable told = failure;
    Optional<Duration> delay = Optional.empty();
    if (!isHopeless(failure)) {
      try {
        delay = backoffs.delay(job, failure);
      } catch (RuntimeException e) {
        e.addSuppressed(failure);
        told = e;
      }
    }
    String reason = FailureText.reason(told);
    String stacks = FailureText.stacks(job, told);
    Fetched next =
        delay.isPresent()
            ? calls.retry(job, ending, delay.get(), reason, stacks)
            : calls.fail(job, ending, reason, stacks);
    if (next instanceof Fetched.Refused) {
      return lost(job, next);
    }
    if (delay.isPresent()) {
      listeners.retried(job, told, delay.get());
    } else {
      listeners.failed(job, told);
    }
    return next;
  }

  private boolean isHopeless(Throwable failure) {
    return failure instanceof UnrecoverableJobException
        || failure instanceof UnreadablePayloadException
        || unrecoverable.test(failure);
  }

  private Fetched defer(Job job, Ending ending, JobDeferredException deferral) {
    Fetched next =
        switch (deferral.until()) {
          case DELAY -> calls.delay(job, ending, deferral.delay());
          case TURN -> calls.giveBack(job, ending);
          case CHILDREN -> calls.awaitChildren(job, ending);
          case LIMIT -> {
            calls.limit(deferral.delay());
            yield calls.giveBack(job, ending);
          }
        };
    if (next instanceof Fetched.Childless) {
      next = calls.giveBack(job, ending);
    }
    if (next instanceof Fetched.Refused refused) {
      JobException refusal =
          new JobException("defer", job.queue().name(), job.id(), refused.number());
      return refusal.reason() == JobException.Reason.CHILDREN_FAILED
          ? end(job, ending, new UnrecoverableJobException(FailureText.reason(refusal), refusal))
          : lost(job, next);
    }
    listeners.released(job);
    return next;
  }

  private Fetched lost(Job job, Fetched next) {
    LOG.warn(
        "How "
            + job
            + " ended could not be said: it is this worker's no longer, and may run again. Either"
            + " it was removed, or its lock was not renewed in time.");
    listeners.released(job);
    return next;
  }
}
