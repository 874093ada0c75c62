package dev.redstart.cache;

import dev.redstart.engine.groups.KeyGroups;
import dev.redstart.remote.KeyScan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.springframework.data.redis.cache.BatchStrategy;
import org.springframework.data.redis.connection.RedisConnection;

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
      wanted = KeyScan.pattern(prefix, "");
    }
    LongAdder removed = new LongAdder();
    KeyScan.forEachNode(connection, wanted, batch, keys -> removed.add(unlink(connection, keys)));
    return removed.sum();
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
