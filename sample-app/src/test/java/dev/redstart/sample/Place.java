package dev.redstart.sample;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.core.env.Environment;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.UnifiedJedis;

/**
 * Where the sample's Redis is, for a client from outside.
 *
 * @param nodes one, or those of a cluster
 */
record Place(List<HostAndPort> nodes) {

  static Place of(Environment environment) {
    String port = environment.getProperty("local.redstart.port");
    String alone = port == null ? environment.getProperty("spring.data.redis.port") : port;
    String nodes = environment.getProperty("spring.data.redis.cluster.nodes", "localhost:" + alone);
    return new Place(Arrays.stream(nodes.split(",")).map(HostAndPort::from).toList());
  }

  int port() {
    return nodes.get(0).getPort();
  }

  UnifiedJedis open() {
    return nodes.size() == 1
        ? RedisClient.create(nodes.get(0))
        : RedisClusterClient.create(nodes.stream().collect(Collectors.toSet()));
  }

  /** The keys of all nodes. */
  Set<String> keys(String pattern) {
    Set<String> keys = new TreeSet<>();
    for (HostAndPort node : nodes) {
      try (RedisClient redis = RedisClient.create(node)) {
        keys.addAll(redis.keys(pattern));
      }
    }
    return keys;
  }
}
