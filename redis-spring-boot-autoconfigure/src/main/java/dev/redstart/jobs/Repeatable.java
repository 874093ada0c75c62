package dev.redstart.jobs;

import dev.redstart.jobs.script.Answer;
import dev.redstart.jobs.script.Arguments;
import dev.redstart.jobs.script.Script;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A job that recurs as jobs did before BullMQ had schedulers: what the next one is lies in the job
 * itself, and only its times lie in a hash. We make none, but let those go on that Node has made.
 */
final class Repeatable {

  private final JobQueue queue;
  private final Job taken;
  private final Map<String, String> hash;

  Repeatable(JobQueue queue, Job taken, Map<String, String> hash) {
    this.queue = queue;
    this.taken = taken;
    this.hash = hash;
  }

  /** Adds the next one. Gives back its id; nothing where there is none any longer. */
  Optional<String> addNext(long due) {
    Map<String, Object> repeat = new LinkedHashMap<>();
    if (taken.options().get("repeat") instanceof Map<?, ?> said) {
      said.forEach((name, value) -> repeat.put(String.valueOf(name), value));
    }
    long count = number(repeat, "count", 1) + 1;
    Long next = schedule().nextAligned(due, queue.calls().now());
    if (next == null || count > number(repeat, "limit", Long.MAX_VALUE)) {
      return Optional.empty();
    }
    repeat.put("count", count);
    Answer answer = queue.calls().run(Script.NEXT, queue.address(), arguments(next, repeat));
    return answer.size() == 0 ? Optional.empty() : Optional.of(answer.text(0));
  }

  private Schedule schedule() {
    Map<String, String> times = new HashMap<>(hash);
    times.remove("limit");
    return Schedule.read(times);
  }

  private Arguments arguments(long next, Map<String, Object> repeat) {
    String key = String.valueOf(taken.field("rjk"));
    long now = queue.calls().now();
    long due = next + number(repeat, "offset", 0);
    JobOptions said = taken.options();
    Map<String, Object> options = new LinkedHashMap<>(said.stored());
    options.put("jobId", "repeat:" + key + ":" + next);
    options.put("repeatJobKey", key);
    options.put("delay", Math.max(due - now, 0));
    options.put("timestamp", now);
    options.put("prevMillis", next);
    options.put("repeat", repeat);
    return queue
        .arguments()
        .with("scheduler", key)
        .with("id", taken.id())
        .with("next", next)
        .with("repeatable", true)
        .table()
        .with("name", taken.name())
        .with("data", taken.payload())
        .with("opts", queue.json(options))
        .with("priority", said.priority())
        .with("first", said.isFirst())
        .with("due", due);
  }

  private static long number(Map<String, Object> repeat, String name, long otherwise) {
    return repeat.get(name) instanceof Number number ? number.longValue() : otherwise;
  }
}
