package dev.redstart.jobs.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.redstart.jobs.Job;
import dev.redstart.jobs.JobQueue;
import dev.redstart.jobs.JobQueues;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** A worker in a process of its own, which can be killed as nothing else can. */
final class WorkerProcess implements AutoCloseable {

  /** What each run of a job notes, before it does anything: the job's id and the worker's name. */
  static final String LEDGER = "ledger";

  /** The name of jobs that never end. */
  static final String ENDLESS = "endless";

  static final int CONCURRENCY = 5;

  private static final String READY = "takes jobs";

  private final String name;
  private final Process process;

  /** Starts one; it takes jobs when {@link #awaitReady} returns. */
  WorkerProcess(int port, String queue, String name, Duration lock) throws IOException {
    this.name = name;
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"));
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    words.addAll(List.of(WorkerProcess.class.getName(), "" + port, queue, name, "" + lock));
    process = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  String name() {
    return name;
  }

  /** Waits until it takes jobs. */
  void awaitReady() throws IOException {
    BufferedReader output = process.inputReader(UTF_8);
    String line = output.readLine();
    while (line != null && !line.equals(READY)) {
      line = output.readLine();
    }
    if (line == null) {
      throw new IllegalStateException("worker " + name + " has not started");
    }
  }

  /** Kills it as a crash would. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** The process: works until it is killed, or whoever has started it is gone. */
  public static void main(String[] args) throws IOException {
    LettuceConnectionFactory factory =
        new LettuceConnectionFactory("127.0.0.1", Integer.parseInt(args[0]));
    factory.afterPropertiesSet();
    factory.start();
    JobQueue queue = JobQueues.builder(factory).build().queue(args[1]);
    start(factory, queue, args[2], Duration.parse(args[3]));
    System.out.println(READY);
    while (System.in.read() >= 0) {
      // Nobody says anything; the input ends with the one who would.
    }
    System.exit(0);
  }

  /** A worker that notes each run, and takes up to 40 ms for it. */
  static JobWorker start(
      RedisConnectionFactory factory, JobQueue queue, String name, Duration lock) {
    StringRedisTemplate ledger = new StringRedisTemplate(factory);
    JobWorker worker =
        JobWorker.builder(queue, job -> run(job, ledger, name))
            .name(name)
            .concurrency(CONCURRENCY)
            .lock(lock)
            .stalledInterval(Duration.ofSeconds(1))
            .maxStalled(1000)
            .idle(Duration.ofSeconds(1))
            .build();
    worker.start();
    return worker;
  }

  private static @Nullable Object run(Job job, StringRedisTemplate ledger, String name)
      throws InterruptedException {
    if (job.name().equals(ENDLESS)) {
      new CountDownLatch(1).await();
    }
    ledger.opsForList().rightPush(LEDGER, job.id() + " " + name);
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(Duration.ofMillis(40).toNanos()));
    return null;
  }
}
