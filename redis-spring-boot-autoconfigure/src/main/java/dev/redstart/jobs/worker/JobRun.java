package dev.redstart.jobs.worker;

import dev.redstart.jobs.Job;
import dev.redstart.jobs.JobException;
import dev.redstart.jobs.JobState;
import dev.redstart.jobs.UnreadablePayloadException;
import dev.redstart.jobs.worker.HeldJobs.Held;
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
  private final Insistence insistence;

  JobRun(JobWorkerBuilder builder, WorkerCalls calls, Listeners listeners, Insistence insistence) {
    this.handler = builder.handler;
    this.calls = calls;
    this.insistence = insistence;
    this.backoffs = builder.backoffs();
    this.unrecoverable = builder.unrecoverable();
    this.listeners = listeners;
  }

  /** Runs it to its end. Gives back what was fetched then. */
  Fetched run(Held held, Ending ending) {
    Job job = held.job;
    listeners.started(job);
    Object returned;
    String value;
    try {
      refuseWhatMustFail(job);
      addNext(job);
      returned = handler.handle(job);
      value = job.queue().json(returned);
    } catch (JobDeferredException e) {
      return defer(held, ending, e);
    } catch (Throwable e) {
      return end(held, ending, e);
    }
    Fetched next =
        insistence.say(
            job,
            ending,
            it -> calls.complete(job, it, value),
            state -> state.isEmpty() || state.get() == JobState.COMPLETED);
    if (!(next instanceof Fetched.Refused refused)) {
      listeners.completed(job, returned);
      return next;
    }
    JobException refusal =
        new JobException("complete", job.queue().name(), job.id(), refused.number());
    return switch (refusal.reason()) {
      case CHILDREN_PENDING -> end(held, ending, refusal);
      case CHILDREN_FAILED ->
          end(held, ending, new UnrecoverableJobException(FailureText.reason(refusal), refusal));
      default -> lost(held, next);
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

  private Fetched end(Held held, Ending ending, Throwable failure) {
    Job job = held.job;
    if (held.isGivenBack()) {
      // Its thread was interrupted, which is why it failed.
      return lost(held, new Fetched.None(-1));
    }
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
    Duration wait = delay.orElse(null);
    Fetched next =
        wait == null
            ? insistence.say(
                job,
                ending,
                it -> calls.fail(job, it, reason, stacks),
                state -> state.isEmpty() || state.get() == JobState.FAILED)
            : insistence.say(
                job, ending, it -> calls.retry(job, it, wait, reason, stacks), JobRun::isBack);
    if (next instanceof Fetched.Refused) {
      return lost(held, next);
    }
    if (wait == null) {
      listeners.failed(job, told);
    } else {
      listeners.retried(job, told, wait);
    }
    return next;
  }

  private static boolean isBack(Optional<JobState> state) {
    return state.isPresent() && state.get() != JobState.ACTIVE;
  }

  private boolean isHopeless(Throwable failure) {
    return failure instanceof UnrecoverableJobException
        || failure instanceof UnreadablePayloadException
        || unrecoverable.test(failure);
  }

  private Fetched defer(Held held, Ending ending, JobDeferredException deferral) {
    Job job = held.job;
    Fetched next = insistence.say(job, ending, it -> defer(job, it, deferral), JobRun::isBack);
    if (next instanceof Fetched.Refused refused) {
      JobException refusal =
          new JobException("defer", job.queue().name(), job.id(), refused.number());
      return refusal.reason() == JobException.Reason.CHILDREN_FAILED
          ? end(held, ending, new UnrecoverableJobException(FailureText.reason(refusal), refusal))
          : lost(held, next);
    }
    listeners.released(job);
    return next;
  }

  private Fetched defer(Job job, Ending ending, JobDeferredException deferral) {
    return switch (deferral.until()) {
      case DELAY -> calls.delay(job, ending, deferral.delay());
      case TURN -> calls.giveBack(job, ending);
      case CHILDREN -> {
        Fetched next = calls.awaitChildren(job, ending);
        yield next instanceof Fetched.Childless ? calls.giveBack(job, ending) : next;
      }
      case LIMIT -> {
        job.queue().holdBack(deferral.delay());
        yield calls.giveBack(job, ending);
      }
    };
  }

  private Fetched lost(Held held, Fetched next) {
    Job job = held.job;
    if (held.isGivenBack()) {
      LOG.info(job + " went back to its queue, because this worker has stopped");
      listeners.released(job);
      return next;
    }
    LOG.warn(
        "How "
            + job
            + " ended could not be said: it is this worker's no longer, and may run again. Either"
            + " it was removed, or its lock was not renewed in time.");
    listeners.released(job);
    return next;
  }
}
