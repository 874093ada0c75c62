package dev.redstart.jobs.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.jobs.Job;
import dev.redstart.jobs.JobOptions;
import dev.redstart.jobs.JobPlace;
import dev.redstart.jobs.JobPlaces;
import dev.redstart.jobs.JobQueue;
import dev.redstart.jobs.JobState;
import dev.redstart.jobs.NewJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Jobs over workers that are killed and restarted at random: four processes, and a fifth worker in
 * this process that is stopped in good order. Each job completes, and runs exactly once unless its
 * worker was killed while it ran. {@code -Djobs=100000} takes some minutes; where processes wait
 * long for a processor, {@code -Dlock=60} keeps workers that live from losing their jobs.
 */
@Timeout(1200)
class KilledWorkersTest {

  private static final int JOBS = Integer.getInteger("jobs", 1_500);
  private static final int PROCESSES = 4;
  private static final int ATTACKS = Math.max(8, JOBS / 1_000);
  private static final Duration LOCK = Duration.ofSeconds(Integer.getInteger("lock", 15));
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(120);
  private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(10);

  private final long seed = Long.getLong("seed", new Random().nextLong());
  private final Random random = new Random(seed);
  private final List<WorkerProcess> processes = new ArrayList<>();
  private final TreeSet<String> killed = new TreeSet<>();
  private JobPlace place;
  private JobQueue queue;
  private JobWorker tidy;
  private int started;

  /** The engine, and where a build has more time, a real server. */
  static List<JobPlace> places() {
    return JobPlaces.forOtherPrograms().subList(0, Integer.getInteger("places", 1));
  }

  @AfterEach
  void close() {
    processes.forEach(WorkerProcess::close);
    if (tidy != null) {
      tidy.stop(Duration.ofSeconds(10));
    }
    if (place != null) {
      place.flush();
    }
  }

  @ParameterizedTest
  @MethodSource("places")
  void eachJobCompletesAndRunsOnceUnlessItsWorkerWasKilled(JobPlace where) throws Exception {
    place = where;
    queue = where.queue("hard");
    for (int i = 0; i < PROCESSES; i++) {
      processes.add(process());
    }
    for (WorkerProcess process : processes) {
      process.awaitReady();
    }
    tidy = tidyWorker();
    addJobs();
    for (int attack = 1; attack <= ATTACKS; attack++) {
      awaitRuns((long) JOBS * attack / (ATTACKS + 1));
      attack();
    }
    awaitAll();
    check();
  }

  /** Most may begin at once, in order; some later, some in another order. */
  private void addJobs() {
    List<NewJob> jobs = IntStream.range(0, JOBS).mapToObj(this::job).toList();
    List<Job> added = queue.addAll(jobs);
    assertThat(added).hasSize(JOBS);
  }

  private NewJob job(int number) {
    JobOptions options = JobOptions.options();
    switch (random.nextInt(10)) {
      case 0 -> options.priority(1 + random.nextInt(3));
      case 1 -> options.delay(Duration.ofMillis(random.nextInt(2_000)));
      case 2 -> options.first();
      default -> options.attempts(2);
    }
    return new NewJob("job", number, options);
  }

  private void attack() throws Exception {
    int victim = random.nextInt(PROCESSES + 1);
    if (victim == PROCESSES) {
      assertThat(tidy.stop(Duration.ofSeconds(60))).as("all jobs ended, " + seed).isTrue();
      tidy = tidyWorker();
      return;
    }
    WorkerProcess process = processes.get(victim);
    process.kill();
    killed.add(process.name());
    processes.set(victim, process());
  }

  private WorkerProcess process() throws Exception {
    started++;
    return new WorkerProcess(place.port, queue.name(), "process-" + started, LOCK);
  }

  private JobWorker tidyWorker() {
    started++;
    return WorkerProcess.start(place.factory, queue, "tidy-" + started, LOCK);
  }

  private void awaitRuns(long wanted) {
    await(() -> runs() >= wanted);
  }

  private void awaitAll() {
    await(() -> queue.count(JobState.COMPLETED) == JOBS);
  }

  private long runs() {
    Long runs = place.template().opsForList().size(WorkerProcess.LEDGER);
    return Objects.requireNonNull(runs);
  }

  /** Gives up where nothing has run for long. */
  private void await(BooleanSupplier condition) {
    long before = -1;
    long deadline = 0;
    while (!condition.getAsBoolean()) {
      long runs = runs();
      if (runs != before) {
        before = runs;
        deadline = System.nanoTime() + PATIENCE;
      }
      assertThat(System.nanoTime())
          .as("runs so far: %d, jobs: %s, seed %d", runs, queue.counts(), seed)
          .isLessThan(deadline);
      LockSupport.parkNanos(BETWEEN_LOOKS);
    }
  }

  private void check() {
    Map<JobState, Long> counts = queue.counts();
    counts.remove(JobState.COMPLETED);
    assertThat(counts.values()).as("jobs left over, seed %d", seed).containsOnly(0L);
    Map<String, List<String>> runs = new HashMap<>();
    for (String line : place.list(WorkerProcess.LEDGER)) {
      int space = line.indexOf(' ');
      runs.computeIfAbsent(line.substring(0, space), id -> new ArrayList<>())
          .add(line.substring(space + 1));
    }
    assertThat(runs).as("jobs that ran, seed %d", seed).hasSize(JOBS);
    Map<String, Integer> lost = new HashMap<>();
    runs.forEach(
        (id, workers) ->
            workers.subList(0, workers.size() - 1).forEach(it -> lost.merge(it, 1, Integer::sum)));
    assertThat(killed).as("whose jobs ran again, seed %d", seed).containsAll(lost.keySet());
    assertThat(lost.values())
        .as("no worker lost more than it ran at once, seed %d", seed)
        .allMatch(jobs -> jobs <= WorkerProcess.CONCURRENCY);
    assertEachCompletedOnce();
  }

  private void assertEachCompletedOnce() {
    for (int first = 0; first < JOBS; first += 1_000) {
      for (Job job : queue.jobs(JobState.COMPLETED, first, 1_000)) {
        assertThat(job.attemptsMade()).as("%s, seed %d", job, seed).isEqualTo(1);
        assertThat(job.stalledCount()).isLessThan(job.attemptsStarted());
      }
    }
  }
}
