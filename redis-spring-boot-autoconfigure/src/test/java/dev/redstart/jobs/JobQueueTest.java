package dev.redstart.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redstart.jobs.JobException.Reason;
import dev.redstart.jobs.script.Layout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Queues without workers: what adds jobs, shows them and changes them, wherever they are. */
@ParameterizedClass
@MethodSource("dev.redstart.jobs.JobPlaces#all")
class JobQueueTest {

  private final JobPlace place;
  private final JobQueue queue;

  JobQueueTest(JobPlace place) {
    this.place = place;
    this.queue = place.queue("mail");
  }

  @AfterEach
  void flush() {
    place.flush();
  }

  record Mail(String to, int copies) {}

  @Test
  void aJobIsStoredAsBullMqDoes() {
    place.time(1_700_000_000_000L);
    Job job = queue.add("welcome", new Mail("ann", 2));
    assertThat(job.id()).isEqualTo("1");
    assertThat(place.hash("bull:mail:1"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "name", "welcome",
                "data", "{\"to\":\"ann\",\"copies\":2}",
                "opts", "{\"attempts\":0}",
                "timestamp", "1700000000000",
                "delay", "0",
                "priority", "0"));
    assertThat(place.list("bull:mail:wait")).containsExactly("1");
    assertThat(place.scores("bull:mail:marker")).containsExactly(Map.entry("0", 0.0));
    assertThat(place.hash("bull:mail:meta"))
        .containsOnly(
            Map.entry("opts.maxLenEvents", "10000"), Map.entry("version", "bullmq:5.81.5"));
    assertThat(place.events("bull:mail:events"))
        .containsExactly("added jobId=1 name=welcome", "waiting jobId=1");
  }

  @Test
  void whatWasStoredComesBack() {
    JobOptions options =
        JobOptions.options()
            .attempts(3)
            .backoff(Backoff.exponential(Duration.ofSeconds(1)).withJitter(0.5))
            .removeOnComplete(new Keep(10L, Duration.ofMinutes(1), 1000))
            .removeOnFail(Keep.none())
            .keepLogs(5)
            .with("own", List.of("a", "b"));
    String id = queue.add("welcome", new Mail("Jürgen/\"", 2), options).id();
    Job job = queue.find(id).orElseThrow();
    assertThat(job.payload(Mail.class)).isEqualTo(new Mail("Jürgen/\"", 2));
    assertThat(job.options().attempts()).isEqualTo(3);
    assertThat(job.options().backoff())
        .isEqualTo(Backoff.exponential(Duration.ofSeconds(1)).withJitter(0.5));
    assertThat(job.options().removeOnComplete())
        .isEqualTo(new Keep(10L, Duration.ofMinutes(1), 1000));
    assertThat(job.options().removeOnFail()).isEqualTo(Keep.none());
    assertThat(job.options().keepLogs()).isEqualTo(5);
    assertThat(job.options().get("own")).isEqualTo(List.of("a", "b"));
    assertThat(job.state()).contains(JobState.WAITING);
    assertThat(job.timestamp().toEpochMilli()).isPositive();
    assertThat(queue.find("none")).isEmpty();
    assertThat(queue.stateOf("none")).isEmpty();
  }

  @Test
  void delayedJobsAreOrderedByTheirTimes() {
    place.time(1_700_000_000_000L);
    JobOptions aSecond = JobOptions.options().delay(Duration.ofSeconds(1));
    queue.add("a", null, aSecond);
    queue.add("b", null, aSecond);
    queue.add("c", null, JobOptions.options().delay(Duration.ofMillis(500)));
    double due = 1_700_000_001_000d * 4096;
    assertThat(place.scores("bull:mail:delayed"))
        .containsExactly(
            Map.entry("3", 1_700_000_000_500d * 4096),
            Map.entry("1", due),
            Map.entry("2", due + 1));
    assertThat(place.scores("bull:mail:marker"))
        .containsExactly(Map.entry("1", 1_700_000_000_500d));
    assertThat(place.events("bull:mail:events"))
        .contains("delayed jobId=1 delay=1700000001000")
        .doesNotContain("waiting jobId=1");
  }

  @Test
  void prioritizedJobsAreOrderedByPriorityAndTurn() {
    queue.add("a", null, JobOptions.options().priority(3));
    queue.add("b", null, JobOptions.options().priority(1));
    queue.add("c", null, JobOptions.options().priority(1));
    double one = 4294967296d;
    assertThat(place.scores("bull:mail:prioritized"))
        .containsExactly(
            Map.entry("2", one + 2), Map.entry("3", one + 3), Map.entry("1", 3 * one + 1));
    assertThat(queue.jobs(JobState.PRIORITIZED, 0, 10).stream().map(Job::name))
        .containsExactly("b", "c", "a");
  }

  @Test
  void whoComesFirstMaySayThatItIsFirst() {
    queue.addAll(List.of(new NewJob("a", 1), new NewJob("b", 2)));
    queue.add("c", 3, JobOptions.options().first());
    assertThat(queue.jobs(JobState.WAITING, 0, 10).stream().map(Job::name))
        .containsExactly("c", "a", "b");
    assertThat(queue.latestJobs(JobState.WAITING, 0, 2).stream().map(Job::name))
        .containsExactly("b", "a");
  }

  @Test
  void manyJobsKeepTheirOrderOverPages() {
    List<NewJob> jobs = new ArrayList<>();
    for (int i = 0; i < 1203; i++) {
      jobs.add(new NewJob("n" + i, i));
    }
    List<Job> added = queue.addAll(jobs);
    assertThat(added).hasSize(1203).extracting(Job::id).doesNotHaveDuplicates();
    assertThat(queue.jobs(JobState.WAITING, 1200, 10))
        .extracting(Job::name)
        .containsExactly("n1200", "n1201", "n1202");
    assertThat(queue.latestJobs(JobState.WAITING, 1200, 10))
        .extracting(Job::name)
        .containsExactly("n2", "n1", "n0");
    assertThat(queue.count(JobState.WAITING)).isEqualTo(1203);
  }

  @Test
  void anIdIsUsedOnce() {
    Job first = queue.add("a", 1, JobOptions.options().id("order-7"));
    Job second = queue.add("b", 2, JobOptions.options().id("order-7"));
    assertThat(second.id()).isEqualTo(first.id()).isEqualTo("order-7");
    assertThat(queue.find("order-7").orElseThrow().name()).isEqualTo("a");
    assertThat(place.events("bull:mail:events")).contains("duplicated jobId=order-7");
    for (String illegal : List.of("7", "0:a", "", "a:b", "-3")) {
      assertThatIllegalArgumentException().isThrownBy(() -> JobOptions.options().id(illegal));
    }
  }

  @Test
  void aPayloadMayBeTooBig() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> queue.add("a", "0123456789", JobOptions.options().sizeLimit(11)))
        .withMessageContaining("exceeds 11 bytes");
    queue.add("a", "0123456789", JobOptions.options().sizeLimit(12));
  }

  @Test
  void aPauseKeepsTheOrder() {
    queue.addAll(List.of(new NewJob("a", 1), new NewJob("b", 1)));
    queue.pause();
    assertThat(queue.isPaused()).isTrue();
    queue.add("c");
    assertThat(place.list("bull:mail:paused")).containsExactly("3", "2", "1");
    assertThat(place.scores("bull:mail:marker")).isEmpty();
    assertThat(queue.jobs(JobState.WAITING, 0, 9))
        .extracting(Job::name)
        .containsExactly("a", "b", "c");
    queue.resume();
    assertThat(queue.isPaused()).isFalse();
    assertThat(place.list("bull:mail:wait")).containsExactly("3", "2", "1");
    assertThat(place.scores("bull:mail:marker")).containsKey("0");
    assertThat(place.events("bull:mail:events")).contains("paused", "resumed");
  }

  @Test
  void bothReleasesJobsComeBackFromAPause() {
    queue.add("a");
    queue.pause();
    JobQueue sixth = place.queues(Layout.V6).queue("mail");
    sixth.add("b");
    assertThat(place.list("bull:mail:paused")).containsExactly("2", "1");
    place.push("bull:mail:wait", "9");
    assertThat(queue.jobs(JobState.WAITING, 0, 9))
        .extracting(Job::id)
        .containsExactly("1", "2", "9");
    queue.pause();
    assertThat(place.list("bull:mail:paused")).containsExactly("9", "2", "1");
    place.push("bull:mail:wait", "10");
    queue.resume();
    assertThat(place.list("bull:mail:wait")).containsExactly("10", "9", "2", "1");
    assertThat(place.list("bull:mail:paused")).isEmpty();
  }

  @Test
  void aQueueOfReleaseSixPausesWhereItIs() {
    JobQueue sixth = place.queues(Layout.V6).queue("mail");
    sixth.add("a");
    sixth.pause();
    queue.add("b");
    assertThat(place.list("bull:mail:wait")).containsExactly("2", "1");
    assertThat(place.list("bull:mail:paused")).isEmpty();
    queue.resume();
    assertThat(place.list("bull:mail:wait")).containsExactly("2", "1");
  }

  @Test
  void aDelayedJobCanBeChanged() {
    place.time(1_700_000_000_000L);
    Job job = queue.add("a", 1, JobOptions.options().delay(Duration.ofHours(1)));
    job.changeDelay(Duration.ofSeconds(1));
    assertThat(place.scores("bull:mail:delayed")).containsEntry("1", 1_700_000_001_000d * 4096);
    assertThat(job.refreshed().orElseThrow().delay()).isEqualTo(Duration.ofSeconds(1));
    job.promote();
    assertThat(job.state()).contains(JobState.WAITING);
    assertThat(job.refreshed().orElseThrow().delay()).isZero();
    assertThatThrownBy(job::promote)
        .isInstanceOfSatisfying(
            JobException.class, e -> assertThat(e.reason()).isEqualTo(Reason.WRONG_STATE))
        .hasMessage("Could not promote: job 1 of queue \"mail\" is in another state");
    assertThatThrownBy(() -> new Job(queue, "77", Map.of()).promote())
        .hasMessageEndingWith("does not exist");
  }

  @Test
  void aPriorityCanBeChanged() {
    queue.add("a");
    Job job = queue.add("b");
    job.changePriority(5);
    assertThat(job.state()).contains(JobState.PRIORITIZED);
    job.changePriority(0);
    assertThat(job.state()).contains(JobState.WAITING);
    assertThatIllegalArgumentException().isThrownBy(() -> job.changePriority(-1));
  }

  @Test
  void progressPayloadAndLogAreKept() {
    Job job = queue.add("a", 1, JobOptions.options().keepLogs(2));
    job.updateProgress(Map.of("percent", 50));
    job.updatePayload(List.of(1, 2));
    assertThat(List.of(job.log("one"), job.log("two"), job.log("three")))
        .containsExactly(1L, 2L, 2L);
    Job now = job.refreshed().orElseThrow();
    assertThat(now.progress()).isEqualTo("{\"percent\":50}");
    assertThat(now.payload()).isEqualTo("[1,2]");
    assertThat(now.logs()).containsExactly("two", "three");
    assertThat(place.events("bull:mail:events")).contains("progress jobId=1 data={\"percent\":50}");
  }

  @Test
  void jobsAreRemovedWithAllThatBelongsToThem() {
    Job job = queue.add("a", 1, JobOptions.options().deduplication(Deduplication.simple("x")));
    job.log("line");
    assertThat(job.remove()).isTrue();
    assertThat(job.remove()).isTrue();
    assertThat(place.keys())
        .containsExactlyInAnyOrder(
            "bull:mail:id", "bull:mail:meta", "bull:mail:events", "bull:mail:marker");
    assertThat(place.events("bull:mail:events")).contains("removed jobId=1 prev=wait");
  }

  @Test
  void whatWaitsCanBeDrained() {
    queue.addAll(List.of(new NewJob("a", 1), new NewJob("b", 1, JobOptions.options().priority(1))));
    queue.add("c", 1, JobOptions.options().delay(Duration.ofHours(1)));
    assertThat(queue.drain(false)).isEqualTo(2);
    assertThat(queue.counts()).containsEntry(JobState.DELAYED, 1L);
    assertThat(queue.drain(true)).isEqualTo(1);
    assertThat(queue.drain(true)).isZero();
  }

  @Test
  void whatIsOldCanBeCleaned() {
    place.time(1_700_000_000_000L);
    queue.addAll(List.of(new NewJob("a", 1), new NewJob("b", 1)));
    place.time(1_700_000_005_000L);
    queue.add("c");
    assertThat(queue.clean(JobState.WAITING, Duration.ofSeconds(3), 1)).containsExactly("1");
    assertThat(queue.clean(JobState.WAITING, Duration.ofSeconds(3), 10)).containsExactly("2");
    assertThat(queue.count(JobState.WAITING)).isEqualTo(1);
  }

  @Test
  void aQueueCanBeRemoved() {
    queue.addAll(List.of(new NewJob("a", 1), new NewJob("b", 1, JobOptions.options().priority(1))));
    queue.add("c", 1, JobOptions.options().delay(Duration.ofHours(1)).id("own"));
    queue.find("1").orElseThrow().log("line");
    queue.obliterate(false);
    assertThat(place.keys()).isEmpty();
    place.push("bull:mail:active", "1");
    assertThatIllegalStateException().isThrownBy(() -> queue.obliterate(false));
    queue.obliterate(true);
    assertThat(place.keys()).isEmpty();
  }

  @Test
  void allDelayedJobsCanRunNow() {
    for (int i = 0; i < 3; i++) {
      queue.add("a", i, JobOptions.options().delay(Duration.ofHours(3 - i)));
    }
    assertThat(queue.promoteAll()).isEqualTo(3);
    assertThat(queue.jobs(JobState.WAITING, 0, 9))
        .extracting(Job::id)
        .containsExactly("3", "2", "1");
  }

  @Test
  void namesAreChecked() {
    assertThatIllegalArgumentException().isThrownBy(() -> place.queue("a:b"));
    assertThatIllegalArgumentException().isThrownBy(() -> place.queue(""));
  }
}
