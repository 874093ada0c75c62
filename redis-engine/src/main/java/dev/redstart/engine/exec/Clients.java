package dev.redstart.engine.exec;

import dev.redstart.engine.command.Client;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The clients that CLIENT LIST shows: connections, and sessions in this process that made
 * themselves known.
 */
public final class Clients {

  private final AtomicLong ids = new AtomicLong();
  private final Map<Long, Client> byId = new ConcurrentSkipListMap<>();

  /** An id that no client of this engine had before. */
  public long nextId() {
    return ids.incrementAndGet();
  }

  /** Shows {@code client} from now on. */
  public void add(Client client) {
    byId.put(client.id(), client);
  }

  /** Shows {@code client} no longer. */
  public void remove(Client client) {
    byId.remove(client.id());
  }

  /** The client of that id. */
  public @Nullable Client find(long id) {
    return byId.get(id);
  }

  /** All clients by ascending id; a view that others may change meanwhile. */
  public Collection<Client> all() {
    return byId.values();
  }
}
