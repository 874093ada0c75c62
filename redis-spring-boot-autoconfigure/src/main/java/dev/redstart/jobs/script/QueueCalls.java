package dev.redstart.jobs.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.redstart.data.EngineConnectionFactory;
import dev.redstart.remote.KeyScan;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.ReturnType;

/** The queues of one Redis, through any driver; a connection for each call. */
public final class QueueCalls {

  private static final int SCAN_STEP = 1000;

  private final RedisConnectionFactory factory;
  private final Layout layout;
  private final LongSupplier clock;
  private final boolean inThisProcess;
  private final ReentrantLock turn = new ReentrantLock();

  /**
   * Queues in the Redis that {@code factory} connects to.
   *
   * @param clock milliseconds since 1970; all that use a queue should agree on it
   */
  public QueueCalls(RedisConnectionFactory factory, Layout layout, LongSupplier clock) {
    this.factory = factory;
    this.inThisProcess = factory instanceof EngineConnectionFactory;
    this.layout = layout;
    this.clock = clock;
  }

  /** Milliseconds since 1970. */
  public long now() {
    return clock.getAsLong();
  }

  /** Runs a script on a queue. */
  public Answer run(Script script, QueueAddress queue, Arguments arguments) {
    byte[] base = queue.base().getBytes(UTF_8);
    byte[][] keysAndArguments = arguments.with(base);
    return with(
        queue, connection -> new Answer(evaluateInTurn(connection, script, keysAndArguments)));
  }

  /**
   * In this process one script at a time runs anyway, because scripts find out only while they run
   * which keys they need; here those who wait for their turn rest, where the engine would spin.
   */
  private List<?> evaluateInTurn(RedisConnection connection, Script script, byte[][] arguments) {
    if (!inThisProcess) {
      return evaluate(connection, script, arguments);
    }
    turn.lock();
    try {
      return evaluate(connection, script, arguments);
    } finally {
      turn.unlock();
    }
  }

  /**
   * What all scripts are told: the time, and the layout that holds while a queue is paused, if it
   * is said.
   */
  public Arguments arguments() {
    return Arguments.none()
        .with("now", now())
        .with("layout", layout.number())
        .with("version", layout.version());
  }

  /**
   * Sees to it that one script can reach both queues.
   *
   * @param base that of the other queue
   * @throws IllegalStateException where a cluster keeps them in different slots
   */
  public void requireOneSlot(QueueAddress queue, String base) {
    if (base.equals(queue.base())
        || Objects.equals(QueueAddress.hashTag(base), queue.hashTag())
        || !isCluster()) {
      return;
    }
    throw new IllegalStateException(
        "In a cluster a job and its children have to be in one slot, but \""
            + queue.base()
            + "\" and \""
            + base
            + "\" are not: give all of these queues the same hash tag, such as the prefix \"{"
            + queue.prefix()
            + "}\".");
  }

  private boolean isCluster() {
    try (RedisConnection connection = factory.getConnection()) {
      return connection instanceof RedisClusterConnection;
    }
  }

  /** Does something with a connection that is closed thereafter. */
  public <T extends @Nullable Object> T with(
      QueueAddress queue, Function<RedisConnection, T> action) {
    try (RedisConnection connection = open(queue)) {
      return action.apply(connection);
    }
  }

  /** The keys that begin and end so, on all servers; goes through all keys. */
  public Set<String> keys(String start, String end) {
    Set<String> found = new HashSet<>();
    try (RedisConnection connection = factory.getConnection()) {
      KeyScan.forEachNode(
          connection,
          KeyScan.pattern(start, end),
          SCAN_STEP,
          keys -> keys.forEachRemaining(key -> found.add(new String(key, UTF_8))));
    }
    return found;
  }

  /**
   * A connection, which the caller closes.
   *
   * @throws IllegalStateException where it is a cluster's, and the queue's keys aren't in one slot
   */
  public RedisConnection open(QueueAddress queue) {
    RedisConnection connection = factory.getConnection();
    if (connection instanceof RedisClusterConnection && queue.hashTag() == null) {
      connection.close();
      throw new IllegalStateException(
          "In a cluster all keys of a queue have to be in one slot: give the prefix of the queue"
              + " \""
              + queue.queue()
              + "\" a hash tag, such as \"{"
              + queue.prefix()
              + "}\", or name the queue \"{"
              + queue.queue()
              + "}\".");
    }
    return connection;
  }

  private static List<?> evaluate(RedisConnection connection, Script script, byte[][] arguments) {
    List<?> answer;
    try {
      answer =
          connection
              .scriptingCommands()
              .<List<?>>evalSha(script.sha(), ReturnType.MULTI, 1, arguments);
    } catch (NonTransientDataAccessException e) {
      if (!saysNoScript(e)) {
        throw e;
      }
      answer =
          connection
              .scriptingCommands()
              .<List<?>>eval(script.source(), ReturnType.MULTI, 1, arguments);
    }
    return answer == null ? List.of() : answer;
  }

  private static boolean saysNoScript(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (String.valueOf(t.getMessage()).contains("NOSCRIPT")) {
        return true;
      }
    }
    return false;
  }
}
