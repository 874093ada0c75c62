package dev.redstart.engine.exec;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.command.Flag;
import dev.redstart.engine.keyspace.Keyspace;
import dev.redstart.engine.spi.Assembly;
import dev.redstart.engine.spi.Durability;
import dev.redstart.engine.spi.GateOrder;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The running part of an engine. Made before the features are installed, so that they can hold on
 * to it, and started after them; until then it can't execute.
 */
public final class Execution implements AutoCloseable {

  private final Assembly assembly;
  private final Clients clients = new Clients();
  private final MemoryUse memory;
  private final Watches watches;
  private final Waiters waiters;
  private final Transactions transactions;
  private final Stopwatch stopwatch;
  private BiFunction<Client, Long, String> lines = (client, now) -> "";
  private Predicate<Bytes> users = name -> false;
  private @Nullable Running running;

  /** What there is once all features are known. */
  private record Running(Executor executor, Settlement settlement, Expirer expirer) {}

  /** Declares the commands of transactions, and their gate. */
  public Execution(Assembly assembly) {
    Keyspace keyspace = assembly.surroundings().keyspace();
    this.assembly = assembly;
    this.stopwatch = new Stopwatch(assembly.surroundings().clock());
    this.memory = new MemoryUse(keyspace, clients);
    this.watches = new Watches(keyspace);
    this.waiters = new Waiters(keyspace);
    this.transactions = new Transactions(keyspace, watches, assembly.timers());
    transactions.declare(assembly.commands().family("transactions", "transaction", 'g'));
    transactions.onBegin(assembly.gateOnDemand(GateOrder.TRANSACTION, transactions));
  }

  /** Ends the assembly. */
  public void start() {
    assembly.commands().freeze();
    Keyspace keyspace = assembly.surroundings().keyspace();
    Events events = new Events(assembly.keyspaceListeners());
    KeyUses uses = new KeyUses(assembly.keyUseListener());
    Settlement.Hearing hearing = new Settlement.Hearing(events, uses);
    Settlement settlement =
        new Settlement(keyspace, watches, waiters, assembly.writeListeners(), hearing);
    Executor executor =
        new Executor(
            assembly, new Executor.Parts(settlement, hearing, waiters, transactions, stopwatch));
    transactions.runBy(executor);
    Expirer expirer = new Expirer(executor, assembly.surroundings().clock());
    running = new Running(executor, settlement, expirer);
  }

  /** The one way a command runs. */
  public Executor executor() {
    return running().executor;
  }

  /** The clients that CLIENT LIST shows. */
  public Clients clients() {
    return clients;
  }

  /** What the engine takes of the heap. */
  public MemoryUse memory() {
    return memory;
  }

  /** A way to look for keys that may go, and to remove them. */
  public Evictions evictions() {
    return new Evictions(running().executor, running().settlement);
  }

  /** Measures calls. */
  public Stopwatch stopwatch() {
    return stopwatch;
  }

  /** Who tells whether there is a user of a name. */
  public void usersBy(Predicate<Bytes> newUsers) {
    this.users = newUsers;
  }

  /** True where there is a user of that name. */
  public boolean hasUser(Bytes name) {
    return users.test(name);
  }

  /** Lets {@code newLines} describe clients, each as it is at a time. */
  public void describeBy(BiFunction<Client, Long, String> newLines) {
    this.lines = newLines;
  }

  /** The line that CLIENT LIST has for {@code client}, without its end. */
  public String describe(Client client, long now) {
    return lines.apply(client, now);
  }

  /**
   * A connection was opened: CLIENT LIST shows it, and features get to know it. {@link #farewell}
   * follows.
   */
  public void welcome(Client client) {
    clients.add(client);
    assembly.welcomes().forEach(listener -> listener.accept(client));
  }

  /** Makes {@code client} as if it were new, but for its id and its connection (RESET). */
  public void reset(Client client) {
    transactions.end(client);
    client.select(0);
    client.name(Bytes.EMPTY);
    client.protocol(2);
    client.answerAll();
    client.noTouch(false);
    client.noEvict(false);
    assembly.resets().forEach(listener -> listener.accept(client));
  }

  /** A client has gone, or its session was closed: nothing may be kept for it. No lock is held. */
  public void farewell(Client client) {
    executor().abandon(client);
    transactions.end(client);
    clients.remove(client);
    assembly.farewells().forEach(listener -> listener.accept(client));
  }

  /** True between MULTI and EXEC or DISCARD. */
  public static boolean queueing(Client client) {
    return Transactions.queueing(client) >= 0;
  }

  /** How many calls the client has queued since MULTI, −1 outside of a transaction. */
  public static int queued(Client client) {
    return Transactions.queueing(client);
  }

  /** How many keys are watched by anyone. All shards are locked. */
  public long watchedKeys() {
    return watches.keys();
  }

  /**
   * How many keys are waited for. All shards are locked.
   *
   * @param evenGone only those whose removal ends a wait, too
   */
  public long awaitedKeys(boolean evenGone) {
    return waiters.keys(evenGone);
  }

  /** True for a call that has that flag, also for an EXEC where a queued call has it. */
  public static boolean has(Flag flag, Client client, Command command, Bytes[] args) {
    return command.has(flag, args)
        || (command.name().equals("exec") && Transactions.hasQueued(client, flag));
  }

  /** How many bytes the calls take that the client has queued, and the keys that it watches. */
  public static long queuedBytes(Client client) {
    return Transactions.queuedBytes(client);
  }

  /** How many bytes are held for a client. */
  public long memory(Client client) {
    return MemoryUse.of(client);
  }

  /** How many keys the client watches. */
  public static int watching(Client client) {
    return Transactions.watching(client);
  }

  /** Stops or goes on removing keys on time; what is paused is removed when it is looked at. */
  public void pauseExpiry(boolean pause) {
    running().expirer.pause(pause);
  }

  /** Holds back all that waits for its time, or lets it go on. */
  public void pauseTimers(boolean pause) {
    assembly.timers().pause(pause);
  }

  /** Keeps data as they are, so that not even what has expired is removed, or ends that. */
  public void freezeExpiry(boolean freeze) {
    running().expirer.freeze(freeze);
  }

  /** Knows when what a client has written may be acknowledged. */
  public Durability durability() {
    return assembly.durability();
  }

  /** Changes since the start. */
  public long changes() {
    return running().settlement.changes();
  }

  /** Keys that have expired since the start, or since {@link #resetCounters}. */
  public long expired() {
    return running().settlement.expired().sum();
  }

  /** How long the engine has worked to remove what had expired, since the start. */
  public long expiryNanos() {
    return running().expirer.nanos();
  }

  /** Keys that had to make room since the start, or since {@link #resetCounters}. */
  public long evicted() {
    return running().settlement.evicted().sum();
  }

  /** Fields of hashes that have expired since the start, or since {@link #resetCounters}. */
  public long expiredFields() {
    return running().settlement.expiredParts().sum();
  }

  /** The errors that were answered since the start, or since {@link #resetCounters}. */
  public ErrorCounts errors() {
    return executor().errors();
  }

  /** Starts the counters again at zero, for CONFIG RESETSTAT. */
  public void resetCounters() {
    running().settlement.expired().reset();
    running().settlement.evicted().reset();
    running().settlement.expiredParts().reset();
    executor().errors().reset();
  }

  @Override
  public void close() {
    running().executor.endWaits();
    running().expirer.close();
  }

  private Running running() {
    Running r = running;
    if (r == null) {
      throw new IllegalStateException("the engine is still being assembled");
    }
    return r;
  }
}
