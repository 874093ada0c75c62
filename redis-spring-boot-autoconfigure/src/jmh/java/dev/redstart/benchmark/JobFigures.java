package dev.redstart.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import dev.redstart.data.EngineConnectionFactory;
import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.server.RespServer;
import dev.redstart.jobs.Job;
import dev.redstart.jobs.JobQueue;
import dev.redstart.jobs.JobQueues;
import dev.redstart.jobs.NewJob;
import dev.redstart.jobs.worker.JobWorker;
import dev.redstart.jobs.worker.WorkerListener;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * What a job costs here and in BullMQ, in one run: the time from adding a job until its listener's
 * first line, of jobs 1,000 to 3,000 of a process and of 10,000 to 12,000, when all is compiled,
 * and how many empty jobs a second one worker of concurrency 50 does.
 *
 * <pre>
 * java -Dredis.port=6379 -Dnode.modules=redis-engine/src/test/node/node_modules \
 *   -cp redis-spring-boot-autoconfigure/target/benchmarks.jar dev.redstart.benchmark.JobFigures [jobs]
 * </pre>
 *
 * <p>Without a port there is no server, without modules no BullMQ. The server is flushed.
 */
public final class JobFigures {

  private static final int CONCURRENCY = 50;
  private static final int ONE_BY_ONE = 12_000;
  private static final int PART = 2_000;
  private static final int WARM_UPS = 3;

  /** The same for BullMQ; prints five numbers. */
  private static final String NODE =
      """
      const [release, port, jobs, oneByOne] = process.argv.slice(1);
      const { Queue, Worker } = require(release);
      const connection = { host: '127.0.0.1', port: Number(port), maxRetriesPerRequest: null };
      const now = () => Number(process.hrtime.bigint()) / 1000;
      const part = (all, from, q) =>
        all.slice(from, from + 2000).sort((a, b) => a - b)[Math.floor(2000 * q)];

      async function latency(count) {
        const queue = new Queue('latency', { connection });
        let begun;
        const worker = new Worker('latency', async () => { begun(now()); }, { connection });
        await worker.waitUntilReady();
        const times = [];
        for (let i = 0; i < count; i++) {
          const start = new Promise((resolve) => { begun = resolve; });
          const done = new Promise((resolve) => { worker.once('completed', resolve); });
          const before = now();
          await queue.add('empty', null);
          times.push(await start - before);
          await done;
        }
        await worker.close();
        await queue.close();
        return times;
      }

      async function throughput(name, count) {
        const queue = new Queue(name, { connection });
        for (let i = 0; i < count; i += 500) {
          await queue.addBulk(Array(500).fill({ name: 'empty', data: null }));
        }
        let left = count;
        let finished;
        const done = new Promise((resolve) => { finished = resolve; });
        const cpu = process.cpuUsage();
        const before = now();
        const worker = new Worker(name, async () => {}, { connection, concurrency: 50 });
        worker.on('completed', () => { if (--left === 0) finished(); });
        await done;
        const micros = now() - before;
        const used = process.cpuUsage(cpu);
        await worker.close();
        await queue.close();
        return [count / micros * 1e6, (used.user + used.system) / count];
      }

      (async () => {
        const times = await latency(Number(oneByOne));
        await throughput('warm', Math.floor(jobs / 5000) * 500 + 500);
        const [rate, cpu] = await throughput('measured', Number(jobs));
        const last = times.length - 2000;
        console.log([part(times, 1000, 0.5), part(times, last, 0.5), part(times, last, 0.99), rate, cpu]
          .join(' '));
      })();
      """;

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private JobFigures() {}

  /** Prints a table; the number of jobs may be given. */
  public static void main(String[] args) throws Exception {
    int jobs = args.length == 0 ? 100_000 : Integer.parseInt(args[0]) / 500 * 500;
    Integer redis = Integer.getInteger("redis.port");
    RespServer port = new RespServer(0);
    try (RedisEngine engine = RedisEngine.builder().with(port).build()) {
      System.out.println(
          "|  | add to first line, µs, median early | warm | 99 % | empty jobs/s | µs of CPU each,"
              + " client |");
      System.out.println("|---|---:|---:|---:|---:|---:|");
      show("Redstart, embedded", measure(new EngineConnectionFactory(engine), jobs));
      if (redis != null) {
        LettuceConnectionFactory lettuce = lettuce(redis);
        show("Redstart, redis-server", measure(lettuce, jobs));
        lettuce.destroy();
      }
      if (System.getProperty("node.modules") != null) {
        for (String release : List.of("bullmq-5", "bullmq-6")) {
          if (redis != null) {
            show(release + ", redis-server", node(release, redis, jobs));
          }
          show(release + ", Redstart's port", node(release, port.port(), jobs));
        }
      }
    }
    System.exit(0);
  }

  private static LettuceConnectionFactory lettuce(int port) {
    LettuceConnectionFactory factory = new LettuceConnectionFactory("127.0.0.1", port);
    factory.afterPropertiesSet();
    factory.start();
    return factory;
  }

  private static void show(String what, double[] figures) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %.0f | %.0f | %.0f | %,.0f | %.0f |%n",
        what,
        figures[0],
        figures[1],
        figures[2],
        figures[3],
        figures[4]);
  }

  private static double[] measure(RedisConnectionFactory factory, int jobs) throws Exception {
    factory.getConnection().serverCommands().flushAll();
    JobQueues queues = JobQueues.builder(factory).build();
    double[] times = latency(queues.queue("latency"));
    for (int i = 0; i < WARM_UPS; i++) {
      throughput(queues.queue("warm-" + i), jobs / 2);
    }
    double[] figures = throughput(queues.queue("measured"), jobs);
    factory.getConnection().serverCommands().flushAll();
    int last = ONE_BY_ONE - PART;
    return new double[] {
      part(times, 1_000, 50), part(times, last, 50), part(times, last, 99), figures[0], figures[1]
    };
  }

  private static double part(double[] times, int from, int percent) {
    double[] some = Arrays.copyOfRange(times, from, from + PART);
    Arrays.sort(some);
    return some[PART * percent / 100];
  }

  /** Microseconds of each. */
  private static double[] latency(JobQueue queue) throws InterruptedException {
    SynchronousQueue<Long> done = new SynchronousQueue<>();
    long[] begun = {0};
    JobWorker worker =
        JobWorker.builder(
                queue,
                job -> {
                  begun[0] = System.nanoTime();
                  return null;
                })
            .listener(new Told(() -> put(done)))
            .build();
    worker.start();
    double[] times = new double[ONE_BY_ONE];
    for (int i = 0; i < ONE_BY_ONE; i++) {
      long before = System.nanoTime();
      queue.add("empty");
      done.take();
      times[i] = (begun[0] - before) / 1_000.0;
    }
    worker.stop(Duration.ofSeconds(10));
    return times;
  }

  private static void put(SynchronousQueue<Long> done) {
    try {
      done.put(1L);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static double[] throughput(JobQueue queue, int jobs) throws InterruptedException {
    for (int i = 0; i < jobs; i += 500) {
      queue.addAll(Collections.nCopies(500, new NewJob("empty", null)));
    }
    CountDownLatch left = new CountDownLatch(jobs);
    JobWorker worker =
        JobWorker.builder(queue, job -> null)
            .concurrency(CONCURRENCY)
            .listener(new Told(left::countDown))
            .build();
    long cpu = SYSTEM.getProcessCpuTime();
    long before = System.nanoTime();
    worker.start();
    left.await();
    double nanos = System.nanoTime() - before;
    double used = SYSTEM.getProcessCpuTime() - cpu;
    worker.stop(Duration.ofSeconds(10));
    return new double[] {jobs / nanos * 1e9, used / jobs / 1_000};
  }

  private static double[] node(String release, int port, int jobs) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            "node", "-e", NODE, "--", release, "" + port, "" + jobs, "" + ONE_BY_ONE);
    builder.environment().put("NODE_PATH", System.getProperty("node.modules"));
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader output = process.inputReader(UTF_8)) {
      String line = output.readLine();
      if (line == null) {
        throw new IllegalStateException(release + " has told nothing");
      }
      return Arrays.stream(line.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
    }
  }

  /** Told of each job's end. */
  private record Told(Runnable what) implements WorkerListener {

    @Override
    public void completed(Job job, @Nullable Object returned) {
      what.run();
    }
  }
}
