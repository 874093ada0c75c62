package dev.redstart.jobs.worker;

import dev.redstart.jobs.Job;
import dev.redstart.jobs.JobQueue;
import dev.redstart.jobs.Keep;
import dev.redstart.jobs.script.Answer;
import dev.redstart.jobs.script.Arguments;
import dev.redstart.jobs.script.Script;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a worker asks of its queue. */
final class WorkerCalls {

  private final JobQueue queue;
  private final WorkerSettings settings;

  WorkerCalls(JobQueue queue, WorkerSettings settings) {
    this.queue = queue;
    this.settings = settings;
  }

  Fetched fetch(String token) {
    return read(run(Script.FETCH, withFetching(arguments().with("token", token))));
  }

  Fetched complete(Job job, Ending ending, String value) {
    Keep keep = job.options().removeOnComplete();
    Arguments arguments = at(job, ending).with("state", "completed").with("value", value);
    return finish(arguments, keep == null ? settings.removeOnComplete() : keep);
  }

  Fetched fail(Job job, Ending ending, String reason, @Nullable String stacks) {
    Keep keep = job.options().removeOnFail();
    Arguments arguments =
        at(job, ending)
            .with("state", "failed")
            .with("value", reason)
            .with("attempts", job.options().attempts())
            .with("stack", stacks);
    return finish(arguments, keep == null ? settings.removeOnFail() : keep);
  }

  private Fetched finish(Arguments arguments, Keep keep) {
    Duration age = keep.age();
    Long count = keep.count();
    if (count != null || age != null) {
      arguments
          .with("count", count == null ? null : Long.toString(count))
          .with("age", age == null ? null : Long.toString(age.toSeconds()))
          .with("limit", keep.limit());
    }
    if (settings.metrics() > 0) {
      arguments.with("points", settings.metrics());
    }
    return read(run(Script.FINISH, arguments));
  }

  Fetched retry(Job job, Ending ending, Duration delay, String reason, @Nullable String stacks) {
    Arguments arguments =
        at(job, ending).with("counts", true).with("reason", reason).with("stack", stacks);
    if (delay.isZero() || delay.isNegative()) {
      arguments.with("to", "wait").with("first", job.options().isFirst());
    } else {
      arguments.with("to", "delayed").with("delay", delay.toMillis());
    }
    return read(run(Script.GIVEBACK, arguments));
  }

  Fetched delay(Job job, Ending ending, Duration delay) {
    return giveBack(
        at(job, ending).with("to", "delayed").with("delay", Math.max(delay.toMillis(), 1)));
  }

  Fetched giveBack(Job job, Ending ending) {
    return giveBack(at(job, ending).with("to", "wait").with("first", true));
  }

  Fetched awaitChildren(Job job, Ending ending) {
    return giveBack(at(job, ending).with("to", "waiting-children"));
  }

  private Fetched giveBack(Arguments arguments) {
    return read(run(Script.GIVEBACK, arguments));
  }

  /** The ids of those that are the worker's no longer. */
  List<String> renew(Map<String, String> tokens) {
    Arguments arguments = arguments().with("lock", settings.lock().toMillis());
    tokens.forEach((id, token) -> arguments.table().with("id", id).with("token", token));
    return run(Script.RENEW, arguments).texts();
  }

  /** The ids of those that wait again. */
  List<String> checkStalled() {
    Arguments arguments =
        arguments()
            .with("interval", settings.stalledInterval().toMillis())
            .with("most", settings.maxStalled());
    return run(Script.STALLED, arguments).texts();
  }

  /** Has somebody else look for jobs. */
  void wakeOthers() {
    run(Script.WAKE, arguments());
  }

  boolean startedTooOften(Job job) {
    Integer most = settings.maxStarted();
    return most != null && job.attemptsStarted() > most;
  }

  long now() {
    return queue.calls().now();
  }

  private Arguments at(Job job, Ending ending) {
    Arguments arguments = arguments().with("id", job.id()).with("token", ending.token());
    return ending.fetches() ? withFetching(arguments.with("fetch", true)) : arguments;
  }

  private Arguments withFetching(Arguments arguments) {
    Integer limit = settings.limit();
    arguments.with("lock", settings.lock().toMillis()).with("worker", settings.name());
    return limit == null
        ? arguments
        : arguments.with("max", limit).with("duration", settings.limitTime().toMillis());
  }

  private Arguments arguments() {
    return queue.calls().arguments();
  }

  private Answer run(Script script, Arguments arguments) {
    return queue.calls().run(script, queue.address(), arguments);
  }

  private Fetched read(Answer answer) {
    if (answer.isRefusal()) {
      return new Fetched.Refused(answer.number(0));
    }
    return switch (answer.text(0)) {
      case "job" -> new Fetched.Taken(new Job(queue, answer.text(1), answer.list(2).fields()));
      case "limited" -> new Fetched.Limited(answer.number(1));
      case "childless" -> new Fetched.Childless();
      default -> new Fetched.None(answer.number(1));
    };
  }
}
