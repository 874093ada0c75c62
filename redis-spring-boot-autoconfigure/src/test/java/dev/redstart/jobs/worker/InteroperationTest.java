package dev.redstart.jobs.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.jobs.Backoff;
import dev.redstart.jobs.ChildFailure;
import dev.redstart.jobs.Deduplication;
import dev.redstart.jobs.Job;
import dev.redstart.jobs.JobFlow;
import dev.redstart.jobs.JobOptions;
import dev.redstart.jobs.JobPlace;
import dev.redstart.jobs.JobPlaces;
import dev.redstart.jobs.JobQueue;
import dev.redstart.jobs.JobState;
import dev.redstart.jobs.NewJob;
import dev.redstart.jobs.NodePeer;
import dev.redstart.jobs.Schedule;
import dev.redstart.jobs.script.Layout;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Java and Node on the same queues, over our port and over a real server. */
@Timeout(120)
@ParameterizedClass
@MethodSource("places")
class InteroperationTest {

  private final String release;
  private final JobPlace place;
  private final JobQueue queue;
  private final Workshop shop = new Workshop();
  private NodePeer node;

  InteroperationTest(String release, JobPlace place) {
    this.release = release;
    this.place = place;
    this.queue = place.queue("both");
  }

  static List<Arguments> places() {
    List<Arguments> all = new ArrayList<>();
    for (JobPlace place : JobPlaces.forOtherPrograms()) {
      all.add(Arguments.of("bullmq-5", place));
      all.add(Arguments.of("bullmq-6", place));
    }
    return all;
  }

  @BeforeEach
  void start() throws Exception {
    node = new NodePeer(release, place.port);
  }

  @AfterEach
  void close() throws Exception {
    shop.close();
    if (node != null) {
      node.close();
    }
    place.flush();
  }

  @Test
  void nodeCountsJavasWorkers() throws Exception {
    shop.start(JobWorker.builder(queue, Job::name).name("of java"));
    shop.worker(queue, Job::name);
    JsonNode names =
        node.run(
            """
            const workers = await lab.until(async () => {
              const found = await lab.queue('both').getWorkers();
              return found.length === 2 && found;
            });
            return workers.map((worker) => worker.rawname).sort()
            """);
    assertThat(names.toString()).isEqualTo("[\"bull:Ym90aA==\",\"bull:Ym90aA==:w:of_java\"]");
  }

  @Test
  void nodeAddsAndJavaWorks() throws Exception {
    node.run(
        """
        lab.memory.events = await lab.events('both', 'added', 'active', 'progress', 'completed');
        lab.memory.job = await lab.queue('both').add('sum', {a: 40, b: 2, list: [], text: 'ü/"'}, {attempts: 3})
        """);
    shop.worker(
        queue,
        job -> {
          Map<?, ?> data = job.payload(Map.class);
          job.updateProgress(Map.of("at", 50));
          job.log("half way");
          Map<String, Object> answer = new LinkedHashMap<>();
          answer.put("sum", (int) data.get("a") + (int) data.get("b"));
          answer.put("text", data.get("text"));
          return answer;
        });
    var result =
        node.run(
            """
            const {job, events} = lab.memory;
            const value = await job.waitUntilFinished(events.events, 20000);
            const done = await lab.queue('both').getJob(job.id);
            await lab.until(() => events.seen.length >= 4);
            return [value, done.progress, await lab.queue('both').getJobLogs(job.id), done.attemptsMade,
              await done.getState(), events.seen.map((event) => event.kind)]
            """);
    assertThat(result)
        .hasToString(
            "[{\"sum\":42,\"text\":\"ü/\\\"\"},{\"at\":50},{\"logs\":[\"half"
                + " way\"],\"count\":1},1,\"completed\","
                + "[\"added\",\"active\",\"progress\",\"completed\"]]");
  }

  @Test
  void javaAddsAndNodeWorks() throws Exception {
    node.run(
        """
        lab.memory.worker = lab.worker('both', async (job) => {
          await job.log('seen');
          if (job.name === 'bad' && job.attemptsMade < 2) throw new Error(`attempt ${job.attemptsMade}`);
          return {name: job.name, data: job.data, made: job.attemptsMade};
        })
        """);
    JobOptions retried =
        JobOptions.options().attempts(3).backoff(Backoff.fixed(Duration.ofMillis(30)));
    Job bad = queue.add("bad", Map.of("text", "ü/\""), retried);
    Job later = queue.add("later", 7, JobOptions.options().delay(Duration.ofMillis(200)));
    Job prioritized = queue.add("prioritized", null, JobOptions.options().priority(3));
    node.run("await lab.until(async () => (await lab.queue('both').getCompletedCount()) === 3)");
    assertThat(bad.refreshed().orElseThrow().returnValue())
        .isEqualTo("{\"name\":\"bad\",\"data\":{\"text\":\"ü/\\\"\"},\"made\":2}");
    assertThat(bad.refreshed().orElseThrow().stackTraces()).hasSize(2);
    assertThat(later.refreshed().orElseThrow().returnValue())
        .isEqualTo("{\"name\":\"later\",\"data\":7,\"made\":0}");
    assertThat(prioritized.refreshed().orElseThrow().returnValue())
        .isEqualTo("{\"name\":\"prioritized\",\"data\":{},\"made\":0}");
    assertThat(bad.logs()).containsExactly("seen", "seen", "seen");
  }

  @Test
  void bothWorkOnOneQueue() throws Exception {
    node.run(
        """
        lab.memory.ran = [];
        lab.worker('both', async (job) => { lab.memory.ran.push(job.id); return 'node'; }, {concurrency: 4})
        """);
    shop.start(JobWorker.builder(queue, job -> "java").concurrency(4));
    queue.addAll(IntStream.range(0, 500).mapToObj(i -> new NewJob("n", i)).toList());
    node.run(
        """
        await lab.queue('both').addBulk(Array.from({length: 500}, (_, i) => ({name: 'n', data: i})));
        await lab.until(async () => (await lab.queue('both').getCompletedCount()) === 1000)
          .catch(async () => { throw new Error(JSON.stringify(await lab.queue('both').getJobCounts())); })
        """);
    List<String> ran = new ArrayList<>();
    node.run("return lab.memory.ran").forEach(id -> ran.add(id.asString()));
    int java = 1000 - ran.size();
    shop.next(java).forEach(told -> ran.add(told.split(" ", -1)[1]));
    assertThat(ran).hasSize(1000).doesNotHaveDuplicates();
    assertThat(queue.counts())
        .containsEntry(JobState.COMPLETED, 1000L)
        .containsEntry(JobState.ACTIVE, 0L)
        .containsEntry(JobState.WAITING, 0L);
  }

  @Test
  void failuresOfJavaJobsReachNode() throws Exception {
    node.run(
        """
        lab.memory.events = await lab.events('both', 'failed', 'delayed', 'retries-exhausted');
        lab.memory.job = await lab.queue('both').add('bad', 1, {attempts: 2, backoff: {type: 'exponential', delay: 20}})
        """);
    shop.worker(
        queue,
        job -> {
          throw new IllegalStateException("no " + job.attemptsMade());
        });
    var result =
        node.run(
            """
            const {job, events} = lab.memory;
            const reason = await job.waitUntilFinished(events.events, 20000).catch((error) => error.message);
            const failed = await lab.queue('both').getJob(job.id);
            await lab.until(() => events.seen.length >= 3);
            return [reason, failed.failedReason, failed.stacktrace.length, failed.attemptsMade,
              events.seen.map((event) => event.kind)]
            """);
    assertThat(result)
        .hasToString("[\"no 1\",\"no 1\",2,2,[\"delayed\",\"failed\",\"retries-exhausted\"]]");
  }

  /** Java as both releases. */
  @ParameterizedTest
  @EnumSource
  void oneMayPauseAndTheOtherResume(Layout layout) throws Exception {
    JobQueue java = place.queues(layout).queue("both");
    java.add("a");
    node.run("await lab.queue('both').pause()");
    assertThat(java.isPaused()).isTrue();
    java.add("b");
    node.run("await lab.queue('both').add('c', 1)");
    assertThat(java.counts()).containsEntry(JobState.WAITING, 3L);
    java.resume();
    java.pause();
    java.add("d");
    node.run("await lab.queue('both').resume()");
    shop.worker(java, Job::name);
    assertThat(shop.next(4))
        .extracting(told -> told.split(" ", -1)[2])
        .containsExactlyInAnyOrder("a", "b", "c", "d");
  }

  /**
   * What release 6 has added to a paused queue 5 loses when it resumes, if it has added as well.
   */
  @ParameterizedTest
  @EnumSource
  void bothMayAddWhileJavaPauses(Layout layout) throws Exception {
    Assumptions.assumeFalse(release.equals("bullmq-5") && layout == Layout.V6);
    JobQueue java = place.queues(layout).queue("both");
    java.add("a");
    java.pause();
    java.add("b");
    node.run("await lab.queue('both').add('c', 1); await lab.queue('both').resume()");
    shop.worker(java, Job::name);
    assertThat(shop.next(3))
        .extracting(told -> told.split(" ", -1)[2])
        .containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void javaHeedsHowNodeHasAddedJobs() throws Exception {
    node.run(
        """
        const queue = lab.queue('both');
        await queue.add('n', 'low', {priority: 9});
        await queue.add('n', 'high', {priority: 2});
        await queue.add('n', 'usual');
        await queue.add('n', 'lifo', {lifo: true});
        await queue.add('n', 'once', {jobId: 'own'});
        await queue.add('n', 'twice', {jobId: 'own'})
        """);
    shop.worker(queue, job -> job.payload(String.class));
    assertThat(shop.next(5))
        .extracting(told -> told.split(" ", -1)[2])
        .containsExactly("lifo", "usual", "once", "high", "low");
    String later =
        node.run("return (await lab.queue('both').add('n', 'later', {delay: 300})).id").asString();
    assertThat(shop.next()).isEqualTo("completed " + later + " later");
    Job delayed = queue.find(later).orElseThrow();
    assertThat(delayed.processedOn().orElseThrow())
        .isAfterOrEqualTo(delayed.timestamp().plusMillis(300));
    assertThat(queue.counts()).containsEntry(JobState.COMPLETED, 6L);
  }

  @Test
  void aRateHoldsForBoth() throws Exception {
    queue.addAll(IntStream.range(0, 16).mapToObj(i -> new NewJob("n", i)).toList());
    shop.start(JobWorker.builder(queue, Job::name).limit(4, Duration.ofMillis(400)).concurrency(2));
    node.run(
        """
        lab.worker('both', async () => {}, {limiter: {max: 4, duration: 400}});
        await lab.until(async () => (await lab.queue('both').getCompletedCount()) === 16)
        """);
    List<Instant> begun =
        queue.jobs(JobState.COMPLETED, 0, 16).stream()
            .map(job -> job.processedOn().orElseThrow())
            .sorted()
            .toList();
    assertThat(Duration.between(begun.get(0), begun.get(12)))
        .as("the fourth window begins after three")
        .isGreaterThan(Duration.ofMillis(1_150));
  }

  @Test
  void whatNodeHasLostJavaFinds() throws Exception {
    queue.add("a");
    node.run(
        """
        const worker = lab.worker('both', null, {autorun: false, lockDuration: 100, skipStalledCheck: true});
        await worker.getNextJob('token')
        """);
    node.kill();
    shop.start(JobWorker.builder(queue, job -> "saved").stalledInterval(Duration.ofMillis(150)));
    assertThat(shop.next(2)).containsExactlyInAnyOrder("stalled 1", "completed 1 saved");
  }

  @Test
  void whatJavaHasLostNodeFinds() throws Exception {
    Job job = queue.add(WorkerProcess.ENDLESS);
    try (WorkerProcess gone =
        new WorkerProcess(place.port, "both", "gone", Duration.ofMillis(800))) {
      while (job.state().orElseThrow() != JobState.ACTIVE) {
        Thread.onSpinWait();
      }
      gone.kill();
    }
    node.run(
        """
        lab.worker('both', async () => 'rescued', {stalledInterval: 150});
        await lab.until(async () => (await lab.queue('both').getCompletedCount()) === 1)
        """);
    assertThat(job.refreshed().orElseThrow().returnValue()).isEqualTo("\"rescued\"");
    assertThat(job.refreshed().orElseThrow().stalledCount()).isEqualTo(1);
  }

  @Test
  void schedulersOfEachRunAtTheOther() throws Exception {
    node.run(
        """
        await lab.queue('both').upsertJobScheduler('nodes', {every: 60, limit: 3}, {name: 'tick', data: {n: 1}})
        """);
    shop.worker(queue, job -> job.name() + job.payload());
    assertThat(shop.next(3)).allMatch(told -> told.endsWith(" tick{\"n\":1}"));
    assertThat(queue.schedulers().find("nodes").orElseThrow().schedule().limit()).isEqualTo(3);
    shop.close();
    queue
        .schedulers()
        .upsert("javas", Schedule.every(Duration.ofMillis(60)).limit(3), new NewJob("tock", 7));
    var result =
        node.run(
            """
            const ran = [];
            lab.worker('both', async (job) => { ran.push([job.name, job.data, job.opts.repeat.count]); });
            await lab.until(() => ran.length === 3);
            const scheduler = await lab.queue('both').getJobScheduler('javas');
            await lab.queue('both').removeJobScheduler('javas');
            return [ran, scheduler.name, scheduler.every, scheduler.limit]
            """);
    assertThat(result)
        .hasToString("[[[\"tock\",7,1],[\"tock\",7,2],[\"tock\",7,3]],\"tock\",60,3]");
    assertThat(queue.schedulers().find("javas")).isEmpty();
    assertThat(queue.count(JobState.DELAYED)).isZero();
  }

  @Test
  void repeatableJobsOfFormerTimesGoOn() throws Exception {
    Assumptions.assumeTrue(release.equals("bullmq-5"), "6 knows schedulers only");
    node.run("await lab.queue('both').add('old', {n: 1}, {repeat: {every: 60, limit: 3}})");
    shop.worker(queue, job -> job.name() + job.payload());
    assertThat(shop.next(3)).allMatch(told -> told.endsWith(" old{\"n\":1}"));
    assertThat(queue.count(JobState.DELAYED)).isZero();
    assertThat(queue.jobs(JobState.COMPLETED, 0, 9))
        .extracting(job -> String.valueOf(job.options().get("repeat")))
        .allMatch(repeat -> repeat.contains("count="))
        .anyMatch(repeat -> repeat.contains("count=3"));
    node.run("await lab.queue('both').add('cron', 1, {repeat: {pattern: '* * * * * *'}})");
    assertThat(shop.next(2)).allMatch(told -> told.endsWith(" cron1"));
    node.run(
        """
        const [repeatable] = (await lab.queue('both').getRepeatableJobs()).filter((it) => it.name === 'cron');
        await lab.queue('both').removeRepeatableByKey(repeatable.key)
        """);
    assertThat(queue.count(JobState.DELAYED)).isZero();
  }

  @Test
  void patternsMeanTheSameToBoth() throws Exception {
    for (String pattern : List.of("0 9 * * 1-5", "*/7 * * * *", "30 2 13 * 5", "0 0 29 2 *")) {
      Schedule schedule = Schedule.cron(pattern).in(ZoneId.of("America/New_York"));
      queue.schedulers().upsert("java", schedule, new NewJob("n", 1));
      var next =
          node.run(
              "await lab.queue('both').upsertJobScheduler('node', {pattern: '"
                  + pattern
                  + "', tz: 'America/New_York'}); return (await"
                  + " lab.queue('both').getJobScheduler('node')).next");
      assertThat(queue.schedulers().find("java").orElseThrow().next())
          .isEqualTo(Instant.ofEpochMilli(next.asLong()));
    }
  }

  @Test
  void flowsOfEachRunAtTheOther() throws Exception {
    node.run(
        """
        const child = (data, opts) => ({name: 'child', data, opts, queueName: 'both'});
        lab.memory.flow = await lab.flow().add({name: 'parent', queueName: 'both', data: 0, children: [child(1),
          child(2, {priority: 2}), child(-1, {ignoreDependencyOnFailure: true})]})
        """);
    JobWorker worker =
        shop.worker(
            queue,
            job -> {
              int number = job.payload(Integer.class);
              if (number < 0) {
                throw new IllegalStateException("negative");
              }
              return number == 0 ? job.childrenValues().values() : number;
            });
    var value =
        node.run(
            """
            await lab.until(async () => (await lab.memory.flow.job.getState()) === 'completed');
            const job = await lab.queue('both').getJob(lab.memory.flow.job.id);
            return [job.returnvalue.sort(), Object.values(await job.getIgnoredChildrenFailures())]
            """);
    assertThat(value).hasToString("[[\"1\",\"2\"],[\"negative\"]]");
    worker.close();
    JobFlow flow =
        JobFlow.of("both", new NewJob("parent", 0))
            .after(
                JobFlow.of("both", new NewJob("child", 3)),
                JobFlow.of(
                    "both",
                    new NewJob(
                        "bad", 4, JobOptions.options().onFailure(ChildFailure.FAILS_PARENT))));
    Job parent = place.queues(Layout.AUTO).add(flow);
    node.run(
        """
        lab.worker('both', async (job) => { if (job.name === 'bad') throw new Error('bad'); return job.data; });
        await lab.until(async () => (await lab.queue('both').getFailedCount()) === 3)
        """);
    assertThat(parent.refreshed().orElseThrow().failedReason())
        .matches("child bull:both:\\S+ failed");
  }

  @Test
  void deduplicationHoldsForBoth() throws Exception {
    String own =
        node.run("return (await lab.queue('both').add('a', 1, {deduplication: {id: 'x'}})).id")
            .asString();
    JobOptions simple = JobOptions.options().deduplication(Deduplication.simple("x"));
    assertThat(queue.add("a", 2, simple).id()).isEqualTo(own);
    shop.worker(queue, Job::payload);
    assertThat(shop.next()).isEqualTo("completed " + own + " 1");
    queue.pause();
    String next = queue.add("a", 3, simple).id();
    assertThat(next).isNotEqualTo(own);
    var kept =
        node.run("return (await lab.queue('both').add('a', 4, {deduplication: {id: 'x'}})).id");
    assertThat(kept.asString()).isEqualTo(next);
  }

  @Test
  void limitsHoldForBoth() throws Exception {
    node.run("await lab.queue('both').setGlobalConcurrency(1)");
    AtomicInteger running = new AtomicInteger();
    shop.start(
        JobWorker.builder(queue, job -> running.incrementAndGet() + " " + running.getAndDecrement())
            .concurrency(4));
    queue.addAll(IntStream.range(0, 50).mapToObj(i -> new NewJob("n", i)).toList());
    assertThat(shop.next(50)).allMatch(told -> told.endsWith(" 1 1"));
    queue.limitConcurrency(null);
    var unlimited = node.run("return (await lab.queue('both').getGlobalConcurrency()) ?? null");
    assertThat(unlimited.isNull()).isTrue();
  }

  @Test
  void nodeManagesJobsOfJava() throws Exception {
    Job job = queue.add("a", 1, JobOptions.options().delay(Duration.ofHours(1)).attempts(2));
    var result =
        node.run(
            """
            const job = await lab.queue('both').getJob('1');
            await job.promote();
            const state = await job.getState();
            await job.changePriority({priority: 4});
            const counts = await lab.queue('both').getJobCounts('wait', 'prioritized', 'delayed');
            await job.updateData({x: 1});
            return [state, counts, job.opts.attempts, job.timestamp > 0, job.delay]
            """);
    assertThat(result)
        .hasToString("[\"waiting\",{\"wait\":0,\"prioritized\":1,\"delayed\":0},2,true,0]");
    assertThat(job.refreshed().orElseThrow().payload()).isEqualTo("{\"x\":1}");
    assertThat(job.refreshed().orElseThrow().priority()).isEqualTo(4);
    node.run("await lab.queue('both').obliterate()");
    assertThat(queue.find("1")).isEmpty();
  }
}
