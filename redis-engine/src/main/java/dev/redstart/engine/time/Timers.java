package dev.redstart.engine.time;

import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tasks that run at a time to come, one after the other, on the clock's alarm. May be used from any
 * thread.
 */
public final class Timers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Timers.class);

  private final Clock clock;
  private final Clock.Alarm alarm;

  /** In order, and quick to take out of: most waits end before their time. */
  private final TreeSet<Timer> queue =
      new TreeSet<>(
          Comparator.<Timer>comparingLong(timer -> timer.at)
              .thenComparingLong(timer -> timer.order));

  private long sequence;
  private boolean paused;

  public Timers(Clock clock, String name) {
    this.clock = clock;
    this.alarm = clock.alarm(name, this::runDue);
  }

  /** Runs {@code task} once, as soon as the clock has reached {@code atMillis}. */
  public synchronized Timer at(long atMillis, Runnable task) {
    Timer timer = new Timer(this, atMillis, sequence++, task);
    queue.add(timer);
    if (queue.first() == timer) {
      alarm.setFor(atMillis);
    }
    return timer;
  }

  /** Runs {@code task} once, in {@code millis} from now. */
  public Timer in(long millis, Runnable task) {
    return at(clock.millis() + millis, task);
  }

  /** Runs {@code task} each {@code periodMillis}, for the first time after one period. */
  public void every(long periodMillis, Runnable task) {
    Timer unused =
        in(
            periodMillis,
            () -> {
              try {
                task.run();
              } finally {
                every(periodMillis, task);
              }
            });
  }

  /** Holds all tasks back, or lets them go on: those whose time has come meanwhile run at once. */
  public synchronized void pause(boolean pause) {
    paused = pause;
    if (!pause && !queue.isEmpty()) {
      alarm.setFor(queue.first().at);
    }
  }

  @Override
  public synchronized void close() {
    queue.clear();
    alarm.close();
  }

  private void runDue() {
    for (Timer next = takeDue(); next != null; next = takeDue()) {
      run(next.task);
    }
  }

  /** A task that fails must not take the others with it. */
  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("A timed task failed", e);
    }
  }

  private synchronized @Nullable Timer takeDue() {
    if (paused || queue.isEmpty()) {
      return null;
    }
    Timer first = queue.first();
    if (first.at > clock.millis()) {
      alarm.setFor(first.at);
      return null;
    }
    queue.pollFirst();
    return first;
  }

  private synchronized void remove(Timer timer) {
    queue.remove(timer);
  }

  /** One task that waits for its time. */
  public static final class Timer {
    private final Timers owner;
    private final long at;
    private final long order;
    private final Runnable task;

    private Timer(Timers owner, long at, long order, Runnable task) {
      this.owner = owner;
      this.at = at;
      this.order = order;
      this.task = task;
    }

    /** Takes the task back where it has not begun. */
    public void cancel() {
      owner.remove(this);
    }
  }
}
