package dev.redstart.jobs.worker;

import dev.redstart.jobs.Job;
import dev.redstart.jobs.JobQueue;
import dev.redstart.jobs.worker.HeldJobs.Held;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.QueryTimeoutException;

/**
 * Takes jobs out of a queue and runs them, up to a number of them at once, until it is stopped.
 *
 * <pre>{@code
 * JobWorker worker = JobWorker.builder(queue, job -> send(job.payload(Mail.class))).concurrency(10).build();
 * worker.start();
 * }</pre>
 */
public final class JobWorker implements AutoCloseable {

  private static final Log LOG = LogFactory.getLog(JobWorker.class);
  private static final long LONGEST_WAIT = 10_000;
  private static final Duration LONGEST_LIMIT = Duration.ofSeconds(30);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

  private final JobQueue queue;
  private final WorkerSettings settings;
  private final WorkerCalls calls;
  private final Listeners listeners;
  private final HeldJobs held;
  private final JobRun run;
  private final Bell bell;
  private final Executor executor;
  private final String id = UUID.randomUUID().toString();
  private final Gate gate = new Gate();
  private final ReentrantLock leading = new ReentrantLock();
  private final AtomicInteger loops = new AtomicInteger();
  private @Nullable ScheduledExecutorService timer;
  private volatile boolean failing;

  JobWorker(JobWorkerBuilder builder, WorkerSettings settings) {
    this.queue = builder.queue;
    this.settings = settings;
    this.calls = new WorkerCalls(queue, settings);
    this.listeners = new Listeners(builder.listeners);
    this.held = new HeldJobs(calls, settings.lock().toMillis() / 4);
    this.run = new JobRun(builder, calls, listeners, new Insistence(gate, settings.lock()));
    this.bell = new Bell(queue.calls(), queue.address(), settings.name());
    this.executor = builder.executor();
  }

  /** A worker on {@code queue}, to be set up. */
  public static JobWorkerBuilder builder(JobQueue queue, JobHandler handler) {
    return new JobWorkerBuilder(queue, handler);
  }

  /** Begins to take jobs. To be called once. */
  public synchronized void start() {
    if (timer != null) {
      throw new IllegalStateException("a worker can be started once");
    }
    ScheduledExecutorService created =
        new ScheduledThreadPoolExecutor(1, task -> daemon(task, "redstart-jobs-" + queue.name()));
    timer = created;
    long renewal = Math.max(settings.lock().toMillis() / 4, 1);
    every(created, renewal, renewal, this::renew);
    every(created, 0, settings.stalledInterval().toMillis(), this::checkStalled);
    for (int i = 0; i < settings.concurrency(); i++) {
      String token = id + ":" + i;
      loops.incrementAndGet();
      executor.execute(() -> loop(token));
    }
  }

  /** The task catches what it throws: nobody looks at the future. */
  @SuppressWarnings("FutureReturnValueIgnored")
  private static void every(
      ScheduledExecutorService timer, long first, long interval, Runnable task) {
    timer.scheduleWithFixedDelay(task, first, interval, TimeUnit.MILLISECONDS);
  }

  /** Takes no further jobs until {@link #resume}; those that run go on. */
  public void pause() {
    gate.shut();
  }

  /** Takes jobs again. */
  public void resume() {
    gate.open();
  }

  /** True where it takes jobs: not before it was started, while it is paused, or when it stops. */
  public boolean isTakingJobs() {
    return gate.isOpen() && loops.get() > 0;
  }

  /** True until it was stopped. */
  public boolean isRunning() {
    return loops.get() > 0;
  }

  /** The jobs that it runs just now. */
  public List<Job> activeJobs() {
    return held.all().stream().map(entry -> entry.job).toList();
  }

  /** The queue that it takes jobs out of. */
  public JobQueue queue() {
    return queue;
  }

  /**
   * Takes no further jobs, and waits for those that run. What still runs after that time goes back
   * to the queue as its next job, for other workers, and its thread is interrupted.
   *
   * @return true where all ended in time
   */
  public boolean stop(Duration patience) {
    gate.end();
    boolean ended = gate.awaitUntil(() -> loops.get() == 0, patience);
    if (!ended) {
      // Whoever is just asking for a job has not been told: its job must not begin after this.
      gate.awaitUntil(() -> loops.get() <= held.size(), AFTER_FAILURE);
      held.all().forEach(this::handBack);
    }
    stopTimer();
    return ended;
  }

  /** Waits for what the timer does just now, which must not come after whatever follows a stop. */
  private synchronized void stopTimer() {
    if (timer != null) {
      timer.shutdown();
      try {
        if (!timer.awaitTermination(AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS)) {
          timer.shutdownNow();
        }
      } catch (InterruptedException e) {
        timer.shutdownNow();
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Stops it without patience. */
  @Override
  public void close() {
    stop(Duration.ZERO);
  }

  private void handBack(Held entry) {
    entry.givenBack(true);
    entry.givenBack(giveBack(entry.job, entry.token));
    entry.thread.interrupt();
  }

  private boolean giveBack(Job job, String token) {
    try {
      calls.giveBack(job, Ending.last(token));
      return true;
    } catch (RuntimeException e) {
      LOG.warn(job + " could not be given back; it will be found as stalled", e);
      return false;
    }
  }

  private void loop(String token) {
    try {
      while (gate.awaitOpen()) {
        Fetched.Taken taken = lead(token);
        if (taken != null) {
          work(taken, token);
        }
      }
    } finally {
      if (loops.decrementAndGet() == 0) {
        bell.close();
      }
      gate.tell();
    }
  }

  /** Only one idle loop at a time asks for a job; null where the gate is shut first. */
  private Fetched.@Nullable Taken lead(String token) {
    leading.lock();
    try {
      boolean waited = false;
      while (gate.isOpen()) {
        waited = false;
        try {
          Fetched next = calls.fetch(token);
          failing = false;
          if (next instanceof Fetched.Taken taken) {
            return taken;
          }
          waited = rest(next);
        } catch (RuntimeException e) {
          recover(e);
        }
      }
      if (waited) {
        wakeOthers();
      }
      return null;
    } finally {
      leading.unlock();
    }
  }

  /** True where it waited for a marker, and may have taken one. */
  private boolean rest(Fetched next) {
    if (next instanceof Fetched.Limited limited) {
      Duration time = Duration.ofMillis(limited.millis());
      gate.await(time.compareTo(LONGEST_LIMIT) < 0 ? time : LONGEST_LIMIT);
    } else if (next instanceof Fetched.None none) {
      long wait =
          none.due() < 0
              ? settings.idle().toMillis()
              : Math.min(none.due() - calls.now(), LONGEST_WAIT);
      if (wait > 0) {
        gate.interruptibly(() -> bell.await(wait));
        return true;
      }
    }
    return false;
  }

  /** The marker that it may have taken was meant for whoever takes jobs. */
  private void wakeOthers() {
    try {
      calls.wakeOthers();
    } catch (RuntimeException e) {
      LOG.debug("Other workers of " + queue + " could not be told; they look by themselves", e);
    }
  }

  /** Says once that something is wrong, and goes on trying. */
  private void recover(RuntimeException failure) {
    if (!gate.isOpen() || failure instanceof QueryTimeoutException) {
      return;
    }
    if (!failing) {
      failing = true;
      LOG.error("Jobs of " + queue + " can't be taken; trying again until they can", failure);
    }
    gate.await(AFTER_FAILURE);
  }

  private void work(Fetched.Taken first, String token) {
    Ending ending = new Ending(token, gate::isOpen);
    Fetched next = first;
    while (next instanceof Fetched.Taken taken) {
      if (gate.hasEnded()) {
        giveBack(taken.job(), token);
        return;
      }
      Held entry = held.add(taken.job(), token);
      try {
        next = run.run(entry, ending);
      } catch (RuntimeException e) {
        if (!entry.isGivenBack()) {
          LOG.error(
              "How " + taken.job() + " ended could not be said; it will be found as stalled", e);
        }
        listeners.released(taken.job());
        next = new Fetched.None(-1);
      } finally {
        held.remove(entry);
      }
    }
  }

  private void renew() {
    try {
      for (Job lost : held.renew()) {
        LOG.warn("The lock of " + lost + " is lost; it may run elsewhere, too");
      }
    } catch (RuntimeException e) {
      LOG.warn("Locks of jobs of " + queue + " could not be renewed", e);
    }
  }

  private void checkStalled() {
    try {
      List<String> ids = calls.checkStalled();
      if (!ids.isEmpty()) {
        LOG.warn("Jobs of " + queue + " lost their worker and wait again: " + ids);
        listeners.stalled(queue, ids);
      }
    } catch (RuntimeException e) {
      LOG.warn("Could not look for jobs of " + queue + " whose worker is gone", e);
    }
  }

  static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
