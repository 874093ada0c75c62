package dev.redstart.engine.exec;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Call.Wait;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.command.Command.Reach;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.CommandTable;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Handler;
import dev.redstart.engine.command.Surroundings;
import dev.redstart.engine.exec.Settlement.Hearing;
import dev.redstart.engine.keyspace.Keyspace;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.spi.Assembly;
import dev.redstart.engine.spi.Gate;
import dev.redstart.engine.spi.Gates;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one way that a command runs, whoever sent it. */
public final class Executor {

  private static final Logger LOG = LoggerFactory.getLogger(Executor.class);

  private final CommandTable commands;
  private final Surroundings around;
  private final Keyspace keyspace;
  private final Gates gates;
  private final Gates gatesInside;
  private final AtomicBoolean holding = new AtomicBoolean();
  private final Settlement settlement;
  private final Events events;
  private final KeyUses uses;
  private final Waiters waiters;
  private final Blocking blocking;

  /** The group of commands that may hold all shards for as long as someone likes. */
  static final String SCRIPTS = "scripting";

  private static final String DEBUG = "DEBUG";

  private final Transactions transactions;
  private final Stopwatch stopwatch;
  private final ErrorCounts errors;

  Executor(Assembly assembly, Parts parts) {
    this.commands = assembly.commands();
    this.around = assembly.surroundings();
    this.keyspace = around.keyspace();
    this.errors = new ErrorCounts(keyspace.used()::freeLater);
    this.gates = assembly.gates();
    this.gatesInside = assembly.gatesInside();
    this.settlement = parts.settlement();
    this.events = parts.hearing().events();
    this.uses = parts.hearing().uses();
    this.transactions = parts.transactions();
    this.stopwatch = parts.stopwatch();
    this.waiters = parts.waiters();
    this.blocking = new Blocking(this, waiters, assembly.timers());
  }

  /** The pieces that the executor shares with the commands of its own package. */
  record Parts(
      Settlement settlement,
      Hearing hearing,
      Waiters waiters,
      Transactions transactions,
      Stopwatch stopwatch) {}

  /**
   * Runs one call.
   *
   * @param args the whole call, its name first; at least one, taken over
   * @return the reply; {@link Reply.Absent#WAITING} where it will come to the client's outbox
   */
  public Reply execute(Client client, Bytes... args) {
    Command command = commands.find(args[0]);
    if (command == null) {
      return refused(client, UnknownCommand.of(args));
    }
    if (!command.subcommands().isEmpty() && args.length > 1) {
      Command subcommand = command.subcommand(args[1].toString().toLowerCase(Locale.ROOT));
      if (subcommand == null) {
        return refused(client, UnknownCommand.subcommand(command, args[1]));
      }
      command = subcommand;
    }
    return execute(client, command, args);
  }

  /** As {@link #execute(Client, Bytes...)}, for a command that was looked up before. */
  public Reply execute(Client client, Command command, Bytes[] args) {
    long now = around.clock().millis();
    client.called(command, now);
    Reply refusal = refusal(client, command, args);
    if (refusal != null) {
      if (refusal instanceof Reply.Failure failure) {
        command.countRejection();
        return refused(client, transactions.refusal(client, command, failure));
      }
      return refusal;
    }
    return run(new Call(around, client, command, args, now));
  }

  /**
   * Runs a command of a log: past the gates, and at the beginning of time, so that nothing expires
   * by it which had not expired when it was written.
   */
  public Reply replay(Client client, Bytes... args) {
    Command command = commands.of(args);
    if (command == null) {
      return UnknownCommand.of(args);
    }
    if (!command.accepts(args.length)) {
      return new Reply.Failure(Errors.wrongArity(command.name()));
    }
    return run(new Call(around, client, command, args, Call.BEGINNING).neverWaiting());
  }

  private Reply refused(Client client, Reply.Failure failure) {
    errors.count(failure);
    transactions.refused(client);
    return failure;
  }

  /** The errors that were answered so far. */
  ErrorCounts errors() {
    return errors;
  }

  /** Ends a wait; false where the client doesn't wait. */
  public boolean unblock(Client client, Reply reply) {
    return blocking.unblock(client, reply);
  }

  /** Ends the wait of a client that has gone, if it waits; never waits for a lock itself. */
  void abandon(Client client) {
    blocking.abandon(client);
  }

  /** Ends a wait as if its time were over; false where the client doesn't wait. */
  public boolean timeOut(Client client) {
    return blocking.timeOut(client);
  }

  /** The number of calls that wait. */
  public int blocked() {
    return blocking.count();
  }

  /** The number of calls that wait until a certain time. */
  public long blockedWithTimeout() {
    return blocking.countWithTimeout();
  }

  private @Nullable Reply refusal(Client client, Command command, Bytes[] args) {
    if (!command.accepts(args.length)) {
      return new Reply.Failure(Errors.wrongArity(command.name()));
    }
    for (Gate gate : gates.asked()) {
      Reply refusal = gate.refuse(client, command, args);
      if (refusal != null) {
        return refusal;
      }
    }
    return null;
  }

  /** Asks the gates of a call that has waited. The locks of its plan are held. */
  @Nullable Reply refusalAgain(Call call) {
    for (Gate gate : gates.asked()) {
      Reply refusal = gate.refuseAgain(call.client(), call.command(), call.args());
      if (refusal != null) {
        call.command().countRejection();
        if (refusal instanceof Reply.Failure failure) {
          errors.count(failure);
        }
        return refusal;
      }
    }
    return null;
  }

  private Reply run(Call call) {
    boolean extensible = call.command().reach() == Reach.EXTENSIBLE;
    try {
      return extensible ? runExtensibly(call, lockExtensibly(call)) : run(call, lock(call));
    } catch (CommandException e) {
      // Handlers' errors have become replies: this one comes from the locks.
      call.command().countRejection();
      return refused(call.client(), e.reply());
    }
  }

  private Reply run(Call call, long plan) {
    Aftermath after = null;
    Reply reply;
    try {
      reply = invoke(call);
      if (call.effects() != null) {
        after = new Aftermath();
        settlement.settle(call, after);
        commit(plan, after);
      }
      Wait wait = call.waiting();
      if (wait != null) {
        blocking.begin(call, plan(call.command(), call.args()), wait);
      }
    } finally {
      keyspace.unlock(plan);
    }
    if (after != null) {
      finish(after);
    }
    if (reply == Reply.Absent.WAITING) {
      blocking.begun(call);
    }
    return reply;
  }

  private Locks lockExtensibly(Call call) {
    return take(call, keysPlan(call.command(), call.args()), true);
  }

  private Reply runExtensibly(Call call, Locks locks) {
    GroupAftermath after = new GroupAftermath(locks);
    call.consequences(after);
    Reply reply;
    try {
      reply = invoke(call);
      settlement.settle(call, after);
      commit(locks, after);
    } finally {
      locks.release();
    }
    finish(after);
    return reply;
  }

  /**
   * Runs {@code handler} in place of that of {@code outer}, the call of a command that is declared
   * unlocked, under the locks of its keys: from that command's handler, as often as it wants.
   */
  public Reply within(Call outer, Handler handler) {
    Bytes[] args = outer.args();
    Call call =
        new Call(around, outer.client(), outer.command(), args, around.clock().millis())
            .neverWaiting();
    long plan = keysPlan(outer.command(), args);
    keyspace.lock(plan);
    plan = waiters.count() == 0 ? plan : widen(plan);
    Aftermath after = new Aftermath();
    Reply reply;
    try {
      reply = handler.run(call);
      settlement.settle(call, after);
      commit(plan, after);
    } finally {
      keyspace.unlock(plan);
    }
    finish(after);
    return reply;
  }

  /** Locks what {@code call} needs, and what those need who wait for its keys. */
  private long lock(Call call) {
    Command command = call.command();
    long plan = plan(command, call.args());
    if (!keyspace.locks().tryLock(plan)) {
      Patience patience = new Patience(gates, call);
      if (!keyspace.locks().lock(plan, patience)) {
        throw patience.over();
      }
    }
    if (waiters.count() == 0 || !command.isWrite()) {
      return plan;
    }
    if (command.hasSingleKey() && !waiters.await(call.client().database(), call.key())) {
      return plan;
    }
    return widen(plan);
  }

  /** Locks {@code plan}, which {@code call} needs; see {@link Locks#take}. */
  Locks take(Call call, long plan, boolean extensible) {
    return Locks.take(keyspace, plan, extensible, new Patience(gates, call));
  }

  /** Locks also what those need who wait for keys that are locked. */
  void widen(Locks locks) {
    locks.widen(waiters);
  }

  /** Locks also what those need who wait for keys in {@code plan}, which is locked. */
  long widen(long plan) {
    long locked = plan;
    for (long wanted = waiters.reach(locked); wanted != locked; wanted = waiters.reach(locked)) {
      keyspace.unlock(locked);
      locked = wanted;
      keyspace.lock(locked);
    }
    return locked;
  }

  /** As {@link #commit(long, Aftermath)}, with all locks that those need who wait. */
  void commit(Locks locks, Aftermath after) {
    if (after.hasReady()) {
      locks.extend(waiters);
    }
    commit(locks.shards(), after);
  }

  /** Ends the work under the locks: tells the logs, and serves those who wait. */
  void commit(long locked, Aftermath after) {
    settlement.commit(after);
    if (after.hasReady()) {
      blocking.serveWithin(locked, after);
    }
  }

  /** Runs the handler of {@code call}. The locks of its plan are held. */
  Reply invoke(Call call) {
    Reply reply = invokeAgain(call);
    stopwatch.ran(call);
    return reply;
  }

  /** As {@link #invoke}, for a call that has run before and waited. */
  Reply invokeAgain(Call call) {
    int weight = stopwatch.weight(call.client(), call.command());
    if (weight > 0) {
      call.startedAt(stopwatch.start());
    }
    Reply reply = handle(call);
    if (weight > 0 || call.isLate()) {
      stopwatch.stop(call, reply, call.isLate() ? 1 : weight);
    }
    return reply;
  }

  private Reply handle(Call call) {
    Command command = call.command();
    Reply reply;
    try {
      reply = command.handler().run(call);
    } catch (CommandException e) {
      reply = e.reply();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      LOG.error("{} failed, with {} arguments", command, call.argc(), e);
      reply = new Reply.Failure(Errors.INTERNAL);
    }
    if (reply != Reply.Absent.WAITING) {
      command.countCall();
    }
    uses.ran(call);
    if (reply instanceof Reply.Failure failure) {
      command.countFailure();
      if (!call.isErrorCounted()) {
        errors.count(failure);
      }
    }
    return reply;
  }

  /** Says that a call holds all shards and may do so for long, or that it does so no more. */
  public void holding(boolean now) {
    holding.setRelease(now);
  }

  /**
   * True for a call that may hold all shards for long, or that would have to wait for one that
   * does: a thread that serves many connections has to leave it to another one.
   */
  public boolean mayTakeLong(Client client, Bytes name) {
    if (!holding.get() && (name.isEmpty() || "EFef".indexOf(name.at(0)) < 0) && !name.is(DEBUG)) {
      return false;
    }
    Command command = commands.find(name);
    if (command == null) {
      return false;
    }
    if (command.name().equals("exec")) {
      return holding.get() || Transactions.queuedScripts(client);
    }
    boolean locks = command.reach() != Reach.NOTHING || !command.subcommands().isEmpty();
    return locks && (holding.get() || command.group().equals(SCRIPTS) || name.is(DEBUG));
  }

  /** A way to run calls inside of {@code outer}, whose handler runs, and which is extensible. */
  public Inside inside(Call outer) {
    return new Inside(this, outer, (GroupAftermath) Objects.requireNonNull(outer.consequences()));
  }

  Gates gatesInside() {
    return gatesInside;
  }

  /** Counts an error that a call inside of another one answered before it ran. */
  void refusedInside(@Nullable Command command, Reply.Failure failure) {
    if (command != null) {
      command.countRejection();
    }
    errors.count(failure);
  }

  /** Ends all waits, also those to come. */
  void endWaits() {
    blocking.close();
  }

  /** What follows once the locks are released. */
  void finish(Aftermath after) {
    while (!after.isEmpty()) {
      blocking.answer(after);
      events.send(after);
      uses.tell(after);
      blocking.serve(after);
    }
  }

  /** The shards that a call has to lock. */
  long plan(Command command, Bytes[] args) {
    if (command.hasSingleKey()) {
      return keyspace.plan(args[command.firstKey()]);
    }
    Reach reach = command.reach();
    if (reach == Reach.NOTHING) {
      return 0;
    }
    return reach == Reach.EVERYTHING ? keyspace.planAll() : keysPlan(command, args);
  }

  private long keysPlan(Command command, Bytes[] args) {
    PlanOfKeys plan = new PlanOfKeys(keyspace, args);
    command.forEachKey(args, plan);
    return plan.shards();
  }

  Keyspace keyspace() {
    return keyspace;
  }

  Surroundings around() {
    return around;
  }

  Stopwatch stopwatch() {
    return stopwatch;
  }

  Settlement settlement() {
    return settlement;
  }
}
