package dev.redstart.actuate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.ClusterInfo;
import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Whether a Redis answers and does all that is asked of it, and in words why not. It is down where
 * it can't be reached and where it refuses writes, out of service while it loads its data. It has
 * the details that Boot's own indicator has, and more.
 */
public final class InstanceHealth extends AbstractHealthIndicator {

  private final RedisInstance redis;
  private final double pressure;

  /**
   * The health of one Redis.
   *
   * @param pressure from which share of the memory limit on it is worth a word
   */
  public InstanceHealth(RedisConnectionFactory factory, double pressure) {
    super("Redis can't be asked how it is");
    this.redis = new RedisInstance("redis", factory);
    this.pressure = pressure;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    redis.ask(
        connection -> {
          describe(health, connection);
          return health;
        });
  }

  private void describe(Health.Builder health, RedisConnection connection) {
    ServerInfo info = ServerInfo.of(connection, "default");
    Findings findings = Findings.of(info, pressure, name -> directive(connection, name));
    health.status(
        switch (findings.state()) {
          case SERVING -> Status.UP;
          case LOADING -> Status.OUT_OF_SERVICE;
          case REFUSING_WRITES -> Status.DOWN;
        });
    health.withDetail("version", info.text("redis_version"));
    health.withDetail("role", info.text("role"));
    health.withDetail("memory", memory(info));
    health.withDetail("persistence", persistence(info));
    if (connection instanceof RedisClusterConnection cluster) {
      describe(health, cluster.clusterGetClusterInfo());
    }
    if (!findings.reasons().isEmpty()) {
      health.withDetail("reason", String.join(" ", findings.reasons()));
    }
  }

  private static void describe(Health.Builder health, ClusterInfo cluster) {
    put(health, "cluster_size", cluster.getClusterSize());
    put(health, "slots_up", cluster.getSlotsOk());
    put(health, "slots_fail", cluster.getSlotsFail());
    if ("fail".equalsIgnoreCase(cluster.getState())) {
      health.down();
    }
  }

  private static void put(Health.Builder health, String name, @Nullable Object value) {
    if (value != null) {
      health.withDetail(name, value);
    }
  }

  private static Map<String, Object> memory(ServerInfo info) {
    Map<String, Object> memory = new LinkedHashMap<>();
    memory.put("used", (long) info.number("used_memory"));
    memory.put("max", (long) info.number("maxmemory"));
    memory.put("policy", info.text("maxmemory_policy"));
    return memory;
  }

  private static Map<String, Object> persistence(ServerInfo info) {
    Map<String, Object> persistence = new LinkedHashMap<>();
    persistence.put("snapshot", info.text("rdb_last_bgsave_status"));
    persistence.put("changesSinceSnapshot", (long) info.number("rdb_changes_since_last_save"));
    persistence.put(
        "appendOnlyFile",
        info.number("aof_enabled") > 0 ? info.text("aof_last_write_status") : "off");
    return persistence;
  }

  /** Managed servers don't tell. */
  private static String directive(RedisConnection connection, String name) {
    try {
      Properties told = connection.serverCommands().getConfig(name);
      return told == null ? "" : told.values().stream().map(String::valueOf).findFirst().orElse("");
    } catch (DataAccessException refused) {
      return "";
    }
  }
}
