package dev.redstart.engine.tracking;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Tracking;
import dev.redstart.engine.tracking.ClientSideCaching.Changed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who hears of all keys that begin with a prefix. Any thread. */
final class Prefixes {

  private final Map<Bytes, Set<Client>> byPrefix = new ConcurrentHashMap<>();

  /** How many prefixes there are. */
  int size() {
    return byPrefix.size();
  }

  void add(Client client, List<Bytes> prefixes) {
    for (Bytes prefix : prefixes) {
      byPrefix.compute(
          prefix,
          (p, clients) -> {
            Set<Client> all = clients == null ? ConcurrentHashMap.newKeySet() : clients;
            all.add(client);
            return all;
          });
    }
  }

  void remove(Client client, List<Bytes> prefixes) {
    for (Bytes prefix : prefixes) {
      byPrefix.computeIfPresent(
          prefix,
          (p, clients) -> {
            clients.remove(client);
            return clients.isEmpty() ? null : clients;
          });
    }
  }

  /** Tells of the keys in {@code changes}, in one message for each prefix. */
  void tell(List<Changed> changes, Invalidations invalidations) {
    byPrefix.forEach(
        (prefix, clients) -> {
          // Each key once, with whoever changed it last.
          SortedMap<Bytes, Changed> begin = new TreeMap<>();
          for (Changed change : changes) {
            Bytes key = change.key();
            if (key != null && startsWith(key, prefix)) {
              begin.put(key, change);
            }
          }
          if (!begin.isEmpty()) {
            clients.forEach(client -> tell(client, begin, invalidations));
          }
        });
  }

  private static void tell(
      Client client, SortedMap<Bytes, Changed> changes, Invalidations invalidations) {
    Tracking tracking = client.tracking();
    Client apart = tracking != null && tracking.noLoop() ? client : null;
    List<Bytes> keys = keys(changes, apart);
    if (!keys.isEmpty()) {
      invalidations.send(client, keys);
    }
  }

  /** All keys, but for those that {@code apart} has changed. */
  private static List<Bytes> keys(SortedMap<Bytes, Changed> changes, @Nullable Client apart) {
    List<Bytes> keys = new ArrayList<>(changes.size());
    changes.forEach(
        (key, change) -> {
          if (apart == null || change.by() != apart) {
            keys.add(key);
          }
        });
    return keys;
  }

  /** True where one of two texts is how the other begins. */
  static boolean overlap(Bytes one, Bytes other) {
    return startsWith(one, other) || startsWith(other, one);
  }

  private static boolean startsWith(Bytes key, Bytes prefix) {
    int length = prefix.length();
    return key.length() >= length
        && Arrays.equals(key.shared(), 0, length, prefix.shared(), 0, length);
  }
}
