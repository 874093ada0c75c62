package dev.redstart.remote;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.function.Consumer;
import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.connection.RedisClusterNode;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.core.Cursor;
import org.springframework.data.redis.core.KeyScanOptions;
import org.springframework.data.redis.core.ScanOptions;

/** Goes through all keys, by SCAN, for those that match a pattern; in a cluster node by node. */
public final class KeyScan {

  private KeyScan() {}

  /**
   * Hands over the keys that match, those of each node at a time; a key may come twice.
   *
   * @param step how many keys are looked at in one call
   */
  public static void forEachNode(
      RedisConnection connection, byte[] pattern, int step, Consumer<Iterator<byte[]>> keys) {
    ScanOptions options = KeyScanOptions.scanOptions().match(pattern).count(step).build();
    if (connection instanceof RedisClusterConnection cluster) {
      for (RedisClusterNode node : cluster.clusterCommands().clusterGetNodes()) {
        if (node.isMaster()) {
          use(cluster.scan(node, options), keys);
        }
      }
    } else {
      use(connection.keyCommands().scan(options), keys);
    }
  }

  /**
   * The pattern of what begins and ends so; what means something in a pattern stands for itself.
   */
  public static byte[] pattern(String start, String end) {
    return (literally(start) + '*' + literally(end)).getBytes(StandardCharsets.UTF_8);
  }

  private static String literally(String text) {
    return text.replaceAll("[\\\\*?\\[\\]]", "\\\\$0");
  }

  private static void use(Cursor<byte[]> found, Consumer<Iterator<byte[]>> keys) {
    try (found) {
      keys.accept(found);
    }
  }
}
