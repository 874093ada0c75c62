package dev.redstart.jobs;

import dev.redstart.jobs.script.Arguments;
import dev.redstart.jobs.script.Script;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A job as it was when it was read; what changes it does so in its queue, and not here. */
public final class Job {

  private final JobQueue queue;
  private final String id;
  private final Map<String, String> fields;
  private volatile @Nullable JobOptions options;

  /** A job of {@code queue} with the fields of its hash. */
  public Job(JobQueue queue, String id, Map<String, String> fields) {
    this.queue = queue;
    this.id = id;
    this.fields = Map.copyOf(fields);
  }

  /** Its id within its queue. */
  public String id() {
    return id;
  }

  /** Its queue. */
  public JobQueue queue() {
    return queue;
  }

  /** What is to be done. */
  public String name() {
    return fields.getOrDefault("name", "");
  }

  /** What was said of it; a copy. */
  public JobOptions options() {
    return said().copy();
  }

  /** What it needs to know, as JSON. */
  public String payload() {
    return fields.getOrDefault("data", "{}");
  }

  /**
   * What it needs to know.
   *
   * @throws UnreadablePayloadException where it is something else
   */
  public <T> @Nullable T payload(Class<T> type) {
    return type.cast(payload((Type) type));
  }

  /**
   * What it needs to know, of any type.
   *
   * @throws UnreadablePayloadException where it is something else
   */
  public @Nullable Object payload(Type type) {
    return queue.json().read(payload(), type, "The payload of " + this);
  }

  /** What it gave back, as JSON; null where it isn't completed. */
  public @Nullable String returnValue() {
    return fields.get("returnvalue");
  }

  /**
   * What it gave back; null where it isn't completed, too.
   *
   * @throws UnreadablePayloadException where it is something else
   */
  public <T> @Nullable T returnValue(Class<T> type) {
    String value = returnValue();
    return value == null
        ? null
        : type.cast(queue.json().read(value, type, "What " + this + " gave back"));
  }

  /** How far it is, as JSON: a number, or what else it has said. */
  public String progress() {
    return fields.getOrDefault("progress", "0");
  }

  /** When it was made. */
  public Instant timestamp() {
    return Instant.ofEpochMilli(number("timestamp", 0));
  }

  /** How long it has or had to wait. */
  public Duration delay() {
    return Duration.ofMillis(number("delay", 0));
  }

  /** 0 for none; of two others the lower one runs first. */
  public int priority() {
    return (int) number("priority", 0);
  }

  /** When its scheduler meant it to run; nothing where it is not a scheduler's. */
  public Optional<Instant> scheduledFor() {
    String scheduler = fields.get("rjk");
    if (scheduler == null || !id.startsWith("repeat:" + scheduler + ":")) {
      return Optional.empty();
    }
    String millis = id.substring(id.lastIndexOf(':') + 1);
    return Optional.of(Instant.ofEpochMilli(Long.parseLong(millis)));
  }

  /** When it was begun last. */
  public Optional<Instant> processedOn() {
    return instant("processedOn");
  }

  /** When it was completed or given up. */
  public Optional<Instant> finishedOn() {
    return instant("finishedOn");
  }

  /** How often it was tried to the end, well or not. */
  public int attemptsMade() {
    return (int) number("atm", number("attemptsMade", 0));
  }

  /** How often it was begun. */
  public int attemptsStarted() {
    return (int) number("ats", 0);
  }

  /** How often its worker went away while it ran. */
  public int stalledCount() {
    return (int) number("stc", 0);
  }

  /** Why it failed last. */
  public @Nullable String failedReason() {
    return fields.get("failedReason");
  }

  /** Where it failed, the last time at the end. */
  public List<String> stackTraces() {
    return queue.json().texts(fields.get("stacktrace"));
  }

  /** The name of the worker that had it last. */
  public @Nullable String worker() {
    return fields.get("pb");
  }

  /** The key of its parent. */
  public @Nullable String parentKey() {
    return fields.get("parentKey");
  }

  /** What tells of the trace that it belongs to, as whoever added it has said. */
  public Map<String, String> trace() {
    return said().get("tm") instanceof String text ? queue.json().pairs(text) : Map.of();
  }

  /** One field of its hash. */
  public @Nullable String field(String name) {
    return fields.get(name);
  }

  /** The same job as it is now. */
  public Optional<Job> refreshed() {
    return queue.find(id);
  }

  /** Where it is now; nowhere where it was removed. */
  public Optional<JobState> state() {
    return queue.stateOf(id);
  }

  /** Says how far it is: a number, or anything that can be written as JSON. */
  public void updateProgress(Object progress) {
    change("update the progress", "progress", queue.json().write(progress));
  }

  /** Changes what it needs to know. */
  public void updatePayload(@Nullable Object payload) {
    change("update the payload", "data", queue.json().write(payload));
  }

  /** Adds a line to its log. Gives back how many there are. */
  public long log(String line) {
    Integer keep = said().keepLogs();
    Arguments arguments = at("line", line);
    return queue
        .call("log", id, Script.LOG, keep == null ? arguments : arguments.with("keep", keep))
        .number(0);
  }

  /** Its log. */
  public List<String> logs() {
    return queue.logs(id, 0, -1);
  }

  /** What its children have given back, as JSON, by their keys. */
  public Map<String, String> childrenValues() {
    return queue.children(id, "processed");
  }

  /** Why children have failed whose failure doesn't matter, by their keys. */
  public Map<String, String> childrenFailures() {
    return queue.children(id, "failed");
  }

  /**
   * The jobs that it waits for or has waited for, up to a number; those that aren't done first.
   *
   * @param most how many at most
   */
  public List<JobChild> children(int most) {
    return queue.children(id, most);
  }

  /** Runs it now, though its time has not come. */
  public void promote() {
    queue.call("promote", id, Script.PROMOTE, queue.arguments().with("id", id));
  }

  /** Delays it by so much from now on; it must be delayed already. */
  public void changeDelay(Duration delay) {
    change("change the delay", "delay", Long.toString(delay.toMillis()));
  }

  /** Gives it another priority. */
  public void changePriority(int priority) {
    JobOptions checked = JobOptions.options().priority(priority);
    change("change the priority", "priority", Long.toString(checked.priority()));
  }

  /** Runs a failed job again, as if it had never been tried. */
  public void retry() {
    retry(JobState.FAILED);
  }

  /** Runs a job that failed or was completed again, as if it had never been tried. */
  public void retry(JobState finished) {
    JobQueue.requireFinished(finished);
    Arguments arguments =
        at("state", finished.toString()).with("reset", true).with("first", said().isFirst());
    queue.call("retry", id, Script.RETRY, arguments);
  }

  /**
   * Removes it with its children. False where a worker has one of them: then nothing was removed.
   */
  public boolean remove() {
    return queue.remove(id);
  }

  /** Read when they are asked for; by two threads at once, twice. */
  private JobOptions said() {
    JobOptions read = options;
    if (read == null) {
      read = JobOptions.of(queue.json().options(fields.get("opts")));
      options = read;
    }
    return read;
  }

  private void change(String operation, String field, String value) {
    queue.call(operation, id, Script.CHANGE, at(field, value));
  }

  private Arguments at(String name, String value) {
    return queue.arguments().with("id", id).with(name, value);
  }

  private long number(String name, long otherwise) {
    String text = fields.get(name);
    try {
      return text == null ? otherwise : Long.parseLong(text);
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  private Optional<Instant> instant(String name) {
    long millis = number(name, -1);
    return millis < 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  @Override
  public String toString() {
    return "job " + id + " (" + name() + ") of queue " + queue.name();
  }
}
