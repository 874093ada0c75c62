package dev.redstart.autoconfigure;

import static dev.redstart.jobs.JobOptions.options;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.jobs.Backoff;
import dev.redstart.jobs.ChildFailure;
import dev.redstart.jobs.Job;
import dev.redstart.jobs.JobFlow;
import dev.redstart.jobs.JobOptions;
import dev.redstart.jobs.JobQueue;
import dev.redstart.jobs.JobQueues;
import dev.redstart.jobs.JobScheduler;
import dev.redstart.jobs.JobState;
import dev.redstart.jobs.NewJob;
import dev.redstart.jobs.Schedule;
import dev.redstart.jobs.listener.JobListener;
import dev.redstart.jobs.listener.JobLog;
import dev.redstart.jobs.listener.JobProgress;
import dev.redstart.jobs.listener.ScheduledJob;
import dev.redstart.jobs.listener.ScheduledJob.Missed;
import dev.redstart.jobs.worker.JobWorker;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The examples of docs/jobs.md; the one of the board is in {@link JobBoardSecurityTest}. */
class JobExamplesTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  RedstartAutoConfiguration.class,
                  EmbeddedEngineAutoConfiguration.class,
                  DataRedisAutoConfiguration.class,
                  JobsAutoConfiguration.class));

  @Test
  void theManualShowsWhatIsTestedHere() {
    assertThat(Page.of("jobs.md").javaMissingIn(JobExamplesTest.class, JobBoardSecurityTest.class))
        .isEmpty();
  }

  @Test
  void whatIsAddedIsRunByAMethod() {
    runner
        .withBean(Orders.class)
        .withBean(Mails.class)
        .run(
            context -> {
              context.getBean(Orders.class).place(new Order("17", "ada@example.org"));
              JobQueue mails = context.getBean(JobQueues.class).queue("mails");
              Job job = awaitOne(mails, JobState.COMPLETED);
              assertThat(job.options().attempts()).isEqualTo(5);
              assertThat(job.logs()).containsExactly("sending to ada@example.org");
              assertThat(job.progress()).isEqualTo("100");
              assertThat(job.returnValue(Receipt.class)).isEqualTo(new Receipt("17"));
              mails.add("newsletter", 1);
              assertThat(context.getBean(Mails.class).others.take()).isEqualTo("newsletter");
            });
  }

  @Test
  void whatRecurs() {
    runner
        .withBean(Reports.class)
        .withPropertyValues("redstart.jobs.listener.auto-startup=false")
        .run(
            context -> {
              JobQueue queue = context.getBean(JobQueues.class).queue("reports");
              schedule(queue, List.of("sales"));
              assertThat(queue.schedulers().list(0, 10))
                  .extracting(JobScheduler::id)
                  .containsExactlyInAnyOrder("report", "ping", "nightly");
            });
  }

  @Test
  void parentsWaitForTheirChildren() {
    runner.run(
        context -> {
          JobQueues queues = context.getBean(JobQueues.class);
          Job ship = ship(queues, new Order("17", "ada@example.org"));
          assertThat(ship.state()).contains(JobState.WAITING_CHILDREN);
          List<String> called = new CopyOnWriteArrayList<>();
          try (JobWorker payments = worker(queues.queue("payments"), called);
              JobWorker mails = worker(queues.queue("mails"), called);
              JobWorker orders = worker(queues.queue("orders"), called)) {
            payments.start();
            mails.start();
            orders.start();
            awaitOne(queues.queue("orders"), JobState.COMPLETED);
          }
          assertThat(called).hasSize(3).endsWith("ship");
        });
  }

  @Test
  void aWorkerWithoutAnnotations() {
    runner.run(
        context -> {
          JobQueues queues = context.getBean(JobQueues.class);
          Sender sender = new Sender();
          JobWorker worker = worker(queues, sender);
          queues.queue("mails").add("confirm", new Confirmation("17", "ada@example.org"));
          assertThat(sender.sent.take()).isEqualTo(new Confirmation("17", "ada@example.org"));
          assertThat(worker.stop(Duration.ofSeconds(10))).isTrue();
        });
  }

  private static void schedule(JobQueue queue, List<String> tables) {
    queue
        .schedulers()
        .upsert(
            "report",
            Schedule.cron("0 9 * * 1-5").in(ZoneId.of("Europe/Berlin")),
            new NewJob("report", tables));
    queue
        .schedulers()
        .upsert("ping", Schedule.every(Duration.ofMinutes(5)).limit(100), new NewJob("ping", null));
  }

  private static Job ship(JobQueues queues, Order order) {
    JobOptions vital = options().onFailure(ChildFailure.FAILS_PARENT);
    JobOptions dispensable = options().onFailure(ChildFailure.IGNORED);
    Job ship =
        queues.add(
            JobFlow.of("orders", new NewJob("ship", order))
                .after(
                    JobFlow.of("payments", new NewJob("charge", order, vital)),
                    JobFlow.of("mails", new NewJob("confirm", order, dispensable))));
    return ship;
  }

  private static JobWorker worker(JobQueues queues, Sender sender) {
    JobWorker worker =
        JobWorker.builder(
                queues.queue("mails"), job -> sender.send(job.payload(Confirmation.class)))
            .concurrency(10)
            .build();
    worker.start();
    return worker;
  }

  private static JobWorker worker(JobQueue queue, List<String> called) {
    return JobWorker.builder(queue, job -> called.add(job.name())).build();
  }

  private static Job awaitOne(JobQueue queue, JobState state) {
    Awaitility.await().until(() -> queue.count(state) == 1);
    return queue.jobs(state, 0, 1).get(0);
  }

  @Service
  static class Orders {

    private final JobQueue mails;

    Orders(JobQueues queues) {
      this.mails = queues.queue("mails");
    }

    @Transactional
    void place(Order order) {
      mails.add(
          "confirm",
          new Confirmation(order.id(), order.address()),
          options().attempts(5).backoff(Backoff.exponential(Duration.ofSeconds(1))));
    }
  }

  record Order(String id, String address) {}

  record Confirmation(String order, String address) {}

  @Component
  static class Mails {

    private final BlockingQueue<String> others = new LinkedBlockingQueue<>();

    @JobListener(queue = "mails", name = "confirm", concurrency = "5", deadLetters = "mails-dead")
    Receipt confirm(@Payload Confirmation confirmation, JobProgress progress, JobLog log) {
      log.add("sending to " + confirmation.address());
      progress.update(100);
      return new Receipt(confirmation.order());
    }

    @JobListener(queue = "mails") // all other names
    void other(Job job) {
      others.add(job.name());
    }
  }

  record Receipt(String order) {}

  @Component
  static class Reports {

    @ScheduledJob(
        id = "nightly",
        queue = "reports",
        cron = "0 3 * * *",
        zone = "Europe/Berlin",
        missed = Missed.SKIP)
    void nightly(JobLog log) {
      log.add("nothing to report");
    }
  }

  private static final class Sender {

    private final BlockingQueue<Confirmation> sent = new LinkedBlockingQueue<>();

    boolean send(Confirmation confirmation) {
      return sent.add(confirmation);
    }
  }
}
