package dev.redstart.engine.exec;

import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Call.Wait;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.exec.Aftermath.Answer;
import dev.redstart.engine.keyspace.Entry;
import dev.redstart.engine.keyspace.Keyspace;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.time.Timers;
import dev.redstart.engine.time.Timers.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Lets calls wait, and go on: when a key is ready, when their time is over, when someone ends the
 * wait. May be used from any thread.
 */
final class Blocking {

  /*
   * A waiter is served by whoever made its key ready, in the same locks as the change where they cover the waiter's keys,
   * so that nobody sees the change without the service: the pusher finds its list empty, and no one else can take what
   * was pushed for a waiter. Writers to keys that are waited for lock as much as the waiters need (see Executor.lock),
   * thus the other way, serving after the locks were released, is for the rare cases: a waiter that came meanwhile, a key
   * that came from another database.
   *
   * Each wait ends once: by Waiters.remove, under the locks of its plan. Whoever got true from it, and no one else, hands
   * over the reply, when the locks are released. So no element that was taken for a waiter is lost to its timeout or to
   * CLIENT UNBLOCK, and none is taken for a waiter that has gone.
   */

  private static final long SOON_MILLIS = 10;
  private static final Reply GONE = Reply.Absent.NOTHING;
  private static final Reply CLOSED = new Reply.Failure("ERR the engine was closed");

  private final Executor executor;
  private final Keyspace keyspace;
  private final Waiters waiters;
  private final Timers timers;
  private final AtomicLong arrivals = new AtomicLong();
  private final Map<Client, Waiter> waiting = new ConcurrentHashMap<>();
  private volatile boolean closed;

  Blocking(Executor executor, Waiters waiters, Timers timers) {
    this.executor = executor;
    this.keyspace = executor.keyspace();
    this.waiters = waiters;
    this.timers = timers;
  }

  int count() {
    return waiters.count();
  }

  long countWithTimeout() {
    return waiting.values().stream().filter(w -> w.wait.until() != Entry.NEVER).count();
  }

  /** Lets {@code call} wait. The locks of its plan are held. */
  void begin(Call call, long plan, Wait wait) {
    Client client = call.client();
    Waiter waiter = new Waiter(arrivals.incrementAndGet(), call, plan, wait);
    client.blocked(true);
    waiters.add(waiter);
    waiting.put(client, waiter);
    if (wait.until() != Entry.NEVER) {
      waiter.timer = timers.at(wait.until(), () -> endSoon(waiter, wait.onTimeout()));
    }
  }

  /** To be asked after a call began to wait, without locks: the engine may close meanwhile. */
  void begun(Call call) {
    Runnable then = call.onceWaiting();
    if (then != null) {
      then.run();
    }
    if (closed) {
      unblock(call.client(), CLOSED);
    }
  }

  /** Ends all waits, those to come at once. */
  void close() {
    closed = true;
    waiting.values().forEach(waiter -> end(waiter, CLOSED));
  }

  /** Ends the wait of {@code client}; false where it doesn't wait. */
  boolean unblock(Client client, Reply reply) {
    Waiter waiter = waiting.get(client);
    return waiter != null && end(waiter, reply);
  }

  /** Ends the wait of a client that has gone; a little later where someone holds the locks. */
  void abandon(Client client) {
    Waiter waiter = waiting.get(client);
    if (waiter != null) {
      waiter.abandoned = true;
      endSoon(waiter, GONE);
    }
  }

  /** Ends the wait of {@code client} as if its time were over; false where it doesn't wait. */
  boolean timeOut(Client client) {
    Waiter waiter = waiting.get(client);
    return waiter != null && end(waiter, waiter.wait.onTimeout());
  }

  /**
   * Runs the calls again that wait for the keys in {@code after} and need no more locks than {@code
   * held}, first come, first served. Keys with others stay in {@code after}.
   */
  void serveWithin(long held, Aftermath after) {
    List<DbKey> beyond = new ArrayList<>(0);
    for (List<DbKey> ready = after.takeReady(); !ready.isEmpty(); ready = after.takeReady()) {
      for (DbKey key : ready) {
        if (!serveWithin(held, key, after)) {
          beyond.add(key);
        }
      }
    }
    beyond.forEach(after::ready);
  }

  /** As {@link #serveWithin}, for all keys in {@code after}. No lock is held. */
  void serve(Aftermath after) {
    for (DbKey key : after.takeReady()) {
      long order = 0;
      for (Waiter next = next(key, order); next != null; next = next(key, order)) {
        order = next.order;
        keyspace.lock(next.plan);
        try {
          retry(next, after);
        } finally {
          keyspace.unlock(next.plan);
        }
      }
    }
  }

  /** Hands over the replies of calls that were served. No lock is held. */
  void answer(Aftermath after) {
    for (Answer answer : after.takeAnswers()) {
      answer(answer.waiter(), answer.reply());
    }
  }

  private boolean serveWithin(long held, DbKey key, Aftermath after) {
    long order = 0;
    for (Waiter next = waiters.next(key, order); next != null; next = waiters.next(key, order)) {
      if ((next.plan & ~held) != 0) {
        return false;
      }
      order = next.order;
      retry(next, after);
    }
    return true;
  }

  private @Nullable Waiter next(DbKey key, long order) {
    long plan = keyspace.plan(key.key());
    keyspace.lock(plan);
    try {
      return waiters.next(key, order);
    } finally {
      keyspace.unlock(plan);
    }
  }

  /** Runs the call again, and ends the wait if it needs to wait no more. Its locks are held. */
  private void retry(Waiter waiter, Aftermath after) {
    if (waiter.done || waiter.abandoned) {
      return;
    }
    long now = executor.around().clock().millis();
    Call call = new Call(executor.around(), waiter.client, waiter.command, waiter.args, now);
    Reply refusal = executor.refusalAgain(call);
    Reply reply = refusal != null ? refusal : executor.invokeAgain(call);
    executor.settlement().settle(call, after);
    executor.settlement().commit(after);
    if (reply == Reply.Absent.WAITING) {
      waiter.args = call.argsAgain();
    } else {
      waiters.remove(waiter);
      after.answer(waiter, reply);
    }
  }

  /** Ends a wait on a thread that must not wait for locks itself: it has others to serve. */
  private void endSoon(Waiter waiter, Reply reply) {
    if (!keyspace.locks().tryLock(waiter.plan)) {
      waiter.timer = timers.in(SOON_MILLIS, () -> endSoon(waiter, reply));
    } else {
      boolean unused = endLocked(waiter, reply);
    }
  }

  private boolean end(Waiter waiter, Reply reply) {
    keyspace.lock(waiter.plan);
    return endLocked(waiter, reply);
  }

  private boolean endLocked(Waiter waiter, Reply reply) {
    try {
      if (!waiters.remove(waiter)) {
        return false;
      }
    } finally {
      keyspace.unlock(waiter.plan);
    }
    waiter.command.countCall();
    long now = executor.around().clock().millis();
    Call call = new Call(executor.around(), waiter.client, waiter.command, waiter.args, now);
    executor.stopwatch().done(call, 0, 1);
    if (reply instanceof Reply.Failure failure) {
      executor.errors().count(failure);
      waiter.command.countFailure();
    }
    answer(waiter, reply);
    return true;
  }

  private void answer(Waiter waiter, Reply reply) {
    Timer timer = waiter.timer;
    if (timer != null) {
      timer.cancel();
    }
    waiting.remove(waiter.client, waiter);
    waiter.client.blocked(false);
    waiter.client.outbox().later(reply);
  }
}
