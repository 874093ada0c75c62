package dev.redstart.jobs.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redstart.jobs.Job;
import dev.redstart.jobs.JobException;
import dev.redstart.jobs.JobException.Reason;
import dev.redstart.jobs.JobOptions;
import dev.redstart.jobs.JobPlace;
import dev.redstart.jobs.JobQueue;
import dev.redstart.jobs.JobScheduler;
import dev.redstart.jobs.JobState;
import dev.redstart.jobs.NewJob;
import dev.redstart.jobs.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Jobs that recur, wherever the queue is. */
@Timeout(60)
@ParameterizedClass
@MethodSource("dev.redstart.jobs.JobPlaces#all")
class SchedulerTest {

  private static final long T = 1_700_000_000_000L;

  private final JobPlace place;
  private final JobQueue queue;
  private final Workshop shop = new Workshop();

  SchedulerTest(JobPlace place) {
    this.place = place;
    this.queue = place.queue("often");
  }

  @AfterEach
  void close() {
    shop.close();
    place.flush();
  }

  @Test
  void aSchedulerIsStoredAsBullMqDoes() {
    place.time(T);
    Schedule daily = Schedule.cron("0 9 * * *").in(ZoneId.of("UTC")).limit(7);
    String id =
        queue
            .schedulers()
            .upsert("daily", daily, new NewJob("report", 1, JobOptions.options().attempts(2)))
            .orElseThrow();
    long next = Instant.parse("2023-11-15T09:00:00Z").toEpochMilli();
    assertThat(id).isEqualTo("repeat:daily:" + next);
    assertThat(place.scores("bull:often:repeat"))
        .containsExactly(Map.entry("daily", (double) next));
    assertThat(place.hash("bull:often:repeat:daily"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "name", "report",
                "pattern", "0 9 * * *",
                "tz", "UTC",
                "limit", "7",
                "opts", "{\"attempts\":2}",
                "data", "1",
                "ic", "1"));
    Job job = queue.find(id).orElseThrow();
    assertThat(job.state()).contains(JobState.DELAYED);
    assertThat(job.field("rjk")).isEqualTo("daily");
    assertThat(job.options().get("repeat"))
        .isEqualTo(Map.of("pattern", "0 9 * * *", "tz", "UTC", "limit", 7, "count", 1));
    assertThat(job.options().get("repeatJobKey")).isEqualTo("daily");
    assertThat(job.options().attempts()).isEqualTo(2);
    assertThat(queue.schedulers().find("daily"))
        .contains(new JobScheduler("daily", daily, "report", "1", Instant.ofEpochMilli(next), 1));
    assertThatThrownBy(() -> queue.remove(id))
        .isInstanceOfSatisfying(
            JobException.class, e -> assertThat(e.reason()).isEqualTo(Reason.SCHEDULED));
    assertThat(queue.drain(true)).isZero();
    assertThat(queue.schedulers().remove("daily")).isTrue();
    assertThat(queue.schedulers().remove("daily")).isFalse();
    assertThat(queue.schedulers().list(0, 10)).isEmpty();
    assertThat(queue.find(id)).isEmpty();
  }

  @Test
  void aChangeReplacesTheJobThatHasNotBegun() {
    place.time(T);
    Schedule minutes = Schedule.every(Duration.ofMinutes(1));
    queue.schedulers().upsert("a", minutes, new NewJob("one", 1));
    assertThat(queue.jobs(JobState.WAITING, 0, 9)).extracting(Job::name).containsExactly("one");
    place.time(T + 10);
    assertThat(queue.schedulers().upsert("a", minutes, new NewJob("two", 2)))
        .contains("repeat:a:" + T);
    assertThat(queue.jobs(JobState.WAITING, 0, 9)).extracting(Job::name).containsExactly("two");
    place.time(T + 20);
    assertThat(
            queue
                .schedulers()
                .upsert("a", Schedule.every(Duration.ofMinutes(2)), new NewJob("c", 2)))
        .contains("repeat:a:" + (T + 20));
    assertThat(queue.counts())
        .containsEntry(JobState.WAITING, 1L)
        .containsEntry(JobState.DELAYED, 0L);
    assertThat(queue.schedulers().list(0, 10)).hasSize(1);
  }

  @Test
  void jobsRecurUntilTheLimit() throws Exception {
    shop.worker(
        queue, job -> job.payload() + ((Map<?, ?>) job.options().get("repeat")).get("count"));
    queue
        .schedulers()
        .upsert("a", Schedule.every(Duration.ofMillis(50)).limit(3), new NewJob("n", 1));
    assertThat(shop.next(3))
        .extracting(told -> told.split(" ", -1)[2])
        .containsExactly("11", "12", "13");
    assertThat(queue.counts())
        .containsEntry(JobState.DELAYED, 0L)
        .containsEntry(JobState.WAITING, 0L);
  }

  @Test
  void whatIsRemovedRecursNoMore() throws Exception {
    shop.worker(queue, job -> queue.schedulers().remove("a"));
    queue.schedulers().upsert("a", Schedule.every(Duration.ofMillis(20)), new NewJob("n", 1));
    assertThat(shop.next()).endsWith("true");
    assertThat(queue.counts())
        .containsEntry(JobState.DELAYED, 0L)
        .containsEntry(JobState.WAITING, 0L);
  }

  @Test
  void placesMayBeTaken() {
    place.time(T);
    queue.add("x", 1, JobOptions.options().id("repeat:a:" + T));
    assertThat(
            queue
                .schedulers()
                .upsert("a", Schedule.every(Duration.ofSeconds(1)), new NewJob("n", 1)))
        .contains("repeat:a:" + (T + 1000));
    long nine = Instant.parse("2023-11-15T09:00:00Z").toEpochMilli();
    queue.add("x", 1, JobOptions.options().id("repeat:b:" + nine));
    Schedule daily = Schedule.cron("0 9 * * *").in(ZoneId.of("UTC"));
    assertThatThrownBy(() -> queue.schedulers().upsert("b", daily, new NewJob("n", 1)))
        .isInstanceOfSatisfying(
            JobException.class, e -> assertThat(e.reason()).isEqualTo(Reason.PLACE_TAKEN));
    assertThat(queue.schedulers().find("b")).isEmpty();
  }

  @Test
  void whatHasNoTimeLeftIsNotScheduled() {
    Schedule over = Schedule.every(Duration.ofSeconds(1)).between(null, Instant.ofEpochMilli(5));
    assertThat(queue.schedulers().upsert("a", over, new NewJob("n", 1))).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> queue.schedulers().upsert("a:b", over, new NewJob("n", 1)));
  }
}
