package dev.redstart.jobs.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.jobs.Backoff;
import dev.redstart.jobs.Deduplication;
import dev.redstart.jobs.Job;
import dev.redstart.jobs.JobMetrics;
import dev.redstart.jobs.JobOptions;
import dev.redstart.jobs.JobPlace;
import dev.redstart.jobs.JobQueue;
import dev.redstart.jobs.JobState;
import dev.redstart.jobs.Keep;
import dev.redstart.jobs.NewJob;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What workers make of jobs, wherever the queue is. */
@Timeout(60)
@ParameterizedClass
@MethodSource("dev.redstart.jobs.JobPlaces#all")
class JobWorkerTest {

  private static final Duration OLD = Duration.ofHours(1);

  private final JobPlace place;
  private final JobQueue queue;
  private final Workshop shop = new Workshop();

  JobWorkerTest(JobPlace place) {
    this.place = place;
    this.queue = place.queue("work");
  }

  @AfterEach
  void close() {
    shop.close();
    place.flush();
  }

  @Test
  void aJobIsRunAndCompleted() throws Exception {
    Job job = queue.add("sum", List.of(1, 2));
    shop.worker(
        queue,
        it -> {
          it.updateProgress(50);
          it.log("half");
          return Map.of("sum", 3);
        });
    assertThat(shop.next()).isEqualTo("completed 1 {sum=3}");
    Job done = job.refreshed().orElseThrow();
    assertThat(done.returnValue()).isEqualTo("{\"sum\":3}");
    assertThat(done.attemptsMade()).isEqualTo(1);
    assertThat(done.attemptsStarted()).isEqualTo(1);
    assertThat(done.finishedOn()).isPresent();
    assertThat(job.state()).contains(JobState.COMPLETED);
    assertThat(place.events("bull:work:events"))
        .containsExactly(
            "added jobId=1 name=sum",
            "waiting jobId=1",
            "active jobId=1 prev=waiting",
            "progress jobId=1 data=50",
            "completed jobId=1 returnvalue={\"sum\":3} prev=active",
            "drained");
    assertThat(place.keys()).doesNotContain("bull:work:1:lock", "bull:work:stalled");
  }

  @Test
  void aJobThatComesLaterIsRunAtOnce() throws Exception {
    shop.worker(queue, Job::name);
    for (String name : List.of("a", "b", "c")) {
      String id = queue.add(name).id();
      assertThat(shop.next()).isEqualTo("completed " + id + " " + name);
    }
    queue.add("d", null, JobOptions.options().delay(Duration.ofMillis(150)));
    assertThat(shop.next()).isEqualTo("completed 4 d");
  }

  @Test
  void failuresAreTriedAgain() throws Exception {
    JobOptions options =
        JobOptions.options()
            .attempts(3)
            .backoff(Backoff.exponential(Duration.ofMillis(20)))
            .stackTraceLimit(1);
    Job job = queue.add("a", null, options);
    shop.worker(
        queue,
        it -> {
          throw new IllegalStateException("no " + it.attemptsMade());
        });
    assertThat(shop.next(3))
        .containsExactly("retried 1 no 0 20", "retried 1 no 1 40", "failed 1 no 2");
    Job failed = job.refreshed().orElseThrow();
    assertThat(failed.failedReason()).isEqualTo("no 2");
    assertThat(failed.stackTraces()).hasSize(1).first().asString().startsWith("java.lang.Illegal");
    assertThat(failed.attemptsMade()).isEqualTo(3);
    assertThat(place.events("bull:work:events"))
        .contains(
            "failed jobId=1 failedReason=no 2 prev=active",
            "retries-exhausted jobId=1 attemptsMade=3");
    assertThat(job.state()).contains(JobState.FAILED);
    failed.retry();
    assertThat(shop.next(3)).last().isEqualTo("failed 1 no 2");
    assertThat(queue.retryAll(JobState.FAILED)).isEqualTo(1);
    assertThat(shop.next()).isEqualTo("failed 1 no 3");
  }

  @Test
  void someFailuresAreFinal() throws Exception {
    JobOptions options = JobOptions.options().attempts(5);
    queue.add("unrecoverable", "text", options);
    shop.start(
        JobWorker.builder(
                queue,
                job -> {
                  switch (job.name()) {
                    case "unrecoverable" -> throw new UnrecoverableJobException("never");
                    case "illegal" -> throw new IllegalArgumentException("illegal");
                    default -> throw new AssertionError(job.payload(Integer.class));
                  }
                })
            .unrecoverable(IllegalArgumentException.class::isInstance));
    assertThat(shop.next()).isEqualTo("failed 1 never");
    queue.add("illegal", "text", options);
    assertThat(shop.next()).isEqualTo("failed 2 illegal");
    queue.add("unreadable", "text", options);
    assertThat(shop.next())
        .startsWith(
            "failed 3 The payload of job 3 (unreadable) of queue work is not a java.lang.Integer");
  }

  @Test
  void strategiesSayWhenToTryAgain() throws Exception {
    queue.add("a", null, JobOptions.options().attempts(9).backoff(Backoff.custom("mine")));
    queue.add("b", null, JobOptions.options().attempts(9).backoff(Backoff.custom("other")));
    shop.start(
        JobWorker.builder(
                queue,
                job -> {
                  throw new IllegalStateException("x");
                })
            .backoff(
                "mine",
                (attempt, failure, job) ->
                    attempt < 2 ? Optional.of(Duration.ofMillis(7)) : Optional.empty()));
    assertThat(shop.next(3))
        .containsExactlyInAnyOrder(
            "retried 1 x 7",
            "failed 1 x",
            "failed 2 this worker knows no backoff strategy \"other\"");
  }

  @Test
  void aJobMayBeDeferred() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    queue.add("a");
    shop.worker(
        queue,
        job ->
            switch (runs.incrementAndGet()) {
              case 1 -> throw JobDeferredException.by(Duration.ofMillis(20));
              case 2 -> throw JobDeferredException.untilNext();
              case 3 -> throw JobDeferredException.untilChildrenAreDone();
              default -> job.attemptsMade() + " of " + job.attemptsStarted();
            });
    assertThat(shop.next(4))
        .containsExactly("released 1", "released 1", "released 1", "completed 1 0 of 4");
  }

  @Test
  void manyRunAtOnceAndEachOnlyOnce() throws Exception {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch together = new CountDownLatch(8);
    queue.addAll(IntStream.range(0, 300).mapToObj(i -> new NewJob("n", i)).toList());
    shop.start(
        JobWorker.builder(
                queue,
                job -> {
                  most.accumulateAndGet(running.incrementAndGet(), Math::max);
                  together.countDown();
                  together.await();
                  running.decrementAndGet();
                  return job.payload(Integer.class);
                })
            .concurrency(8));
    assertThat(shop.next(300)).doesNotHaveDuplicates();
    assertThat(most).hasValue(8);
    assertThat(queue.counts())
        .containsEntry(JobState.COMPLETED, 300L)
        .containsEntry(JobState.ACTIVE, 0L);
  }

  @Test
  void prioritiesAreHeeded() throws Exception {
    for (int priority : new int[] {3, 1, 0, 2, 1}) {
      queue.add("p" + priority, null, JobOptions.options().priority(priority));
    }
    shop.worker(queue, Job::name);
    assertThat(shop.next(5))
        .containsExactly(
            "completed 3 p0",
            "completed 2 p1",
            "completed 5 p1",
            "completed 4 p2",
            "completed 1 p3");
  }

  @Test
  void onlyWhatIsToBeKeptIsKept() throws Exception {
    queue.add("a", null, JobOptions.options().removeOnComplete(Keep.none()));
    queue.add("b", null, JobOptions.options().removeOnComplete(Keep.all()));
    for (int i = 0; i < 4; i++) {
      queue.add("c");
    }
    shop.start(JobWorker.builder(queue, Job::name).removeOnComplete(Keep.latest(2)));
    assertThat(shop.next(6)).hasSize(6);
    assertThat(queue.jobs(JobState.COMPLETED, 0, 9)).extracting(Job::id).containsExactly("5", "6");
    assertThat(queue.find("1")).isEmpty();
  }

  @Test
  void whatIsOldIsNotKept() throws Exception {
    shop.start(JobWorker.builder(queue, Job::name).removeOnComplete(Keep.youngerThan(OLD)));
    long start = Duration.ofDays(20_000).toMillis();
    for (long time : List.of(start, start + OLD.toMillis(), start + OLD.toMillis() + 1000)) {
      place.time(time);
      queue.add("a");
      assertThat(shop.next()).startsWith("completed");
    }
    assertThat(queue.jobs(JobState.COMPLETED, 0, 9)).extracting(Job::id).containsExactly("2", "3");
  }

  @Test
  void aWorkerMayPause() throws Exception {
    JobWorker worker = shop.worker(queue, Job::name);
    worker.pause();
    assertThat(worker.isTakingJobs()).isFalse();
    queue.add("a");
    assertThat(queue.count(JobState.WAITING)).isEqualTo(1);
    worker.resume();
    assertThat(shop.next()).isEqualTo("completed 1 a");
    queue.pause();
    queue.add("b");
    assertThat(queue.count(JobState.WAITING)).isEqualTo(1);
    queue.resume();
    assertThat(shop.next()).isEqualTo("completed 2 b");
  }

  @Test
  void aWorkerThatStopsLetsItsJobsEnd() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    queue.addAll(List.of(new NewJob("a", 1), new NewJob("b", 1)));
    JobWorker worker =
        shop.worker(
            queue,
            job -> {
              begun.countDown();
              end.await();
              return "done";
            });
    begun.await();
    Thread stopper = new Thread(() -> shop.tell("stopped " + worker.stop(Duration.ofSeconds(20))));
    stopper.start();
    worker.pause();
    end.countDown();
    assertThat(shop.next(2)).containsExactlyInAnyOrder("completed 1 done", "stopped true");
    assertThat(queue.count(JobState.WAITING)).isEqualTo(1);
  }

  @Test
  void whatDoesNotEndInTimeGoesBack() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Job job = queue.add("a");
    JobWorker worker =
        shop.worker(
            queue,
            it -> {
              begun.countDown();
              new CountDownLatch(1).await();
              return "never";
            });
    begun.await();
    assertThat(worker.stop(Duration.ofMillis(1))).isFalse();
    assertThat(job.state()).contains(JobState.WAITING);
    assertThat(shop.next()).isEqualTo("released 1");
    shop.worker(queue, it -> "elsewhere " + it.attemptsMade());
    assertThat(shop.next()).isEqualTo("completed 1 elsewhere 0");
  }

  /** A worker that asks for a job just when it is stopped may get one, and doesn't begin it. */
  @Test
  void nothingBeginsAfterAStop() {
    for (int i = 0; i < 50; i++) {
      JobWorker worker = shop.worker(queue, it -> null);
      worker.close();
      Job job = queue.add("late", i);
      assertThat(job.state()).contains(JobState.WAITING);
      assertThat(queue.drain(false)).isEqualTo(1);
    }
  }

  @Test
  void locksAreRenewedWhileAJobRuns() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    queue.add("a");
    shop.start(
        JobWorker.builder(
                queue,
                job -> {
                  shop.tell("begun");
                  end.await();
                  return "end";
                })
            .lock(Duration.ofSeconds(8)));
    assertThat(shop.next()).isEqualTo("begun");
    String stalledCheck = place.here("bull:work:stalled");
    place.template().opsForSet().add(stalledCheck, "1");
    while (Boolean.TRUE.equals(place.template().opsForSet().isMember(stalledCheck, "1"))) {
      Thread.onSpinWait();
    }
    assertThat(
            place
                .template()
                .getExpire(
                    place.here("bull:work:1:lock"), java.util.concurrent.TimeUnit.MILLISECONDS))
        .isPositive();
    end.countDown();
    assertThat(shop.next()).isEqualTo("completed 1 end");
  }

  @Test
  void aJobWhoseWorkerIsGoneRunsAgain() throws Exception {
    Job job = queue.add("a");
    WorkerCalls gone = calls(Duration.ofMillis(1));
    assertThat(gone.fetch("gone")).isInstanceOf(Fetched.Taken.class);
    awaitNoLock();
    shop.start(JobWorker.builder(queue, it -> "saved").stalledInterval(Duration.ofMillis(50)));
    assertThat(shop.next(2)).containsExactlyInAnyOrder("stalled 1", "completed 1 saved");
    assertThat(job.refreshed().orElseThrow().stalledCount()).isEqualTo(1);
    assertThat(place.events("bull:work:events")).contains("stalled jobId=1");
    assertThat(gone.complete(job, Ending.last("gone"), "1")).isInstanceOf(Fetched.Refused.class);
  }

  @Test
  void aJobMayNotLoseItsWorkerTooOften() throws Exception {
    queue.add("a");
    assertThat(calls(Duration.ofMillis(1)).fetch("gone")).isInstanceOf(Fetched.Taken.class);
    awaitNoLock();
    shop.start(
        JobWorker.builder(queue, it -> "saved")
            .stalledInterval(Duration.ofMillis(50))
            .maxStalled(0));
    assertThat(shop.next(2))
        .containsExactlyInAnyOrder("stalled 1", "failed 1 job stalled more than allowable limit");
  }

  @Test
  void aLimitHoldsJobsBack() throws Exception {
    queue.addAll(Collections.nCopies(5, new NewJob("n", 1)));
    long start = System.nanoTime();
    shop.start(JobWorker.builder(queue, Job::name).limit(2, Duration.ofMillis(200)).concurrency(3));
    assertThat(shop.next(5)).hasSize(5);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(390));
  }

  @Test
  void aQueueMayBeHeldBack() throws Exception {
    queue.limitRate(1000, Duration.ofSeconds(1));
    queue.holdBack(Duration.ofHours(1));
    queue.add("a");
    assertThat(calls(Duration.ofSeconds(1)).fetch("t")).isInstanceOf(Fetched.Limited.class);
    queue.holdBack(Duration.ZERO);
    shop.worker(queue, Job::name);
    assertThat(shop.next()).isEqualTo("completed 1 a");
  }

  @Test
  void aLimitMayBeTakenAway() {
    queue.limitRate(1, Duration.ofHours(1));
    queue.addAll(Collections.nCopies(2, new NewJob("n", 1)));
    WorkerCalls calls = calls(Duration.ofSeconds(1));
    assertThat(calls.fetch("t")).isInstanceOf(Fetched.Taken.class);
    assertThat(calls.fetch("t")).isInstanceOf(Fetched.Limited.class);
    queue.removeRateLimit();
    assertThat(calls.fetch("t")).isInstanceOf(Fetched.Taken.class);
  }

  @Test
  void finishedJobsAreCountedByTheMinute() throws Exception {
    long start = Duration.ofDays(20_000).toMillis();
    place.time(start);
    assertThat(queue.metrics(JobState.COMPLETED, 9)).isEqualTo(new JobMetrics(0, List.of()));
    shop.start(JobWorker.builder(queue, Job::name).metrics(5));
    for (int minute : List.of(0, 0, 1, 3)) {
      place.time(start + Duration.ofMinutes(minute).toMillis());
      queue.add("a");
      assertThat(shop.next()).startsWith("completed");
    }
    assertThat(queue.metrics(JobState.COMPLETED, 9))
        .isEqualTo(new JobMetrics(4, List.of(0L, 1L, 2L)));
    assertThat(queue.metrics(JobState.COMPLETED, 2).perMinute()).containsExactly(0L, 1L);
    assertThat(queue.metrics(JobState.FAILED, 9).total()).isZero();
  }

  @Test
  void toolsKnowAWorkerByTheNameOfItsConnection() {
    Assumptions.assumeFalse(place.toString().equals("a cluster"), "its connections have no names");
    JobWorker worker = shop.start(JobWorker.builder(queue, Job::name).name("left hand"));
    String name = "bull:" + Base64.getEncoder().encodeToString("work".getBytes(UTF_8));
    while (!place.clientNames().contains(name + ":w:left_hand")) {
      Thread.onSpinWait();
    }
    worker.close();
    while (place.clientNames().contains(name + ":w:left_hand")) {
      Thread.onSpinWait();
    }
  }

  @Test
  void oneAtATimeOfTheSameKind() throws Exception {
    JobOptions one = JobOptions.options().deduplication(Deduplication.keepLastIfActive("k"));
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    queue.add("a", 1, one);
    shop.worker(
        queue,
        job -> {
          begun.countDown();
          end.await();
          return job.payload();
        });
    begun.await();
    assertThat(queue.add("a", 2, one).id()).isEqualTo("1");
    assertThat(queue.add("a", 3, one).id()).isEqualTo("1");
    end.countDown();
    assertThat(shop.next(2)).containsExactly("completed 1 1", "completed 3 3");
    assertThat(place.keys()).noneMatch(key -> key.contains(":de:") || key.contains(":dn:"));
  }

  private void awaitNoLock() {
    while (place.keys().contains("bull:work:1:lock")) {
      Thread.onSpinWait();
    }
  }

  private WorkerCalls calls(Duration lock) {
    return new WorkerCalls(
        queue,
        new WorkerSettings(
            null, 1, lock, lock, 1, null, lock, null, lock, 0, Keep.all(), Keep.all()));
  }
}
