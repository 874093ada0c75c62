package dev.redstart.jobs;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/**
 * A cron expression as Node's programs read it: seconds may be left out, and where both a day of
 * the month and one of the week are named, either will do. (Spring's own want both to hold.)
 */
final class Cron {

  private final List<CronExpression> either;

  private Cron(List<CronExpression> either) {
    this.either = either;
  }

  static Cron of(String pattern) {
    String trimmed = pattern.trim();
    String[] fields = trimmed.split("\\s+", -1);
    if (trimmed.startsWith("@") || (fields.length != 5 && fields.length != 6)) {
      return new Cron(List.of(CronExpression.parse(trimmed)));
    }
    String[] six =
        fields.length == 6
            ? fields
            : Stream.concat(Stream.of("0"), Stream.of(fields)).toArray(String[]::new);
    if (isAny(six[3]) || isAny(six[5])) {
      return new Cron(List.of(CronExpression.parse(String.join(" ", six))));
    }
    return new Cron(List.of(with(six, 3), with(six, 5)));
  }

  private static boolean isAny(String field) {
    return field.equals("*") || field.equals("?");
  }

  private static CronExpression with(String[] six, int free) {
    String[] changed = six.clone();
    changed[free] = "*";
    return CronExpression.parse(String.join(" ", changed));
  }

  /** The first time after one; null where there is none. */
  @Nullable Long next(long after, ZoneId zone) {
    ZonedDateTime from = Instant.ofEpochMilli(after).atZone(zone);
    return either.stream()
        .map(expression -> expression.next(from))
        .filter(Objects::nonNull)
        .map(time -> time.toInstant().toEpochMilli())
        .min(Long::compare)
        .orElse(null);
  }
}
