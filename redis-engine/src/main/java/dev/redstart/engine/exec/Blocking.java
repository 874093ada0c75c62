package dev.redstart.engine.exec;

import dev.redstart.engine.command.Attachment;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Call.Wait;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.keyspace.Entry;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.time.Timers;
import dev.redstart.engine.time.Timers.Timer;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Lets calls wait, and go on: when a key is ready, when their time is over, when someone ends the
 * wait.
 */
final class Blocking {

  private static final Attachment<Waiter> WAITER = new Attachment<>(Waiter.class);

  private final Executor executor;
  private final Waiters waiters;
  private final Timers timers;
  private final AtomicLong arrivals = new AtomicLong();

  Blocking(Executor executor, Waiters waiters, Timers timers) {
    this.executor = executor;
    this.waiters = waiters;
    this.timers = timers;
  }

  int count() {
    return waiters.count();
  }

  /** Lets {@code call} wait. The locks of its plan are held. */
  void begin(Call call, long plan, Wait wait) {
    Client client = call.client();
    Waiter waiter = new Waiter(arrivals.incrementAndGet(), call, plan, wait);
    client.set(WAITER, waiter);
    client.blocked(true);
    waiters.add(waiter);
    if (wait.until() != Entry.NEVER) {
      waiter.timer = timers.at(wait.until(), () -> end(waiter, wait.onTimeout()));
    }
  }

  /** Ends the wait of {@code client}; false where it doesn't wait. */
  boolean unblock(Client client, Reply reply) {
    Waiter waiter = client.get(WAITER);
    return waiter != null && end(waiter, reply);
  }

  /** Ends the wait of {@code client} as if its time were over; false where it doesn't wait. */
  boolean timeOut(Client client) {
    Waiter waiter = client.get(WAITER);
    return waiter != null && end(waiter, waiter.wait.onTimeout());
  }

  /**
   * Runs the calls again that wait for the keys in {@code after}, first come, first served. No lock
   * is held.
   */
  void serve(Aftermath after) {
    for (DbKey key : after.takeReady()) {
      long order = 0;
      for (Waiter next = next(key, order); next != null; next = next(key, order)) {
        order = next.order;
        retry(next, after);
      }
    }
  }

  private @Nullable Waiter next(DbKey key, long order) {
    long plan = executor.keyspace().plan(key.key());
    executor.keyspace().lock(plan);
    try {
      return waiters.next(key, order);
    } finally {
      executor.keyspace().unlock(plan);
    }
  }

  private void retry(Waiter waiter, Aftermath after) {
    Reply reply;
    executor.keyspace().lock(waiter.plan);
    try {
      if (waiter.done) {
        return;
      }
      long now = executor.around().clock().millis();
      Call call = new Call(executor.around(), waiter.client, waiter.command, waiter.args, now);
      reply = executor.invoke(call);
      executor.settlement().settle(call, after);
      executor.settlement().commit(after);
      if (reply == Reply.Absent.WAITING) {
        return;
      }
      waiters.remove(waiter);
    } finally {
      executor.keyspace().unlock(waiter.plan);
    }
    answer(waiter, reply);
  }

  private boolean end(Waiter waiter, Reply reply) {
    executor.keyspace().lock(waiter.plan);
    try {
      if (!waiters.remove(waiter)) {
        return false;
      }
    } finally {
      executor.keyspace().unlock(waiter.plan);
    }
    answer(waiter, reply);
    return true;
  }

  private static void answer(Waiter waiter, Reply reply) {
    Timer timer = waiter.timer;
    if (timer != null) {
      timer.cancel();
    }
    waiter.client.set(WAITER, null);
    waiter.client.blocked(false);
    waiter.client.outbox().later(reply);
  }
}
