package dev.redstart.engine.groups;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.keyspace.KeyGroup;
import dev.redstart.engine.keyspace.Keyspace;
import dev.redstart.engine.spi.Assembly;
import dev.redstart.engine.spi.Feature;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tells which keys begin with a prefix without looking at all the others. A prefix is named once;
 * from then on each key that comes or goes costs a search among the prefixes.
 */
public final class KeyGroups implements Feature {

  private @Nullable Keyspace keyspace;

  @Override
  public void install(Assembly engine) {
    keyspace = engine.surroundings().keyspace();
  }

  /** True once this is part of an engine. */
  public boolean isInstalled() {
    return keyspace != null;
  }

  /**
   * The keys of a database that begin with {@code prefix}. The first to name a prefix waits until
   * all keys were looked at.
   *
   * @throws IllegalStateException before this feature is part of an engine
   */
  public Group of(int database, byte[] prefix) {
    Keyspace all = keyspace;
    if (all == null) {
      throw new IllegalStateException("no engine has this feature yet");
    }
    Bytes copy = Bytes.copyOf(prefix);
    long everything = all.planAll();
    all.lock(everything);
    try {
      all.gather(copy);
    } finally {
      all.unlock(everything);
    }
    return new Group(all, database, copy);
  }

  /** The keys of one database that begin with one prefix, at any time. */
  public static final class Group {

    private final Keyspace keyspace;
    private final int database;
    private final Bytes prefix;

    private Group(Keyspace keyspace, int database, Bytes prefix) {
      this.keyspace = keyspace;
      this.database = database;
      this.prefix = prefix;
    }

    /** All keys; whatever is there all the time is among them. */
    public List<byte[]> keys() {
      List<byte[]> keys = new ArrayList<>();
      sum(
          group -> {
            group.forEach(key -> keys.add(key.toArray()));
            return 0;
          });
      return keys;
    }

    /** How many there are. */
    public long size() {
      return sum(KeyGroup::size);
    }

    /** How many have expired since the prefix was named. */
    public long expired() {
      return sum(KeyGroup::expired);
    }

    private long sum(ToLongFunction<KeyGroup> part) {
      long sum = 0;
      for (int shard = 0; shard < keyspace.shards(); shard++) {
        keyspace.lock(1L << shard);
        try {
          sum += part.applyAsLong(keyspace.group(database, shard, prefix));
        } finally {
          keyspace.unlock(1L << shard);
        }
      }
      return sum;
    }
  }
}
