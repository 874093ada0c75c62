package dev.redstart.test;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.Glob;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Flag;
import dev.redstart.engine.reply.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.connection.ClusterSlotHashUtil;

/**
 * What goes wrong, with which calls, and when: {@code Fault.readOnly()}, {@code Fault.error("ERR
 * no").on("GET", "MGET").after(2).times(1)}. Each method gives another fault.
 */
public final class Fault {

  private final Effect effect;

  /** Whether it happens to the connection of a call, and so not to what a script calls. */
  private final boolean outside;

  private final Predicate<Command> usually;
  private final Scope scope;

  /** What happens to a call. */
  private interface Effect {

    /** The answer, null where the call goes on. */
    @Nullable Reply strike(Client client, Command command, Bytes[] args);
  }

  /**
   * Which calls it happens to.
   *
   * @param commands their names; empty for those that the fault usually concerns
   * @param keys what one of their keys looks like
   * @param spared how many go well before
   * @param struck how many don't, until all is well again
   */
  private record Scope(Set<String> commands, @Nullable Glob keys, int spared, int struck) {}

  private static final Scope ALWAYS = new Scope(Set.of(), null, 0, Integer.MAX_VALUE);

  private Fault(Effect effect, boolean outside, Predicate<Command> usually, Scope scope) {
    this.effect = effect;
    this.outside = outside;
    this.usually = usually;
    this.scope = scope;
  }

  private static Fault of(Predicate<Command> usually, Effect effect) {
    return new Fault(effect, false, usually, ALWAYS);
  }

  private static Fault ofConnection(Effect effect) {
    return new Fault(effect, true, command -> true, ALWAYS);
  }

  /** Every call is answered with this error, its code first: {@code ERR out of order}. */
  public static Fault error(String message) {
    Reply failure = new Reply.Failure(message);
    return of(command -> true, (client, command, args) -> failure);
  }

  /** The server is still loading its data. What may be called meanwhile goes on. */
  public static Fault loading() {
    Reply failure = new Reply.Failure("LOADING Redis is loading the dataset in memory");
    return of(command -> !command.has(Flag.LOADING), (client, command, args) -> failure);
  }

  /** The server is a replica, as after a failover: calls that write are refused. */
  public static Fault readOnly() {
    Reply failure = new Reply.Failure("READONLY You can't write against a read only replica.");
    return of(Command::isWrite, (client, command, args) -> failure);
  }

  /** The server's memory is used up: calls that make data grow are refused. */
  public static Fault outOfMemory() {
    Reply failure = new Reply.Failure(Errors.OUT_OF_MEMORY);
    return of(command -> command.has(Flag.DENYOOM), (client, command, args) -> failure);
  }

  /** The keys belong to another node of a cluster: calls with keys are sent there. */
  public static Fault moved(String host, int port) {
    return of(
        command -> !command.keySpecs().isEmpty(),
        (client, command, args) -> {
          List<Bytes> keys = keys(command, args);
          return keys.isEmpty()
              ? null
              : new Reply.Failure(
                  "MOVED "
                      + ClusterSlotHashUtil.calculateSlot(keys.get(0).toArray())
                      + " "
                      + host
                      + ":"
                      + port);
        });
  }

  /**
   * The connection breaks. In this process the call fails with Spring's {@code
   * RedisConnectionFailureException}; a client of the port finds its connection closed.
   */
  public static Fault lostConnection() {
    return ofConnection(
        (client, command, args) -> {
          if (client.address().isEmpty()) {
            throw new RedisConnectionFailureException("The test has broken the connection");
          }
          client.outbox().close(false);
          return Reply.Absent.NOTHING;
        });
  }

  /**
   * Every call takes so much longer, by the machine's time. What the port serves on the same thread
   * waits, too.
   */
  public static Fault latency(Duration time) {
    return ofConnection(
        (client, command, args) -> {
          LockSupport.parkNanos(time.toNanos());
          return null;
        });
  }

  /**
   * With these commands only.
   *
   * @param commands in any case; {@code client kill} for one subcommand, {@code client} for all
   */
  public Fault on(String... commands) {
    Set<String> names =
        Arrays.stream(commands)
            .map(name -> name.toLowerCase(Locale.ROOT).replace(' ', '|'))
            .collect(Collectors.toUnmodifiableSet());
    return in(new Scope(names, scope.keys, scope.spared, scope.struck));
  }

  /** With calls only of which a key looks like {@code pattern}, such as {@code cart:*}. */
  public Fault onKeys(String pattern) {
    Glob keys = Glob.of(Bytes.of(pattern));
    return in(new Scope(scope.commands, keys, scope.spared, scope.struck));
  }

  /** After so many calls that go well. */
  public Fault after(int calls) {
    return in(new Scope(scope.commands, scope.keys, calls, scope.struck));
  }

  /** So many times, and then no more. */
  public Fault times(int calls) {
    return in(new Scope(scope.commands, scope.keys, scope.spared, calls));
  }

  private Fault in(Scope newScope) {
    return new Fault(effect, outside, usually, newScope);
  }

  /** Whether a call is one of those it may happen to. */
  boolean concerns(Command command, Bytes[] args, boolean byScript) {
    if (byScript && outside) {
      return false;
    }
    boolean named =
        scope.commands.isEmpty()
            ? usually.test(command)
            : scope.commands.contains(command.name())
                || scope.commands.contains(command.name().replaceFirst("\\|.*", ""));
    return named
        && (scope.keys == null || keys(command, args).stream().anyMatch(scope.keys::matches));
  }

  /** Whether it happens to the call that is the {@code number}th of those, from 1 on. */
  boolean strikes(long number) {
    return number > scope.spared && number - scope.spared <= scope.struck;
  }

  @Nullable Reply strike(Client client, Command command, Bytes[] args) {
    return effect.strike(client, command, args);
  }

  private static List<Bytes> keys(Command command, Bytes[] args) {
    List<Bytes> keys = new ArrayList<>();
    command.forEachKey(args, index -> keys.add(args[index]));
    return keys;
  }
}
