package dev.redstart.engine.keyspace;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.structure.Dictionary;
import java.util.function.Consumer;

/** The keys of one shard in one database that begin with a prefix. Guarded by the shard's lock. */
public final class KeyGroup {

  private final Dictionary<Dictionary.Node> keys = new Dictionary<>();
  private long expired;

  KeyGroup() {}

  /** The number of keys, expired ones that were not removed yet included. */
  public int size() {
    return keys.size();
  }

  /** How many have expired since the prefix was named. */
  public long expired() {
    return expired;
  }

  /** Calls {@code each} with every key. */
  public void forEach(Consumer<Bytes> each) {
    keys.forEach(node -> each.accept(node.name()));
  }

  void add(Bytes key) {
    keys.add(new Dictionary.Node(key));
  }

  void remove(Bytes key) {
    keys.remove(key);
  }

  void removeExpired(Bytes key) {
    keys.remove(key);
    expired++;
  }

  void clear() {
    keys.clear();
  }
}
