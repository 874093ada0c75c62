package dev.redstart.engine.command;

import dev.redstart.engine.bytes.Ascii;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.Decimals;
import dev.redstart.engine.command.Effects.Effect;
import dev.redstart.engine.command.Effects.Kind;
import dev.redstart.engine.keyspace.Entry;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.time.Clock;
import dev.redstart.engine.time.Randomness;
import dev.redstart.engine.value.DataType;
import dev.redstart.engine.value.Value;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One execution of one command: its arguments, its moment, its effects. A handler's only door to
 * the world; valid while the handler runs.
 */
public final class Call {

  /** The time of calls from a log, at which nothing has expired yet. */
  public static final long BEGINNING = 0;

  private final Surroundings around;
  private final Client client;
  private final Command command;
  private final Bytes[] args;
  private final long now;
  private boolean mayWait = true;
  private boolean scripted;
  private boolean late;
  private boolean errorCounted;
  private boolean logged = true;
  private long startedAt;
  private @Nullable Effects effects;
  private @Nullable Waiting waiting;
  private @Nullable Consequences consequences;

  /**
   * @param args the whole call, its name first
   * @param now wall-clock milliseconds; one moment for all that the call does
   */
  public Call(Surroundings around, Client client, Command command, Bytes[] args, long now) {
    this.around = around;
    this.client = client;
    this.command = command;
    this.args = args;
    this.now = now;
  }

  /**
   * Makes this a call that answers at once where others would wait: inside of MULTI and scripts.
   */
  public Call neverWaiting() {
    mayWait = false;
    return this;
  }

  /** False inside of MULTI and scripts, where {@link #waitFor} answers at once. */
  public boolean mayWait() {
    return mayWait;
  }

  /** Makes this a call that a script makes. */
  public Call ofScript() {
    mayWait = false;
    scripted = true;
    return this;
  }

  /** True for a call that a script makes. */
  public boolean isOfScript() {
    return scripted;
  }

  // ---- arguments

  /** The number of arguments, the command's own words included. */
  public int argc() {
    return args.length;
  }

  public Bytes arg(int i) {
    return args[i];
  }

  /** All arguments, shared: not to be changed. */
  public Bytes[] args() {
    return args;
  }

  /** Argument {@code i} as a whole number of 64 bits, else the error that Redis gives. */
  public long integer(int i) {
    byte[] text = args[i].shared();
    if (!Ascii.isLong(text)) {
      throw new CommandException(Errors.NOT_AN_INTEGER);
    }
    return Ascii.toLong(text);
  }

  /** Argument {@code i} as the number of a database, else the error that Redis gives. */
  public int database(int i) {
    long index = integer(i);
    if (index < Integer.MIN_VALUE || index > Integer.MAX_VALUE) {
      throw new CommandException(Errors.outOfRange(Integer.MIN_VALUE, Integer.MAX_VALUE));
    }
    if (index < 0 || index >= databases()) {
      throw new CommandException(Errors.DB_INDEX_OUT_OF_RANGE);
    }
    return (int) index;
  }

  /** Argument {@code i} as a double that is a number, else the error that Redis gives. */
  public double real(int i) {
    return real(i, Errors.NOT_A_FLOAT);
  }

  /** Argument {@code i} as a double that is a number, else {@code error}. */
  public double real(int i, String error) {
    double value = Decimals.parse(args[i].shared());
    if (Double.isNaN(value)) {
      throw new CommandException(error);
    }
    return value;
  }

  /** Argument {@code i}, a number of seconds, as milliseconds to wait at most; 0 for ever. */
  public long timeout(int i) {
    double millis = real(i, Errors.TIMEOUT_NOT_FLOAT) * 1000;
    if (millis >= Long.MAX_VALUE || millis > Long.MAX_VALUE - now) {
      throw new CommandException(Errors.TIMEOUT_OUT_OF_RANGE);
    }
    // Less than a millisecond below zero is zero, as in Redis.
    double whole = Math.ceil(millis);
    if (whole < 0) {
      throw new CommandException(Errors.TIMEOUT_NEGATIVE);
    }
    return (long) whole;
  }

  /** A cursor over the options from argument {@code from} on. */
  public Args options(int from) {
    return new Args(args, from);
  }

  // ---- who, when

  public Command command() {
    return command;
  }

  public Client client() {
    return client;
  }

  /** True for a call from a log, for which it is the beginning of time: see {@link #now}. */
  public boolean replayed() {
    return now == BEGINNING;
  }

  /** Wall-clock milliseconds, the same for the whole call (and for all calls of a transaction). */
  public long now() {
    return now;
  }

  /** As {@link #now}; for a call from a log the time of the asking, while it is replayed. */
  public long present() {
    return replayed() ? around.clock().millis() : now;
  }

  /** As {@link #now}, in microseconds. */
  public long micros() {
    Consequences shared = consequences;
    return shared == null ? around.clock().micros() : shared.micros(around.clock());
  }

  /** Steady nanoseconds when the handler began to run, 0 for a quick one that isn't timed. */
  public long startedAt() {
    return startedAt;
  }

  /** Notes when the handler begins to run. For the executor. */
  public void startedAt(long nanos) {
    startedAt = nanos;
  }

  /** Notes that the handler takes long, where its beginning wasn't noted. For the executor. */
  public void startedLate(long nanos) {
    startedAt = nanos;
    late = true;
  }

  /** True for a call of which it turned out only meanwhile that it takes long. */
  public boolean isLate() {
    return late;
  }

  /** Says that the error which this call answers was counted already, as that of one inside. */
  public void errorWasCounted() {
    errorCounted = true;
  }

  /** True where the call's error was counted already. For the executor. */
  public boolean isErrorCounted() {
    return errorCounted;
  }

  /** A source of chance for the calling thread. */
  public RandomGenerator random() {
    return randomness().generator();
  }

  Randomness randomness() {
    return around.randomness();
  }

  // ---- keys

  /** The keys of the selected database. */
  public Keys keys() {
    return keys(client.database());
  }

  /** The keys of another database. */
  public Keys keys(int database) {
    return new Keys(this, around.keyspace(), database);
  }

  /** How many databases there are. */
  public int databases() {
    return around.keyspace().databases();
  }

  /** The command's first key. */
  public Bytes key() {
    return args[command.firstKey()];
  }

  /** See {@link Keys#read}. */
  public <V extends Value> @Nullable V read(DataType<V> type) {
    return keys().read(key(), type);
  }

  /** See {@link Keys#read}. */
  public <V extends Value> @Nullable V read(Bytes key, DataType<V> type) {
    return keys().read(key, type);
  }

  /** See {@link Keys#edit}. */
  public <V extends Value> @Nullable V edit(DataType<V> type) {
    return keys().edit(key(), type);
  }

  /** See {@link Keys#open}. */
  public <V extends Value> V open(DataType<V> type) {
    return keys().open(key(), type);
  }

  /** Says that the command's first key was changed; see {@link Keys#changed}. */
  public void changed(@Nullable String event) {
    keys().changed(key(), event);
  }

  // ---- effects

  /**
   * What is logged and replicated in place of this call's own arguments; more than once where it
   * takes several.
   */
  public void logAs(Bytes... instead) {
    written().logAs(instead);
  }

  /** Keeps what the call changes out of logs, for a script that wants that. */
  public void unlogged() {
    logged = false;
  }

  /** False for a call that logs must not hear of. For the executor. */
  public boolean isLogged() {
    return logged;
  }

  /**
   * Lets the call wait until one of {@code keys} holds a value of {@code type}: the handler then
   * runs again. Inside of a transaction the answer is {@code onTimeout} at once.
   *
   * @param timeoutMillis 0 for ever
   */
  public Reply waitFor(List<Bytes> keys, DataType<?> type, long timeoutMillis, Reply onTimeout) {
    if (!mayWait) {
      return onTimeout;
    }
    long until = timeoutMillis == 0 ? Entry.NEVER : now + timeoutMillis;
    waits().wait = new Wait(keys, type, until, onTimeout, false);
    return Reply.Absent.WAITING;
  }

  /**
   * As {@link #waitFor}, for a call that goes on too where a key is gone or holds something else.
   */
  public Reply waitForAny(List<Bytes> keys, DataType<?> type, long timeoutMillis, Reply onTimeout) {
    Reply reply = waitFor(keys, type, timeoutMillis, onTimeout);
    Wait w = waiting();
    if (w != null) {
      waits().wait = new Wait(keys, type, w.until(), onTimeout, true);
    }
    return reply;
  }

  /** Lets the call wait for its time to be over, and for nothing else. */
  public Reply waitForTime(long timeoutMillis, Reply onTimeout) {
    if (!mayWait) {
      return onTimeout;
    }
    long until = timeoutMillis == 0 ? Entry.NEVER : now + timeoutMillis;
    waits().wait = new Wait(List.of(), null, until, onTimeout, false);
    return Reply.Absent.WAITING;
  }

  /**
   * Runs {@code then} as soon as the call waits, without locks, so that it may let someone end the
   * wait.
   */
  public void onceWaiting(Runnable then) {
    waits().begun = then;
  }

  /** Gives the arguments for the handler's next run, where those of the first would be wrong. */
  public void waitAs(Bytes... args) {
    waits().again = args;
  }

  /** What the call has changed, null where nothing. For the executor. */
  public @Nullable Effects effects() {
    return effects;
  }

  /** What to log instead of the call, null where the call itself. For the executor. */
  public @Nullable List<Bytes[]> loggedAs() {
    Effects e = effects;
    return e == null ? null : e.loggedAs();
  }

  /** What the call waits for, where it does. For the executor. */
  public @Nullable Wait waiting() {
    Waiting w = waiting;
    return w == null ? null : w.wait;
  }

  /** What to do as soon as the call waits. For the executor. */
  public @Nullable Runnable onceWaiting() {
    Waiting w = waiting;
    return w == null ? null : w.begun;
  }

  /** The arguments for the next run of a call that waits. For the executor. */
  public Bytes[] argsAgain() {
    Waiting w = waiting;
    return w == null || w.again == null ? args : w.again;
  }

  /** What calls inside of this one have led to, null where there were none. For the executor. */
  public @Nullable Consequences consequences() {
    return consequences;
  }

  /** Gives calls inside of this one a place for what they lead to. For the executor. */
  public void consequences(Consequences place) {
    consequences = place;
  }

  /** Says that the call has changed something that is no key, which has to be logged too. */
  public void changedBesideKeys() {
    written().besideKeys();
  }

  void effect(Kind kind, int database, Bytes key, @Nullable String event) {
    written().add(new Effect(kind, database, key, event));
  }

  void partsExpired(int database, Bytes key, List<Bytes> parts) {
    written().add(new Effect(Kind.PARTS_EXPIRED, database, key, "hexpired", parts));
  }

  void touchedWholeDatabase(int database) {
    written().wholeDatabase(database);
  }

  boolean countsAsAccess() {
    return !client.noTouch() || command.name().equals("touch");
  }

  private Effects written() {
    Effects e = effects;
    if (e == null) {
      e = new Effects();
      effects = e;
    }
    return e;
  }

  private Waiting waits() {
    Waiting w = waiting;
    if (w == null) {
      w = new Waiting();
      waiting = w;
    }
    return w;
  }

  /** What few calls need, so that the others are small. */
  private static final class Waiting {
    @Nullable Wait wait;
    Bytes @Nullable [] again;
    @Nullable Runnable begun;
  }

  /** What calls have in common that run as one; the executor knows what that is. */
  public interface Consequences {

    /** Their moment in microseconds, taken from {@code clock} by who asks first. */
    long micros(Clock clock);
  }

  /**
   * What a call waits for.
   *
   * @param until wall-clock milliseconds, {@link Entry#NEVER} for ever
   * @param evenGone also where a key is gone or holds something else
   */
  public record Wait(
      List<Bytes> keys,
      @Nullable DataType<?> type,
      long until,
      Reply onTimeout,
      boolean evenGone) {}
}
