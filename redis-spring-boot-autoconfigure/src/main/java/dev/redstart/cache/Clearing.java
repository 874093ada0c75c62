package dev.redstart.cache;

import dev.redstart.engine.groups.KeyGroups;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.data.redis.cache.BatchStrategy;
import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.connection.RedisClusterNode;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.core.Cursor;
import org.springframework.data.redis.core.KeyScanOptions;
import org.springframework.data.redis.core.ScanOptions;

/**
 * Empties a cache: where the engine in this process keeps the cache's keys together, by looking at
 * these only, else by SCAN; never by KEYS. Keys go by UNLINK, some at a time.
 *
 * @param groups the keys of a cache, where they are kept together
 */
record Clearing(Function<String, Optional<KeyGroups.Group>> groups, CachePlans plans, int batch)
    implements BatchStrategy {

  @Override
  public long cleanCache(RedisConnection connection, String name, byte[] pattern) {
    byte[] wanted = pattern;
    String prefix = plans.prefix(name);
    if (Arrays.equals(pattern, (prefix + "*").getBytes(StandardCharsets.UTF_8))) {
      Optional<KeyGroups.Group> group = groups.apply(name);
      if (group.isPresent()) {
        return unlink(connection, group.get().keys().iterator());
      }
      wanted = (literally(prefix) + "*").getBytes(StandardCharsets.UTF_8);
    }
    ScanOptions options = KeyScanOptions.scanOptions().match(wanted).count(batch).build();
    return connection instanceof RedisClusterConnection cluster
        ? unlinkEverywhere(cluster, options)
        : unlink(connection, connection.keyCommands().scan(options));
  }

  private long unlinkEverywhere(RedisClusterConnection cluster, ScanOptions options) {
    long removed = 0;
    for (RedisClusterNode node : cluster.clusterCommands().clusterGetNodes()) {
      if (node.isMaster()) {
        removed += unlink(cluster, cluster.scan(node, options));
      }
    }
    return removed;
  }

  /** A name may have characters that mean something in a pattern. */
  private static String literally(String prefix) {
    return prefix.replaceAll("[\\\\*?\\[\\]]", "\\\\$0");
  }

  private long unlink(RedisConnection connection, Cursor<byte[]> found) {
    try (found) {
      return unlink(connection, (Iterator<byte[]>) found);
    }
  }

  private long unlink(RedisConnection connection, Iterator<byte[]> keys) {
    long removed = 0;
    List<byte[]> some = new ArrayList<>(batch);
    while (keys.hasNext()) {
      some.add(keys.next());
      if (some.size() == batch || !keys.hasNext()) {
        Long count = connection.keyCommands().unlink(some.toArray(byte[][]::new));
        removed += count == null ? 0 : count;
        some.clear();
      }
    }
    return removed;
  }
}
