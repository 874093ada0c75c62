package dev.redstart.engine.server;

import io.netty.channel.EventLoop;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the connections of one event loop have workers do. To wake a thread costs more than most
 * scripts do: so one worker is woken for all that a round brings, and the event loop for several
 * that are done. Who stands behind a slow one gets a worker of his own after a millisecond.
 */
final class Errands {

  private static final Logger LOG = LoggerFactory.getLogger(Errands.class);

  private static final int TOLD_TOGETHER = 8;
  private static final long PATIENCE_MILLIS = 1;

  private final EventLoop loop;
  private final Executor workers;
  private final Queue<Connection> sent = new ConcurrentLinkedQueue<>();
  private final Queue<Connection> back = new ConcurrentLinkedQueue<>();
  private final AtomicInteger working = new AtomicInteger();
  private final AtomicInteger finished = new AtomicInteger();
  private final Runnable work = this::work;
  private final Runnable end = this::endRound;
  private final Runnable welcome = this::welcome;
  private final Runnable look = this::look;

  // Of the event loop:
  private int away;
  private boolean ends;
  private boolean looks;
  private int finishedBefore;

  Errands(EventLoop loop, Executor workers) {
    this.loop = loop;
    this.workers = workers;
  }

  /** Has a worker run what the connection has, when the round is over. On the event loop. */
  void send(Connection connection) {
    away++;
    sent.add(connection);
    if (!ends) {
      ends = true;
      loop.execute(end);
    }
  }

  private void endRound() {
    ends = false;
    if (working.compareAndSet(0, 1)) {
      tell(workers, work);
    }
    lookSoon();
  }

  private void lookSoon() {
    if (!looks) {
      looks = true;
      Future<?> unused = loop.schedule(look, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** Whether somebody stands behind a slow one, or is back and waits for the slow one's return. */
  private void look() {
    looks = false;
    welcome();
    int now = finished.get();
    boolean stuck = now == finishedBefore;
    finishedBefore = now;
    // Scripts run one at a time: more workers would only wait for each other.
    if (stuck && !sent.isEmpty()) {
      working.incrementAndGet();
      tell(workers, work);
    }
    if (away > 0) {
      lookSoon();
    }
  }

  private void welcome() {
    for (Connection connection = back.poll(); connection != null; connection = back.poll()) {
      away--;
      connection.endErrand();
    }
  }

  // ---- workers: none of this fails, since an errand keeps whatever goes wrong in it

  private void work() {
    do {
      runAll();
      working.decrementAndGet();
      // Who was sent between the last look and this counted on a worker that was still there.
    } while (!sent.isEmpty() && working.compareAndSet(0, 1));
  }

  private void runAll() {
    int untold = 0;
    for (Connection connection = sent.poll(); connection != null; connection = sent.poll()) {
      connection.runErrand();
      back.add(connection);
      finished.incrementAndGet();
      untold = (untold + 1) % TOLD_TOGETHER;
      if (untold == 0) {
        tell(loop, welcome);
      }
    }
    if (untold > 0) {
      tell(loop, welcome);
    }
  }

  // ---- both

  private static void tell(Executor who, Runnable what) {
    try {
      who.execute(what);
    } catch (RejectedExecutionException e) {
      LOG.debug("Nobody waits any more: the port is closed");
    }
  }
}
