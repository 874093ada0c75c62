package dev.redstart.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * When a job recurs.
 *
 * @param pattern a cron expression, of five fields or six with seconds first; null where {@code
 *     every} says it
 * @param zone where the pattern's times are; null for this machine's
 * @param every the time between two of them
 * @param offset how far they are from whole multiples of that time since 1970; null to begin at
 *     once
 * @param limit how often it recurs; null for ever
 * @param start not before
 * @param end not after
 */
public record Schedule(
    @Nullable String pattern,
    @Nullable ZoneId zone,
    @Nullable Duration every,
    @Nullable Duration offset,
    @Nullable Integer limit,
    @Nullable Instant start,
    @Nullable Instant end) {

  /** Checks that there is one rule, and that it can be kept. */
  public Schedule {
    if ((pattern == null) == (every == null)) {
      throw new IllegalArgumentException("a schedule has either a pattern or a time between");
    }
    if (every != null && every.toMillis() < 1) {
      throw new IllegalArgumentException("a time between must be at least a millisecond");
    }
    if (pattern != null) {
      Cron.of(pattern);
    }
  }

  /** By a cron expression, of five fields or six with seconds first. */
  public static Schedule cron(String pattern) {
    return new Schedule(pattern, null, null, null, null, null, null);
  }

  /** Each time that such a time has passed, the first one now. */
  public static Schedule every(Duration time) {
    return new Schedule(null, null, time, null, null, null, null);
  }

  /** The same in another zone. */
  public Schedule in(ZoneId newZone) {
    return new Schedule(pattern, newZone, every, offset, limit, start, end);
  }

  /** The same so far from whole multiples of the time between. */
  public Schedule offset(Duration newOffset) {
    return new Schedule(pattern, zone, every, newOffset, limit, start, end);
  }

  /** The same, but so often at most. */
  public Schedule limit(int newLimit) {
    return new Schedule(pattern, zone, every, offset, newLimit, start, end);
  }

  /** The same, but not before {@code newStart} and not after {@code newEnd}. */
  public Schedule between(@Nullable Instant newStart, @Nullable Instant newEnd) {
    return new Schedule(pattern, zone, every, offset, limit, newStart, newEnd);
  }

  /** As it is stored, all but what isn't said. */
  Map<String, Object> stored() {
    Map<String, Object> stored = new LinkedHashMap<>();
    put(stored, "pattern", pattern);
    put(stored, "tz", zone == null ? null : zone.getId());
    put(stored, "every", every == null ? null : every.toMillis());
    put(stored, "offset", offset == null ? null : offset.toMillis());
    put(stored, "limit", limit);
    put(stored, "startDate", start == null ? null : start.toEpochMilli());
    put(stored, "endDate", end == null ? null : end.toEpochMilli());
    return stored;
  }

  /** As it was stored. */
  static Schedule read(Map<String, String> hash) {
    String tz = hash.get("tz");
    Long limit = number(hash, "limit");
    Long every = hash.containsKey("pattern") ? null : number(hash, "every");
    return new Schedule(
        hash.get("pattern"),
        tz == null ? null : ZoneId.of(tz),
        every == null ? null : Duration.ofMillis(every),
        time(hash, "offset", Duration::ofMillis),
        limit == null ? null : limit.intValue(),
        time(hash, "startDate", Instant::ofEpochMilli),
        time(hash, "endDate", Instant::ofEpochMilli));
  }

  /**
   * When it begins.
   *
   * @param former when the next one of the same steps is due already; null where there is none
   * @return null where it has no time left
   */
  @Nullable Long first(@Nullable Long former, long now) {
    if (every == null) {
      return next(0, now);
    }
    long step = every.toMillis();
    long first = now;
    if (former != null) {
      first = former;
    } else if (start != null) {
      first = Math.max(start.toEpochMilli(), now);
    } else if (offset != null && offset.toMillis() > 0) {
      long aligned = Math.floorDiv(now, step) * step + offset.toMillis() % step;
      first = aligned > now ? aligned : aligned + step;
    }
    return bounded(first);
  }

  /**
   * When it recurs after one that has begun.
   *
   * @param previous when that was due
   * @return null where it recurs no more
   */
  @Nullable Long next(long previous, long now) {
    if (pattern == null) {
      long step = every == null ? 1 : every.toMillis();
      long next = previous + step;
      return bounded(next > now ? next : next + (now - next + step) / step * step);
    }
    long after = Math.max(previous, now);
    if (start != null) {
      after = Math.max(after, start.toEpochMilli() - 1);
    }
    Long next = Cron.of(pattern).next(after, zone == null ? ZoneId.systemDefault() : zone);
    return next == null ? null : bounded(next);
  }

  /** As {@link #next}, where times between are counted from 1970, as they once were. */
  @Nullable Long nextAligned(long previous, long now) {
    if (every == null) {
      return next(previous, now);
    }
    long step = every.toMillis();
    return bounded((Math.max(previous, now) / step + 1) * step);
  }

  private @Nullable Long bounded(long time) {
    return end != null && time > end.toEpochMilli() ? null : time;
  }

  private static void put(Map<String, Object> stored, String name, @Nullable Object value) {
    if (value != null) {
      stored.put(name, value);
    }
  }

  private static @Nullable Long number(Map<String, String> hash, String name) {
    String text = hash.get(name);
    return text == null || text.isEmpty() ? null : Long.valueOf(text);
  }

  private static <T> @Nullable T time(
      Map<String, String> hash, String name, LongFunction<T> constructor) {
    Long number = number(hash, name);
    return number == null ? null : constructor.apply(number);
  }
}
