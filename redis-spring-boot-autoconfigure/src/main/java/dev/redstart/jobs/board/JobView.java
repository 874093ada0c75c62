package dev.redstart.jobs.board;

import dev.redstart.jobs.Job;
import dev.redstart.jobs.JobChild;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A job as the page is told of it: texts of a bounded length, times as milliseconds since 1970. */
final class JobView {

  /** The longest excerpt in a list. */
  static final int EXCERPT = 200;

  /** The longest line of a log. */
  static final int LINE = 10_000;

  private static final int WHOLE = 100_000;
  private static final int TRACES = 20;
  private static final int CHILDREN = 100;

  private final Job job;
  private final ShownQueues queues;

  JobView(Job job, ShownQueues queues) {
    this.job = job;
    this.queues = queues;
  }

  /** As a list shows it. */
  static Map<String, Object> line(Job job) {
    Map<String, Object> view = facts(job);
    view.put("data", cut(job.payload(), EXCERPT));
    put(view, "failedReason", job.failedReason(), EXCERPT);
    view.put("progress", cut(job.progress(), EXCERPT));
    return view;
  }

  /** With all that is known of it but its log. */
  Map<String, Object> whole() {
    Map<String, Object> view = facts(job);
    view.put("queue", job.queue().name());
    view.put("state", job.state().map(Object::toString).orElse("unknown"));
    view.put("data", cut(job.payload(), WHOLE));
    put(view, "options", job.field("opts"), WHOLE);
    view.put("progress", cut(job.progress(), WHOLE));
    put(view, "returnValue", job.returnValue(), WHOLE);
    put(view, "failedReason", job.failedReason(), WHOLE);
    view.put("attemptsStarted", job.attemptsStarted());
    view.put("stalled", job.stalledCount());
    put(view, "worker", job.worker());
    put(view, "scheduler", job.field("rjk"));
    put(view, "deduplication", job.field("deid"));
    String parent = job.parentKey();
    put(view, "parent", parent == null ? null : relative(parent));
    List<String> traces = job.stackTraces();
    view.put(
        "stackTraces",
        traces.subList(Math.max(traces.size() - TRACES, 0), traces.size()).stream()
            .map(trace -> cut(trace, LINE))
            .toList());
    addChildren(view);
    return view;
  }

  private void addChildren(Map<String, Object> view) {
    List<JobChild> children = job.children(CHILDREN + 1);
    view.put("moreChildren", children.size() > CHILDREN);
    view.put("children", children.stream().limit(CHILDREN).map(this::child).toList());
  }

  private Map<String, Object> child(JobChild child) {
    Map<String, Object> view = relative(child.key());
    view.put("name", child.name());
    view.put("standing", child.standing().toString());
    return view;
  }

  /** Another job, with queue and id where it can be looked at. */
  private Map<String, Object> relative(String key) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("key", key);
    String start = queues.prefix() + ':';
    int colon = key.startsWith(start) ? key.indexOf(':', start.length()) : -1;
    if (colon > start.length()) {
      String queue = key.substring(start.length(), colon);
      if (queues.isShown(queue)) {
        view.put("queue", queue);
        view.put("id", key.substring(colon + 1));
      }
    }
    return view;
  }

  private static Map<String, Object> facts(Job job) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", job.id());
    view.put("name", job.name());
    put(view, "timestamp", job.timestamp());
    put(view, "processedOn", job.processedOn());
    put(view, "finishedOn", job.finishedOn());
    put(view, "delay", job.delay());
    view.put("priority", job.priority());
    view.put("attemptsMade", job.attemptsMade());
    view.put("attempts", Math.max(job.options().attempts(), 1));
    return view;
  }

  /** Adds what is there. */
  static void put(Map<String, Object> view, String name, @Nullable Object value) {
    if (value instanceof Optional<?> perhaps) {
      put(view, name, perhaps.orElse(null));
    } else if (value instanceof Instant time) {
      view.put(name, time.toEpochMilli());
    } else if (value instanceof Duration time) {
      view.put(name, time.toMillis());
    } else if (value != null) {
      view.put(name, value);
    }
  }

  private static void put(Map<String, Object> view, String name, @Nullable String text, int most) {
    if (text != null) {
      view.put(name, cut(text, most));
    }
  }

  static String cut(String text, int most) {
    return text.length() <= most
        ? text
        : text.substring(0, most) + "… (" + (text.length() - most) + " more characters)";
  }
}
