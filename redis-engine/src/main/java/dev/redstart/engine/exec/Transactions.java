package dev.redstart.engine.exec;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Access;
import dev.redstart.engine.command.Access.Denial;
import dev.redstart.engine.command.Attachment;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.command.Command.Reach;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.Flag;
import dev.redstart.engine.exec.Transaction.Queued;
import dev.redstart.engine.exec.Watches.Watch;
import dev.redstart.engine.keyspace.Entry;
import dev.redstart.engine.keyspace.Keyspace;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.spi.Gate;
import dev.redstart.engine.time.Timers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * MULTI, EXEC, DISCARD, WATCH and UNWATCH: calls that run as one, under the locks of all their
 * keys.
 *
 * @see <a href="https://redis.io/docs/latest/develop/interact/transactions/">Transactions</a>
 */
final class Transactions implements Gate {

  private static final Attachment<Transaction> TRANSACTION = new Attachment<>(Transaction.class);
  private static final Bytes DISCARDED = Bytes.of("EXECABORT Transaction discarded because of: ");

  private static final Reply QUEUED = Reply.simple("QUEUED");
  private static final Set<String> NEVER_QUEUED =
      Set.of("exec", "discard", "multi", "watch", "quit", "reset");

  private static final long SOON_MILLIS = 10;

  private final Keyspace keyspace;
  private final Watches watches;
  private final Timers timers;
  private @Nullable Executor executor;
  private Runnable beginning = () -> {};

  Transactions(Keyspace keyspace, Watches watches, Timers timers) {
    this.keyspace = keyspace;
    this.watches = watches;
    this.timers = timers;
  }

  void runBy(Executor newExecutor) {
    this.executor = newExecutor;
  }

  /** Whom to tell before a transaction begins. */
  void onBegin(Runnable listener) {
    this.beginning = listener;
  }

  void declare(Family family) {
    family
        .control("MULTI", this::multi)
        .noscript()
        .fast()
        .anytime()
        .flag(Flag.ALLOW_BUSY)
        .doc("1.2.0", "O(1)", "Starts a transaction: what follows is queued.");
    family
        .control("EXEC", this::exec)
        .noscript()
        .anytime()
        .flag(Flag.SKIP_SLOWLOG)
        .doc("1.2.0", "Depends on commands in the transaction", "Runs what was queued as one.");
    family
        .control("DISCARD", this::discard)
        .noscript()
        .fast()
        .anytime()
        .flag(Flag.ALLOW_BUSY)
        .doc("2.0.0", "O(N), when N is the number of queued commands", "Forgets what was queued.");
    family
        .control("WATCH key [key ...]", this::watch)
        .access("RO")
        .noscript()
        .fast()
        .anytime()
        .flag(Flag.ALLOW_BUSY)
        .doc(
            "2.2.0",
            "O(1) for every key.",
            "Lets EXEC fail if one of the keys changes until then.");
    family
        .control("UNWATCH", this::unwatch)
        .noscript()
        .fast()
        .anytime()
        .flag(Flag.ALLOW_BUSY)
        .doc("2.2.0", "O(1)", "Forgets which keys are watched.");
  }

  /** The gate that queues. */
  @Override
  public @Nullable Reply refuse(Client client, Command command, Bytes[] args) {
    Transaction transaction = client.get(TRANSACTION);
    if (transaction == null || !transaction.queueing() || NEVER_QUEUED.contains(command.name())) {
      return null;
    }
    if (command.has(Flag.NO_MULTI)) {
      return new Reply.Failure("ERR Command not allowed inside a transaction");
    }
    transaction.queue(command, args);
    return QUEUED;
  }

  /** What a client is told of a call that was refused; an EXEC ends its transaction. */
  Reply.Failure refusal(Client client, Command command, Reply.Failure why) {
    if (!command.name().equals("exec")) {
      return why;
    }
    end(client);
    Bytes text = why.text();
    int coded = why.message().startsWith("ERR ") ? 4 : 0;
    return new Reply.Failure(Bytes.join(DISCARDED, text.slice(coded, text.length())));
  }

  /** A call was refused: a transaction that it would have been part of can't run any more. */
  void refused(Client client) {
    Transaction transaction = client.get(TRANSACTION);
    if (transaction != null && transaction.queueing()) {
      transaction.abort();
    }
  }

  /** Ends a client's transaction and watches, for RESET and when it goes. No lock is held. */
  void end(Client client) {
    Transaction transaction = client.get(TRANSACTION);
    if (transaction != null) {
      transaction.take();
      client.set(TRANSACTION, null);
      forget(transaction);
    }
  }

  /** How many calls the client has queued, −1 outside of a transaction. */
  static int queueing(Client client) {
    Transaction transaction = client.get(TRANSACTION);
    return transaction == null ? -1 : transaction.length();
  }

  /** True where the client has queued a call that has that flag. */
  static boolean hasQueued(Client client, Flag flag) {
    Transaction transaction = client.get(TRANSACTION);
    return transaction != null && transaction.has(flag);
  }

  /** True where the client has queued a script. */
  static boolean queuedScripts(Client client) {
    Transaction transaction = client.get(TRANSACTION);
    return transaction != null && transaction.hasScripts();
  }

  /** How many bytes are kept for what the client has queued and watches. */
  static long queuedBytes(Client client) {
    Transaction transaction = client.get(TRANSACTION);
    return transaction == null ? 0 : transaction.bytes();
  }

  /** How many keys the client watches. */
  static int watching(Client client) {
    Transaction transaction = client.get(TRANSACTION);
    return transaction == null ? 0 : transaction.watches().size();
  }

  private Reply multi(Call call) {
    Transaction transaction = transaction(call.client());
    if (transaction.queueing()) {
      throw new CommandException("ERR MULTI calls can not be nested");
    }
    beginning.run();
    transaction.begin();
    return Reply.ok();
  }

  private Reply discard(Call call) {
    Transaction transaction = call.client().get(TRANSACTION);
    if (transaction == null || !transaction.queueing()) {
      throw new CommandException("ERR DISCARD without MULTI");
    }
    end(call.client());
    return Reply.ok();
  }

  private Reply unwatch(Call call) {
    Transaction transaction = call.client().get(TRANSACTION);
    // Inside of EXEC the watches have done their work, and the locks are held.
    if (transaction != null && !transaction.watches().isEmpty()) {
      end(call.client());
    }
    return Reply.ok();
  }

  /** Runs under the locks of the keys. */
  private Reply watch(Call call) {
    Transaction transaction = transaction(call.client());
    if (transaction.queueing()) {
      throw new CommandException("ERR WATCH inside MULTI is not allowed");
    }
    for (int i = 1; i < call.argc(); i++) {
      DbKey key = new DbKey(call.client().database(), call.arg(i));
      if (transaction.watches().stream().noneMatch(w -> w.key().equals(key))) {
        Entry entry = keyspace.find(key.database(), key.key());
        boolean exists = entry != null && !entry.expired(call.now());
        Watch watch = new Watch(transaction, key, exists);
        transaction.watches().add(watch);
        watches.add(watch);
      }
    }
    return Reply.ok();
  }

  private Reply exec(Call call) {
    Client client = call.client();
    Transaction transaction = client.get(TRANSACTION);
    if (transaction == null || !transaction.queueing()) {
      throw new CommandException("ERR EXEC without MULTI");
    }
    boolean aborted = transaction.aborted();
    List<Queued> queue = transaction.take();
    if (aborted) {
      end(client);
      throw new CommandException(Errors.EXEC_ABORTED);
    }
    Executor runner = executor;
    if (runner == null) {
      throw new IllegalStateException("not assembled");
    }
    return run(runner, call, transaction, queue);
  }

  private Reply run(Executor runner, Call call, Transaction transaction, List<Queued> queue) {
    long plan = 0;
    for (Queued queued : queue) {
      plan |= runner.plan(queued.command, queued.args);
    }
    plan |= plan(transaction);
    boolean extensible = queue.stream().anyMatch(q -> q.command.reach() == Reach.EXTENSIBLE);
    Locks locks = take(runner, call, plan, extensible);
    GroupAftermath after = new GroupAftermath(extensible ? locks : null);
    Reply reply;
    try {
      runner.widen(locks);
      boolean changed = changed(transaction, call.now());
      transaction.watches().forEach(watches::remove);
      transaction.forget();
      reply = changed ? Reply.nilArray() : runAll(runner, call, queue, after);
      runner.commit(locks, after);
    } finally {
      locks.release();
    }
    runner.finish(after);
    return reply;
  }

  private Locks take(Executor runner, Call call, long plan, boolean extensible) {
    try {
      return runner.take(call, plan, extensible);
    } catch (CommandException e) {
      throw new CommandException(refusal(call.client(), call.command(), e.reply()));
    }
  }

  private static Reply runAll(
      Executor runner, Call exec, List<Queued> queue, GroupAftermath after) {
    List<Reply> replies = new ArrayList<>(queue.size());
    for (Queued queued : queue) {
      Call call =
          new Call(runner.around(), exec.client(), queued.command, queued.args, exec.now())
              .neverWaiting();
      call.consequences(after);
      Reply refusal = refusal(call);
      replies.add(refusal == null ? runner.invoke(call) : refusal);
      runner.settlement().settle(call, after);
    }
    return Reply.array(replies);
  }

  /** Rules may have changed since the call was queued. */
  private static @Nullable Reply refusal(Call call) {
    Client client = call.client();
    Denial denial =
        client.access().refuse(client, call.command(), call.args(), Access.Context.MULTI);
    if (denial == null) {
      return null;
    }
    String why =
        switch (denial.part()) {
          case COMMAND -> "no permission to execute the command or subcommand";
          case KEY -> "no permission to touch the specified keys";
          case CHANNEL ->
              "no permission to access one of the channels used as arguments to the command";
        };
    return new Reply.Failure(
        "NOPERM ACLs rules changed between the moment the transaction was accumulated and the EXEC"
            + " call. This command is no longer allowed for the following reason: "
            + why);
  }

  /** True where a watched key was changed, or has expired without anyone noticing. */
  private boolean changed(Transaction transaction, long now) {
    if (transaction.spoiled()) {
      return true;
    }
    for (Watch watch : transaction.watches()) {
      Entry entry = keyspace.find(watch.key().database(), watch.key().key());
      if (watch.existed() && entry != null && entry.expired(now)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Ends the watches of a transaction that nobody has any more: at once, or a little later where
   * someone holds the locks, since this may be for a client that has gone, on an event loop.
   */
  private void forget(Transaction abandoned) {
    long plan = plan(abandoned);
    if (!keyspace.locks().tryLock(plan)) {
      timers.in(SOON_MILLIS, () -> forget(abandoned));
      return;
    }
    try {
      abandoned.watches().forEach(watches::remove);
    } finally {
      keyspace.unlock(plan);
    }
  }

  private long plan(Transaction transaction) {
    long plan = 0;
    for (Watch watch : transaction.watches()) {
      plan |= keyspace.plan(watch.key().key());
    }
    return plan;
  }

  private static Transaction transaction(Client client) {
    Transaction transaction = client.get(TRANSACTION);
    if (transaction == null) {
      transaction = new Transaction();
      client.set(TRANSACTION, transaction);
    }
    return transaction;
  }
}
