package dev.redstart.jobs;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which finished jobs are kept.
 *
 * @param count how many, the latest ones; null for any number
 * @param age how long; null for ever
 * @param limit how many are removed at most whenever one is added
 */
public record Keep(@Nullable Long count, @Nullable Duration age, long limit) {

  private static final long LIMIT = 1000;

  /** All of them. */
  public static Keep all() {
    return new Keep(null, null, LIMIT);
  }

  /** None. */
  public static Keep none() {
    return latest(0);
  }

  /** The latest ones. */
  public static Keep latest(long count) {
    return new Keep(count, null, LIMIT);
  }

  /** Those that are not older. */
  public static Keep youngerThan(Duration age) {
    return new Keep(null, age, LIMIT);
  }

  /** As BullMQ writes it: true, false, a number, or age in seconds and count. */
  static @Nullable Keep read(@Nullable Object value) {
    if (value instanceof Boolean none) {
      return none ? none() : all();
    }
    if (value instanceof Number count) {
      return latest(count.longValue());
    }
    if (value instanceof Map<?, ?> rule) {
      Long count = number(rule.get("count"));
      Long age = number(rule.get("age"));
      Long limit = number(rule.get("limit"));
      return new Keep(
          count, age == null ? null : Duration.ofSeconds(age), limit == null ? LIMIT : limit);
    }
    return null;
  }

  Object write() {
    if (age == null) {
      return count == null ? false : count;
    }
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("age", age.toSeconds());
    if (count != null) {
      rule.put("count", count);
    }
    if (limit != LIMIT) {
      rule.put("limit", limit);
    }
    return rule;
  }

  private static @Nullable Long number(@Nullable Object value) {
    return value instanceof Number number ? number.longValue() : null;
  }
}
