package dev.redstart.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.redstart.jobs.script.Answer;
import dev.redstart.jobs.script.Arguments;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A job on its way into its queue.
 *
 * @param queue its queue
 * @param id its id; null for the queue's next number
 * @param options what was said of it
 * @param fields its hash
 * @param flow where it stands in a flow: its queue's base, and a mark where it has children
 */
record Addition(
    JobQueue queue,
    @Nullable String id,
    JobOptions options,
    Map<String, String> fields,
    Map<String, String> flow) {

  static Addition of(JobQueue queue, NewJob job) {
    JobOptions options = job.options();
    Map<String, String> fields = new HashMap<>();
    fields.put("name", job.name());
    fields.put("data", data(queue, job));
    fields.put("opts", queue.json(options.stored()));
    fields.put("timestamp", Long.toString(options.number("timestamp", queue.calls().now())));
    fields.put("delay", Long.toString(options.delay().toMillis()));
    fields.put("priority", Integer.toString(options.priority()));
    Deduplication deduplication = options.deduplication();
    if (deduplication != null) {
      fields.put("deid", deduplication.id());
    }
    if (options.get("parent") instanceof Map<?, ?> parent) {
      putParent(queue, options, fields, parent);
    }
    return new Addition(queue, options.id(), options, fields, Map.of());
  }

  private static String data(JobQueue queue, NewJob job) {
    String data = job.payload() == null ? "{}" : queue.json(job.payload());
    long limit = job.options().number("sizeLimit", Long.MAX_VALUE);
    if (data.getBytes(UTF_8).length > limit) {
      throw new IllegalArgumentException(
          "the payload of job " + job.name() + " exceeds " + limit + " bytes");
    }
    return data;
  }

  private static void putParent(
      JobQueue queue, JobOptions options, Map<String, String> fields, Map<?, ?> parent) {
    if (options.deduplication() != null) {
      throw new IllegalArgumentException("a job with a parent can't be deduplicated");
    }
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("id", String.valueOf(parent.get("id")));
    told.put("queueKey", String.valueOf(parent.get("queue")));
    for (ChildFailure policy : ChildFailure.values()) {
      if (options.get(policy.option()) != null) {
        told.put(policy.option(), true);
      }
    }
    fields.put("parentKey", told.get("queueKey") + ":" + told.get("id"));
    fields.put("parent", queue.json(told));
  }

  /** The same with what tells its worker of the trace that it belongs to. */
  Addition traced(Map<String, String> trace) {
    if (trace.isEmpty() || options.get("tm") != null || options.get("omc") != null) {
      return this;
    }
    JobOptions traced = options.copy().with("tm", queue.json(trace));
    Map<String, String> told = new HashMap<>(fields);
    told.put("opts", queue.json(traced.stored()));
    return new Addition(queue, id, traced, told, flow);
  }

  /** The same with an id. */
  Addition named(Supplier<String> source) {
    return id == null ? new Addition(queue, source.get(), options, fields, flow) : this;
  }

  /** The same with its place in a flow; it has an id. */
  Addition inFlow(@Nullable Addition parent, boolean hasChildren) {
    Map<String, String> place = new HashMap<>();
    place.put("queue", queue.address().base());
    if (hasChildren) {
      place.put("children", "1");
    }
    if (parent == null) {
      return new Addition(queue, id, options, fields, place);
    }
    JobOptions childs = options.copy().parent(parent.job());
    Map<String, String> told = new HashMap<>(fields);
    told.put("opts", queue.json(childs.stored()));
    putParent(queue, childs, told, Map.of("id", parent.job().id(), "queue", parent.base()));
    return new Addition(queue, id, childs, told, place);
  }

  private String base() {
    return queue.address().base();
  }

  /** As a script wants it. */
  void write(Arguments arguments) {
    arguments.table().with("id", id).with("first", options.isFirst());
    fields.forEach(arguments::with);
    flow.forEach(arguments::with);
    Deduplication deduplication = options.deduplication();
    if (deduplication != null) {
      Duration ttl = deduplication.ttl();
      arguments
          .with("ttl", ttl == null ? null : Long.toString(ttl.toMillis()))
          .with("extend", deduplication.extend())
          .with("replace", deduplication.replace())
          .with("keepLast", deduplication.keepLast())
          .with("reschedule", deduplication.reschedule());
    }
  }

  /** The job as it will be; it has an id. */
  Job job() {
    return new Job(queue, Objects.requireNonNull(id), fields);
  }

  /** The job as the script has answered. */
  Job added(Answer answer, int index) {
    if (answer.isNumber(index)) {
      throw new JobException(
          "add " + fields.get("name"), queue.name(), String.valueOf(id), answer.number(index));
    }
    return new Job(queue, answer.text(index), fields);
  }
}
