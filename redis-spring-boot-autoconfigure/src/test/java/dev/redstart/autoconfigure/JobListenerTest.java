package dev.redstart.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.jobs.Backoff;
import dev.redstart.jobs.Job;
import dev.redstart.jobs.JobOptions;
import dev.redstart.jobs.JobQueue;
import dev.redstart.jobs.JobQueues;
import dev.redstart.jobs.JobState;
import dev.redstart.jobs.Schedule;
import dev.redstart.jobs.listener.JobListener;
import dev.redstart.jobs.listener.JobListenerContainer;
import dev.redstart.jobs.listener.JobListenerRegistry;
import dev.redstart.jobs.listener.JobLog;
import dev.redstart.jobs.listener.JobProgress;
import dev.redstart.jobs.listener.ScheduledJob;
import dev.redstart.jobs.worker.BackoffStrategy;
import dev.redstart.jobs.worker.WorkerListener;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.messaging.handler.annotation.Payload;

/** Methods of beans that run jobs. */
@Timeout(60)
class JobListenerTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  RedstartAutoConfiguration.class,
                  EmbeddedEngineAutoConfiguration.class,
                  DataRedisAutoConfiguration.class,
                  JobsAutoConfiguration.class))
          .withPropertyValues("queue=mail", "redstart.jobs.listener.worker-name=here");

  record Mail(String to, List<String> lines) {}

  @Test
  void methodsGetWhatTheyAskFor() {
    runner
        .withUserConfiguration(Mails.class)
        .run(
            context -> {
              JobQueue queue = queue(context);
              Job job = queue.add("welcome", new Mail("ann", List.of("a", "b")));
              assertThat(told(context)).isEqualTo("completed welcome ann 2");
              Job done = job.refreshed().orElseThrow();
              assertThat(done.returnValue(String.class)).isEqualTo("ann 2");
              assertThat(done.progress()).isEqualTo("50");
              assertThat(done.logs()).containsExactly("half");
              assertThat(done.worker()).isEqualTo("here");
              queue.add("later", 41);
              assertThat(told(context)).isEqualTo("completed later 42");
              queue.add("anything", List.of("x"));
              assertThat(told(context)).isEqualTo("completed anything [\"x\"]");
            });
  }

  @Test
  void failuresAreHandledAsTheJobSays() {
    runner
        .withUserConfiguration(Mails.class)
        .run(
            context -> {
              JobQueue queue = queue(context);
              queue.add(
                  "bad", 7, JobOptions.options().attempts(2).backoff(Backoff.custom("quickly")));
              // The second attempt may be over before the first one's end has been told.
              assertThat(List.of(told(context), told(context)))
                  .containsExactlyInAnyOrder("retried bad no 7 3", "failed bad no 7");
              Job letter = awaitLetter(context.getBean(JobQueues.class).queue("graveyard"));
              assertThat(letter.name()).isEqualTo("bad");
              assertThat(letter.payload()).isEqualTo("7");
              assertThat(letter.options().get("failedReason")).isEqualTo("no 7");
              queue.add("welcome", "not a mail", JobOptions.options().attempts(5));
              assertThat(told(context))
                  .startsWith(
                      "failed welcome The payload of job 2 (welcome) of queue mail is not a");
            });
  }

  private static Job awaitLetter(JobQueue letters) {
    while (letters.count(JobState.WAITING) == 0) {
      Thread.onSpinWait();
    }
    return letters.jobs(JobState.WAITING, 0, 1).get(0);
  }

  @Test
  void containersCanBeStoppedAndStarted() {
    runner
        .withUserConfiguration(Mails.class)
        .run(
            context -> {
              JobListenerRegistry registry = context.getBean(JobListenerRegistry.class);
              JobListenerContainer container = registry.container("mails").orElseThrow();
              assertThat(container.isTakingJobs()).isTrue();
              assertThat(container.stop(Duration.ofSeconds(10))).isTrue();
              assertThat(container.isRunning()).isFalse();
              JobQueue queue = queue(context);
              queue.add("later", 1);
              assertThat(queue.count(JobState.WAITING)).isEqualTo(1);
              container.start();
              assertThat(told(context)).isEqualTo("completed later 2");
              container.pause();
              assertThat(container.isTakingJobs()).isFalse();
              queue.add("later", 2);
              container.resume();
              assertThat(told(context)).isEqualTo("completed later 3");
            });
  }

  @Test
  void nothingRunsUnlessItIsWanted() {
    runner
        .withUserConfiguration(Mails.class)
        .withPropertyValues("redstart.jobs.listener.auto-startup=false")
        .run(
            context ->
                assertThat(context.getBean(JobListenerRegistry.class).containers())
                    .singleElement()
                    .matches(container -> !container.isRunning()));
  }

  @Test
  void methodsRecur() {
    runner
        .withBean(Teller.class)
        .withBean(Recurring.class)
        .run(
            context -> {
              assertThat(told(context)).isEqualTo("completed ping pong 1");
              assertThat(told(context)).isEqualTo("completed ping pong 2");
              JobQueue queue = context.getBean(JobQueues.class).queue("scheduled");
              assertThat(queue.schedulers().find("ping").orElseThrow().schedule())
                  .isEqualTo(Schedule.every(Duration.ofMillis(40)).offset(offset(queue)));
              assertThat(queue.schedulers().find("nightly").orElseThrow().schedule())
                  .isEqualTo(Schedule.cron("0 3 * * *").in(ZoneId.of("Europe/Berlin")));
            });
  }

  private static Duration offset(JobQueue queue) {
    return queue.schedulers().find("ping").orElseThrow().schedule().offset();
  }

  @Test
  void runsMayBeLeftOut() {
    runner
        .withBean(Teller.class)
        .withBean(Recurring.class)
        .withPropertyValues("redstart.jobs.listener.auto-startup=false")
        .run(
            context -> {
              JobQueue queue = context.getBean(JobQueues.class).queue("scheduled");
              queue.schedulers().remove("ping");
              String late = "repeat:nightly:" + (System.currentTimeMillis() - 120_000);
              queue.add("nightly", 1, JobOptions.options().id(late));
              StringRedisTemplate template = context.getBean(StringRedisTemplate.class);
              template.opsForHash().put("bull:scheduled:" + late, "rjk", "nightly");
              context
                  .getBean(JobListenerRegistry.class)
                  .container("scheduled")
                  .orElseThrow()
                  .start();
              assertThat(told(context)).isEqualTo("completed nightly null");
            });
  }

  @Test
  void contradictionsStopTheStart() {
    runner
        .withUserConfiguration(Mails.class)
        .withBean(Twin.class)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasMessageContaining("Two methods run the jobs \"later\" of queue \"mail\""));
    runner
        .withBean(TwoPayloads.class)
        .run(
            context ->
                assertThat(context).getFailure().rootCause().hasMessageContaining("one payload"));
  }

  private static JobQueue queue(AssertableApplicationContext context) {
    return context.getBean(JobQueues.class).queue("mail");
  }

  private static String told(AssertableApplicationContext context) throws InterruptedException {
    return String.valueOf(context.getBean(Teller.class).told.poll(20, TimeUnit.SECONDS));
  }

  /** Hears how jobs end. */
  static final class Teller implements WorkerListener {

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    @Override
    public void completed(Job job, @Nullable Object returned) {
      told.add("completed " + job.name() + " " + returned);
    }

    @Override
    public void retried(Job job, Throwable failure, Duration delay) {
      told.add("retried " + job.name() + " " + failure.getMessage() + " " + delay.toMillis());
    }

    @Override
    public void failed(Job job, Throwable failure) {
      told.add("failed " + job.name() + " " + failure.getMessage());
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Mails {

    @Bean
    Teller teller() {
      return new Teller();
    }

    @Bean
    BackoffStrategy quickly() {
      return (attempt, failure, job) -> Optional.of(Duration.ofMillis(3));
    }

    @JobListener(
        queue = "${queue}",
        name = "welcome",
        id = "mails",
        concurrency = "2",
        deadLetters = "graveyard")
    String welcome(@Payload Mail mail, JobProgress progress, JobLog log) {
      progress.update(50);
      log.add("half");
      return mail.to() + " " + mail.lines().size();
    }

    @JobListener(queue = "${queue}", name = "later")
    CompletableFuture<Integer> later(int number) {
      return CompletableFuture.supplyAsync(() -> number + 1);
    }

    @JobListener(queue = "mail", name = "bad")
    void bad(Job job) {
      throw new IllegalStateException("no " + job.payload());
    }

    @JobListener(queue = "mail")
    String others(Job job) {
      return job.payload();
    }
  }

  static class Recurring {

    private final AtomicInteger runs = new AtomicInteger();

    @ScheduledJob(id = "ping", every = "40ms")
    String ping() {
      return "pong " + runs.incrementAndGet();
    }

    @ScheduledJob(
        id = "nightly",
        cron = "0 3 * * *",
        zone = "Europe/Berlin",
        missed = ScheduledJob.Missed.SKIP)
    String nightly() {
      return "ran";
    }
  }

  static class Twin {

    @JobListener(queue = "mail", name = "later")
    void later() {}
  }

  static class TwoPayloads {

    @JobListener(queue = "mail")
    void two(String one, String two) {}
  }
}
