package dev.redstart.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When jobs recur. */
class CronTest {

  private static final ZoneId UTC = ZoneId.of("UTC");

  @ParameterizedTest
  @CsvSource({
    "*/5 * * * *,       2026-01-01T00:00:00Z, 2026-01-01T00:05:00Z",
    "*/5 * * * * *,     2026-01-01T00:00:00Z, 2026-01-01T00:00:05Z",
    "0 9 * * 1-5,       2026-01-03T00:00:00Z, 2026-01-05T09:00:00Z",
    "0 0 13 * 5,        2026-01-03T00:00:00Z, 2026-01-09T00:00:00Z",
    "0 0 13 * 5,        2026-01-09T00:00:00Z, 2026-01-13T00:00:00Z",
    "0 0 1 1 *,         2026-01-01T00:00:00Z, 2027-01-01T00:00:00Z",
    "@daily,            2026-01-01T00:00:00Z, 2026-01-02T00:00:00Z",
    "0 0 * * 7,         2026-01-01T00:00:00Z, 2026-01-04T00:00:00Z",
  })
  void patternsAreReadAsNodeDoes(String pattern, String after, String next) {
    assertThat(Cron.of(pattern).next(Instant.parse(after).toEpochMilli(), UTC))
        .isEqualTo(Instant.parse(next).toEpochMilli());
  }

  @Test
  void zonesAreHeededWhenClocksChange() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    long before = Instant.parse("2026-03-28T12:00:00Z").toEpochMilli();
    assertThat(Cron.of("0 9 * * *").next(before, berlin))
        .isEqualTo(Instant.parse("2026-03-29T07:00:00Z").toEpochMilli());
  }

  @Test
  void stepsStayInTheirPlaces() {
    Schedule every = Schedule.every(Duration.ofMillis(100));
    assertThat(every.first(null, 1050)).isEqualTo(1050);
    assertThat(every.first(1070L, 1050)).isEqualTo(1070);
    assertThat(every.next(1050, 1051)).isEqualTo(1150);
    assertThat(every.next(1050, 1149)).isEqualTo(1150);
    assertThat(every.next(1050, 1150)).isEqualTo(1250);
    assertThat(every.next(1050, 2000)).isEqualTo(2050);
    Schedule aligned = every.offset(Duration.ofMillis(30));
    assertThat(aligned.first(null, 1050)).isEqualTo(1130);
    assertThat(aligned.first(null, 1020)).isEqualTo(1030);
    Schedule ends = every.between(Instant.ofEpochMilli(5000), Instant.ofEpochMilli(5150));
    assertThat(ends.first(null, 1050)).isEqualTo(5000);
    assertThat(ends.next(5000, 5001)).isEqualTo(5100);
    assertThat(ends.next(5100, 5101)).isNull();
  }

  @Test
  void nonsenseIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Schedule.cron("every day"));
    assertThatIllegalArgumentException().isThrownBy(() -> Schedule.every(Duration.ZERO));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Schedule(null, null, null, null, null, null, null));
  }
}
