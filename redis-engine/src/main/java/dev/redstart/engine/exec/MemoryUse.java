package dev.redstart.engine.exec;

import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Tracking;
import dev.redstart.engine.keyspace.Keyspace;

/** What the engine takes of the heap: keys and values, clients, and what there is without them. */
public final class MemoryUse {

  /** About what a connection takes besides what waits in its buffers. */
  private static final long CLIENT = 3 << 10;

  /** What there is for each shard in each database before there are keys. */
  private static final long PARTITION = 144;

  /** The sum over all clients is taken for right for so long at most. */
  private static final long LONGEST_FRESH_MILLIS = 100;

  /** So many may be looked at each millisecond: the more there are, the more seldom. */
  private static final int CLIENTS_A_MILLI = 100;

  private final Keyspace keyspace;
  private final Clients clients;
  private volatile long ofClients;
  private volatile long lookedAt = Long.MIN_VALUE / 2;
  private volatile long freshMillis;

  MemoryUse(Keyspace keyspace, Clients clients) {
    this.keyspace = keyspace;
    this.clients = clients;
  }

  /**
   * What is held for one client: its connection with the buffers, what it has queued, and what it
   * watches, listens to and tracks. Any thread.
   */
  public static long of(Client client) {
    Tracking tracking = client.tracking();
    return CLIENT
        + client.outbox().buffers().all()
        + Transactions.queuedBytes(client)
        + client.subscriptionBytes()
        + (tracking == null ? 0 : tracking.bytes());
  }

  /** What an empty engine takes. */
  public long startup() {
    return PARTITION * keyspace.shards() * keyspace.databases();
  }

  /** What all clients take at this moment. */
  public long clients() {
    return clients.all().stream().mapToLong(MemoryUse::of).sum();
  }

  /** All of it, at this moment; all shards are locked. */
  public long usedNow() {
    keyspace.tell();
    return startup() + keyspace.used().bytes() + clients();
  }

  /**
   * All of it, with clients as they were a moment ago, which is a millisecond as long as there are
   * few: cheap enough to be asked for each call.
   */
  public long used(long now) {
    if (now - lookedAt >= freshMillis || now < lookedAt) {
      lookedAt = now;
      freshMillis = Math.min(LONGEST_FRESH_MILLIS, 1 + clients.all().size() / CLIENTS_A_MILLI);
      ofClients = clients();
    }
    return startup() + keyspace.used().bytes() + ofClients;
  }

  /** The most that there was. */
  public long peak() {
    return startup() + keyspace.used().peak() + clients();
  }
}
