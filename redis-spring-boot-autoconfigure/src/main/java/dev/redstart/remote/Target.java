package dev.redstart.remote;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.connection.RedisConnection;

/**
 * The Redis server, or all servers of the cluster, behind a connection. Nothing that it asks
 * changes anything there.
 */
public final class Target {

  private static final String NOTIFICATIONS = "notify-keyspace-events";
  private static final int WITH_LISTS_AND_TRIALS = 7;

  private final RedisConnection connection;
  private final Properties info;

  /** The servers behind {@code connection}, which stays open as long as this is asked. */
  public Target(RedisConnection connection) {
    this.connection = connection;
    Properties answer = connection.serverCommands().info();
    this.info = answer == null ? new Properties() : answer;
  }

  /** True for a cluster. */
  public boolean isCluster() {
    return connection instanceof RedisClusterConnection;
  }

  /** The version; the oldest of a cluster's. */
  public String version() {
    return values(info, "redis_version").stream()
        .min((a, b) -> Integer.compare(number(a), number(b)))
        .orElse("of unknown version");
  }

  /** True where every server has at least that version. */
  public boolean isAtLeast(int major, int minor) {
    return number(version()) >= major * 1000 + minor;
  }

  /** What INFO says under that name: one value, or those of a cluster's nodes. */
  public Set<String> info(String name) {
    return values(info, name);
  }

  /**
   * The flags of keyspace notifications that every server has switched on.
   *
   * @return empty where the server doesn't tell
   */
  public Optional<String> notifications() {
    try {
      Properties config = connection.serverCommands().getConfig(NOTIFICATIONS);
      return config == null || config.isEmpty()
          ? Optional.empty()
          : Optional.of(KeyspaceEvents.common(values(config, NOTIFICATIONS)));
    } catch (DataAccessException refused) {
      return Optional.empty();
    }
  }

  /** True unless the server is known not to have the command; names as "get" and "config|set". */
  public boolean has(String command) {
    String name = command.toLowerCase(Locale.ROOT);
    boolean olderThanNames = name.contains("|") && !isAtLeast(WITH_LISTS_AND_TRIALS, 0);
    return olderThanNames || arity(name) != 0;
  }

  /** True unless the connection's user is known not to be allowed the command. */
  public boolean allows(String command) {
    String name = command.toLowerCase(Locale.ROOT);
    int arity = Math.abs(arity(name));
    if (arity == 0 || !isAtLeast(WITH_LISTS_AND_TRIALS, 0)) {
      return true;
    }
    try {
      Object user = ask("ACL", "WHOAMI");
      String[] call = new String[2 + arity];
      Arrays.fill(call, "x");
      call[0] = "DRYRUN";
      call[1] = text(user);
      String[] words = name.split("\\|", -1);
      System.arraycopy(words, 0, call, 2, Math.min(words.length, arity));
      return !text(ask("ACL", call)).contains("permissions to run");
    } catch (DataAccessException notTold) {
      return true;
    }
  }

  /** The arguments of a command as COMMAND INFO has them; 0 where there is no such command. */
  private int arity(String command) {
    try {
      Object answer = ask("COMMAND", "INFO", command);
      return answer instanceof List<?> all
              && !all.isEmpty()
              && all.get(0) instanceof List<?> it
              && it.size() > 1
              && it.get(1) instanceof Number arity
          ? arity.intValue()
          : 0;
    } catch (DataAccessException notTold) {
      return -1;
    }
  }

  private @Nullable Object ask(String command, String... args) {
    return RawCall.on(connection, command, args);
  }

  /** What a failure comes down to, as the server or the network put it. */
  static String reason(Throwable failure) {
    return String.valueOf(NestedExceptionUtils.getMostSpecificCause(failure).getMessage());
  }

  /** The nodes of a cluster prefix the names. */
  static Set<String> values(Properties properties, String name) {
    Set<String> values = new LinkedHashSet<>();
    for (String key : properties.stringPropertyNames()) {
      if (key.equals(name) || key.endsWith("." + name)) {
        values.add(properties.getProperty(key));
      }
    }
    return values;
  }

  private static String text(@Nullable Object answer) {
    return RawCall.text(RawCall.only(answer));
  }

  private static int number(String version) {
    String[] parts = version.split("[^0-9]+", -1);
    try {
      int minor = parts.length > 1 && !parts[1].isEmpty() ? Integer.parseInt(parts[1]) : 0;
      return Integer.parseInt(parts[0]) * 1000 + minor;
    } catch (NumberFormatException unknown) {
      return Integer.MAX_VALUE;
    }
  }
}
