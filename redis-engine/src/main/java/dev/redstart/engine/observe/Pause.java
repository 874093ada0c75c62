package dev.redstart.engine.observe;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.command.Flag;
import dev.redstart.engine.exec.Execution;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.spi.Assembly;
import dev.redstart.engine.spi.Gate;
import dev.redstart.engine.time.Clock;
import dev.redstart.engine.time.Timers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CLIENT PAUSE: lets calls wait, all of them or those that write, and runs them afterwards. */
final class Pause implements Gate {

  private final Assembly engine;
  private final Execution execution;
  private final Clock clock;
  private final Timers timers;
  private final List<Held> held = new ArrayList<>();
  private volatile Scope scope = Scope.NONE;
  private long writesUntil;
  private long allUntil;

  /** A call that waits for the end of the pause. */
  private static final class Held {
    final Client client;
    final Command command;
    final Bytes[] args;

    Held(Client client, Command command, Bytes[] args) {
      this.client = client;
      this.command = command;
      this.args = args;
    }
  }

  /** Which calls have to wait. */
  private enum Scope {
    NONE,
    WRITES,
    ALL
  }

  Pause(Assembly engine, Execution execution) {
    this.engine = engine;
    this.execution = execution;
    this.clock = engine.surroundings().clock();
    this.timers = engine.timers();
    engine.onFarewell(this::forget);
  }

  /** How many calls wait. */
  synchronized int waiting() {
    return held.size();
  }

  @Override
  public @Nullable Reply refuse(Client client, Command command, Bytes[] args) {
    Scope now = scope;
    if (now == Scope.NONE || (now == Scope.WRITES && !mayWrite(client, command, args))) {
      return null;
    }
    return hold(new Held(client, command, args));
  }

  /** Begins a pause, or makes the one there is longer or wider; never shorter. */
  void begin(boolean all, long until) {
    synchronized (this) {
      if (all) {
        allUntil = Math.max(allUntil, until);
      } else {
        writesUntil = Math.max(writesUntil, until);
      }
    }
    elapsed();
  }

  /** Ends the pause at once. */
  void end() {
    synchronized (this) {
      allUntil = 0;
      writesUntil = 0;
    }
    elapsed();
  }

  private synchronized @Nullable Reply hold(Held call) {
    if (scope == Scope.NONE) {
      return null;
    }
    held.add(call);
    call.client.blocked(true);
    return Reply.Absent.WAITING;
  }

  private synchronized void forget(Client client) {
    held.removeIf(call -> call.client == client);
  }

  private void adjust() {
    long now = clock.millis();
    scope = allUntil > now ? Scope.ALL : writesUntil > now ? Scope.WRITES : Scope.NONE;
    engine.ask(this, scope != Scope.NONE);
    if (scope != Scope.NONE) {
      timers.at(scope == Scope.ALL ? allUntil : writesUntil, this::elapsed);
      execution.freezeExpiry(true);
    }
  }

  /** Runs what may run now. */
  private void elapsed() {
    boolean over;
    List<Held> ready = List.of();
    synchronized (this) {
      Scope before = scope;
      adjust();
      over = before != Scope.NONE && scope == Scope.NONE;
      if (scope.compareTo(before) < 0) {
        ready = List.copyOf(held);
        held.clear();
      }
    }
    if (over) {
      thaw();
    }
    run(ready);
  }

  /**
   * Removes what has expired meanwhile. That takes the locks of shards, and who holds those may ask
   * this object for something: so not in its own lock.
   */
  private void thaw() {
    execution.freezeExpiry(false);
    synchronized (this) {
      if (scope != Scope.NONE) {
        execution.freezeExpiry(true);
      }
    }
  }

  private void run(List<Held> ready) {
    for (Held call : ready) {
      call.client.blocked(false);
      Reply reply = execution.executor().execute(call.client, call.command, call.args);
      if (reply != Reply.Absent.WAITING) {
        call.client.outbox().later(reply);
      }
    }
  }

  private static boolean mayWrite(Client client, Command command, Bytes[] args) {
    return Execution.has(Flag.WRITE, client, command, args)
        || Execution.has(Flag.MAY_REPLICATE, client, command, args);
  }
}
