package dev.redstart.jobs.worker;

import dev.redstart.jobs.Job;
import dev.redstart.jobs.JobQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/** Workers of one test, and what they have told. */
final class Workshop implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 20;

  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final List<JobWorker> workers = new ArrayList<>();

  JobWorker worker(JobQueue queue, JobHandler handler) {
    return start(JobWorker.builder(queue, handler));
  }

  JobWorker start(JobWorkerBuilder builder) {
    JobWorker worker = builder.listener(new Teller()).idle(Duration.ofSeconds(1)).build();
    workers.add(worker);
    worker.start();
    return worker;
  }

  void tell(String what) {
    told.add(what);
  }

  /** Waits for the next thing that was told. */
  String next() throws InterruptedException {
    String what = told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    Assertions.assertThat(what).as("something told in time").isNotNull();
    return what;
  }

  List<String> next(int count) throws InterruptedException {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(next());
    }
    return all;
  }

  @Override
  public void close() {
    workers.forEach(JobWorker::close);
  }

  /** Tells how jobs end. */
  private final class Teller implements WorkerListener {

    @Override
    public void completed(Job job, @Nullable Object returned) {
      tell("completed " + job.id() + " " + returned);
    }

    @Override
    public void retried(Job job, Throwable failure, Duration delay) {
      tell("retried " + job.id() + " " + failure.getMessage() + " " + delay.toMillis());
    }

    @Override
    public void failed(Job job, Throwable failure) {
      tell("failed " + job.id() + " " + failure.getMessage());
    }

    @Override
    public void released(Job job) {
      tell("released " + job.id());
    }

    @Override
    public void stalled(JobQueue queue, List<String> ids) {
      tell("stalled " + String.join(",", ids));
    }
  }
}
