package dev.redstart.remote;

import java.util.Collection;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.ReactiveRedisConnection;
import org.springframework.data.redis.connection.RedisConnection;
import reactor.core.publisher.Mono;

/**
 * Keyspace notifications that a feature lives on: switched on, on every node, in addition to what
 * is switched on already. Where the server forbids that, a warning says what is lost.
 */
public final class KeyspaceEvents {

  private static final Logger LOG = LoggerFactory.getLogger(KeyspaceEvents.class);
  private static final String SETTING = "notify-keyspace-events";
  private static final String EVERY_CLASS = "g$lshzxet";

  private final String needed;
  private final String lost;

  /**
   * Events of these classes.
   *
   * @param needed flags as in the directive "notify-keyspace-events"
   * @param lost what the application does not get without them, as a sentence
   */
  public KeyspaceEvents(String needed, String lost) {
    this.needed = needed;
    this.lost = lost;
  }

  /** Switches them on where that is needed and allowed. */
  public void switchOn(RedisConnection connection) {
    try {
      Properties config = connection.serverCommands().getConfig(SETTING);
      Collection<String> now = Target.values(config == null ? new Properties() : config, SETTING);
      if (!missing(common(now)).isEmpty()) {
        connection.serverCommands().setConfig(SETTING, completed(now));
      }
    } catch (DataAccessException refused) {
      warn(refused);
    }
  }

  /** As {@link #switchOn(RedisConnection)}; the connection stays open. */
  public Mono<Void> switchOn(ReactiveRedisConnection connection) {
    return connection
        .serverCommands()
        .getConfig(SETTING)
        .defaultIfEmpty(new Properties())
        .map(config -> Target.values(config, SETTING))
        .filter(now -> !missing(common(now)).isEmpty())
        .flatMap(now -> connection.serverCommands().setConfig(SETTING, completed(now)))
        .onErrorResume(
            DataAccessException.class,
            refused -> {
              warn(refused);
              return Mono.empty();
            })
        .then();
  }

  /** Those of the needed flags that are not among {@code flags}. */
  public String missing(String flags) {
    StringBuilder missing = new StringBuilder();
    needed
        .chars()
        .filter(flag -> flags.indexOf(flag) < 0 && !(flags.contains("A") && isClass(flag)))
        .forEach(flag -> missing.append((char) flag));
    return missing.toString();
  }

  /** What is lost without them. */
  public String lost() {
    return lost;
  }

  /** The flags that all nodes have. */
  static String common(Collection<String> ofNodes) {
    StringBuilder common = new StringBuilder();
    ("AKE" + EVERY_CLASS + "mdn")
        .chars()
        .filter(flag -> !ofNodes.isEmpty())
        .filter(flag -> ofNodes.stream().allMatch(flags -> includes(flags, flag)))
        .forEach(flag -> common.append((char) flag));
    return common.toString();
  }

  /** All flags that any node has, and the needed ones. */
  private String completed(Collection<String> ofNodes) {
    StringBuilder all = new StringBuilder();
    (String.join("", ofNodes) + needed).chars().distinct().forEach(flag -> all.append((char) flag));
    return all.toString();
  }

  private static boolean includes(String flags, int flag) {
    return flags.indexOf(flag) >= 0 || (flags.contains("A") && isClass(flag));
  }

  private static boolean isClass(int flag) {
    return EVERY_CLASS.indexOf(flag) >= 0;
  }

  private void warn(DataAccessException refused) {
    LOG.warn(
        "The Redis server does not let this application switch on keyspace notifications ({})."
            + " Unless its operator sets {} to at least {}: {}",
        Target.reason(refused),
        SETTING,
        needed,
        lost);
  }
}
