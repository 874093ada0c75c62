package dev.redstart.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a job besides its name and payload. Every method that sets something returns the
 * options.
 *
 * <pre>{@code
 * JobOptions.options().delay(Duration.ofMinutes(5)).attempts(3).backoff(Backoff.exponential(ofSeconds(1)))
 * }</pre>
 */
public final class JobOptions {

  private static final int MAX_PRIORITY = (1 << 21) - 1;

  private final Map<String, Object> values;

  private JobOptions(Map<String, Object> values) {
    this.values = values;
  }

  /** Nothing said. */
  public static JobOptions options() {
    return new JobOptions(new LinkedHashMap<>());
  }

  /** As they are stored, with whatever other programs have put there. */
  static JobOptions of(Map<String, Object> stored) {
    return new JobOptions(new LinkedHashMap<>(stored));
  }

  /** The same, to be changed without changing these. */
  public JobOptions copy() {
    return of(values);
  }

  /** Waits so long before the job may run. */
  public JobOptions delay(Duration delay) {
    return set("delay", delay.toMillis(), delay.isNegative(), "a delay can't be negative");
  }

  /** Runs after those without a priority, and before those with a higher number. */
  public JobOptions priority(int priority) {
    boolean wrong = priority < 0 || priority > MAX_PRIORITY;
    return set("priority", priority, wrong, "a priority is between 0 and " + MAX_PRIORITY);
  }

  /** Runs before those that wait already. */
  public JobOptions first() {
    values.put("lifo", true);
    return this;
  }

  /** How often it is tried. */
  public JobOptions attempts(int attempts) {
    return set("attempts", attempts, attempts < 0, "attempts can't be negative");
  }

  /** How long to wait before it is tried again; not at all unless said. */
  public JobOptions backoff(Backoff backoff) {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("type", backoff.type());
    value.put("delay", backoff.delay().toMillis());
    if (backoff.jitter() > 0) {
      value.put("jitter", backoff.jitter());
    }
    values.put("backoff", value);
    return this;
  }

  /**
   * A name of the caller's own: a job whose id is there already isn't added. It can't be a number,
   * and has no colon or two of them.
   */
  public JobOptions id(String id) {
    long colons = id.chars().filter(c -> c == ':').count();
    boolean wrong =
        id.isEmpty()
            || id.startsWith("0:")
            || id.matches("-?\\d+")
            || !(colons == 0 || colons == 2);
    return set("jobId", id, wrong, "not the id of a job: \"" + id + '"');
  }

  /** When it was made; now unless said. */
  public JobOptions timestamp(Instant timestamp) {
    values.put("timestamp", timestamp.toEpochMilli());
    return this;
  }

  /** Which completed jobs of the queue are kept; the worker's rule unless said. */
  public JobOptions removeOnComplete(Keep keep) {
    values.put("removeOnComplete", keep.write());
    return this;
  }

  /** Which failed jobs of the queue are kept; the worker's rule unless said. */
  public JobOptions removeOnFail(Keep keep) {
    values.put("removeOnFail", keep.write());
    return this;
  }

  /** How many lines of its log are kept; all unless said. */
  public JobOptions keepLogs(int lines) {
    return set("kl", lines, lines < 0, "a number of lines can't be negative");
  }

  /** How many stack traces are kept; all unless said. */
  public JobOptions stackTraceLimit(int traces) {
    return set("stackTraceLimit", traces, traces < 0, "a number of traces can't be negative");
  }

  /** How many bytes of JSON the payload may have; any unless said. */
  public JobOptions sizeLimit(long bytes) {
    values.put("sizeLimit", bytes);
    return this;
  }

  /** Isn't added where a job does the same. */
  public JobOptions deduplication(Deduplication deduplication) {
    values.put("de", deduplication.write());
    return this;
  }

  /** Is done before another job, which must be active or wait for its children. */
  public JobOptions parent(Job parent) {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("id", parent.id());
    value.put("queue", parent.queue().address().base());
    values.put("parent", value);
    return this;
  }

  /** What its failure means for its parent. */
  public JobOptions onFailure(ChildFailure policy) {
    for (ChildFailure other : ChildFailure.values()) {
      values.remove(other.option());
    }
    values.put(policy.option(), true);
    return this;
  }

  /** Anything else that BullMQ, or a program of one's own, wants to be said. */
  public JobOptions with(String name, Object value) {
    values.put(name, value);
    return this;
  }

  /** See {@link #attempts(int)}; 0 where nothing was said, which is as good as 1. */
  public int attempts() {
    return (int) number("attempts", 0);
  }

  /** See {@link #backoff(Backoff)}. */
  public @Nullable Backoff backoff() {
    Object value = values.get("backoff");
    if (value instanceof Number fixed) {
      return Backoff.fixed(Duration.ofMillis(fixed.longValue()));
    }
    if (value instanceof Map<?, ?> rule && rule.get("type") instanceof String type) {
      double jitter = rule.get("jitter") instanceof Number part ? part.doubleValue() : 0;
      long delay = rule.get("delay") instanceof Number millis ? millis.longValue() : 0;
      return new Backoff(
          type, Duration.ofMillis(Math.max(delay, 0)), Math.min(Math.max(jitter, 0), 1));
    }
    return null;
  }

  /** See {@link #delay(Duration)}. */
  public Duration delay() {
    return Duration.ofMillis(Math.max(number("delay", 0), 0));
  }

  /** See {@link #priority(int)}. */
  public int priority() {
    return (int) Math.min(Math.max(number("priority", 0), 0), MAX_PRIORITY);
  }

  /** See {@link #first()}. */
  public boolean isFirst() {
    return Boolean.TRUE.equals(values.get("lifo"));
  }

  /** See {@link #id(String)}. */
  public @Nullable String id() {
    return values.get("jobId") instanceof String id ? id : null;
  }

  /** See {@link #removeOnComplete(Keep)}. */
  public @Nullable Keep removeOnComplete() {
    return Keep.read(values.get("removeOnComplete"));
  }

  /** See {@link #removeOnFail(Keep)}. */
  public @Nullable Keep removeOnFail() {
    return Keep.read(values.get("removeOnFail"));
  }

  /** See {@link #keepLogs(int)}. */
  public @Nullable Integer keepLogs() {
    return values.get("kl") instanceof Number lines ? lines.intValue() : null;
  }

  /** See {@link #stackTraceLimit(int)}. */
  public @Nullable Integer stackTraceLimit() {
    return values.get("stackTraceLimit") instanceof Number traces ? traces.intValue() : null;
  }

  /** See {@link #deduplication(Deduplication)}. */
  public @Nullable Deduplication deduplication() {
    return Deduplication.read(values.get("de"));
  }

  /** See {@link #with(String, Object)}. */
  public @Nullable Object get(String name) {
    return values.get(name);
  }

  long number(String name, long otherwise) {
    return values.get(name) instanceof Number number ? number.longValue() : otherwise;
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  /** As they are stored. */
  Map<String, Object> stored() {
    Map<String, Object> stored = new LinkedHashMap<>(values);
    stored.putIfAbsent("attempts", 0);
    return stored;
  }

  private JobOptions set(String name, Object value, boolean wrong, String complaint) {
    if (wrong) {
      throw new IllegalArgumentException(complaint);
    }
    values.put(name, value);
    return this;
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
