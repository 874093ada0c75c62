package dev.redstart.jobs;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that are not added because there is one already that does the same.
 *
 * @param id what is the same
 * @param ttl how long a job keeps others away; null until it has finished
 * @param extend whether those that are kept away begin that time anew
 * @param replace whether a delayed job gives way to the new one
 * @param keepLast whether the last of those that came while the job ran is added at its end
 * @param reschedule whether a delayed job gets the new one's delay
 */
public record Deduplication(
    String id,
    @Nullable Duration ttl,
    boolean extend,
    boolean replace,
    boolean keepLast,
    boolean reschedule) {

  /** No other until the first one has finished. */
  public static Deduplication simple(String id) {
    return new Deduplication(id, null, false, false, false, false);
  }

  /** One in each time. */
  public static Deduplication throttle(String id, Duration ttl) {
    return new Deduplication(id, ttl, false, false, false, false);
  }

  /** The last one, once none has come for that time: the delay of the jobs should be the same. */
  public static Deduplication debounce(String id, Duration ttl) {
    return new Deduplication(id, ttl, true, true, false, false);
  }

  /** One at a time, and at its end the last of those that came meanwhile. */
  public static Deduplication keepLastIfActive(String id) {
    return new Deduplication(id, null, false, false, true, false);
  }

  static @Nullable Deduplication read(@Nullable Object value) {
    if (value instanceof Map<?, ?> rule && rule.get("id") instanceof String id) {
      return new Deduplication(
          id,
          rule.get("ttl") instanceof Number ttl ? Duration.ofMillis(ttl.longValue()) : null,
          Boolean.TRUE.equals(rule.get("extend")),
          Boolean.TRUE.equals(rule.get("replace")),
          Boolean.TRUE.equals(rule.get("keepLastIfActive")),
          Boolean.TRUE.equals(rule.get("reschedule")));
    }
    return null;
  }

  Map<String, Object> write() {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("id", id);
    if (ttl != null) {
      rule.put("ttl", ttl.toMillis());
    }
    mark(rule, "extend", extend);
    mark(rule, "replace", replace);
    mark(rule, "keepLastIfActive", keepLast);
    mark(rule, "reschedule", reschedule);
    return rule;
  }

  private static void mark(Map<String, Object> rule, String name, boolean mark) {
    if (mark) {
      rule.put(name, true);
    }
  }
}
