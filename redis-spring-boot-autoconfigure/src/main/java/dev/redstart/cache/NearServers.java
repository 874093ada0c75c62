package dev.redstart.cache;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.codec.ByteArrayCodec;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** The servers that have the keys: one, or the masters of a cluster as they are now. */
final class NearServers {

  private final LettuceConnectionFactory factory;
  private @Nullable StatefulRedisConnection<byte[], byte[]> only;
  private @Nullable StatefulRedisClusterConnection<byte[], byte[]> cluster;

  NearServers(LettuceConnectionFactory factory) {
    this.factory = factory;
  }

  /**
   * A connection to each of them by its name, the same ones as before where they are still there.
   * Waits for servers; throws where one can't be reached.
   */
  synchronized Map<String, StatefulRedisConnection<byte[], byte[]>> connections() {
    AbstractRedisClient client = factory.getRequiredNativeClient();
    return client instanceof RedisClusterClient many
        ? connections(many)
        : Map.of("", connection((RedisClient) client));
  }

  private StatefulRedisConnection<byte[], byte[]> connection(RedisClient client) {
    StatefulRedisConnection<byte[], byte[]> opened = only;
    if (opened == null) {
      opened = client.connect(ByteArrayCodec.INSTANCE);
      only = opened;
    }
    return opened;
  }

  private Map<String, StatefulRedisConnection<byte[], byte[]>> connections(
      RedisClusterClient client) {
    StatefulRedisClusterConnection<byte[], byte[]> opened = cluster;
    if (opened == null) {
      opened = client.connect(ByteArrayCodec.INSTANCE);
      cluster = opened;
    } else {
      client.refreshPartitions();
    }
    Map<String, StatefulRedisConnection<byte[], byte[]>> connections = new HashMap<>();
    for (RedisClusterNode node : opened.getPartitions()) {
      if (node.getRole().isUpstream() && !node.hasNoSlots()) {
        connections.put(node.getNodeId(), opened.getConnection(node.getNodeId()));
      }
    }
    return connections;
  }

  /** Gives up the connections. */
  synchronized void close() {
    if (only != null) {
      only.close();
      only = null;
    }
    if (cluster != null) {
      cluster.close();
      cluster = null;
    }
  }
}
