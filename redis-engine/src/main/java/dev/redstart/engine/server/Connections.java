package dev.redstart.engine.server;

import dev.redstart.engine.spi.Assembly;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** All connections of one port. May be used from any thread. */
final class Connections {

  private static final long SWEEP_MILLIS = 1000;

  private final ServerSettings settings;
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger count = new AtomicInteger();
  private final LongAdder accepted = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder bytesIn = new LongAdder();
  private final LongAdder bytesOut = new LongAdder();
  private final LongAdder reads = new LongAdder();
  private final LongAdder writes = new LongAdder();

  Connections(ServerSettings settings) {
    this.settings = settings;
  }

  /** Looks at the connections each second from now on, and at how many there are for INFO. */
  void install(Assembly engine) {
    engine.timers().every(SWEEP_MILLIS, () -> sweep(engine.surroundings().clock().millis()));
    engine.info(
        "clients", field -> field.accept("maxclients", Long.toString(settings.maxClients.get())));
    engine.info(
        "stats",
        field -> {
          field.accept("total_connections_received", accepted.sum());
          field.accept("rejected_connections", refused.sum());
          field.accept("total_net_input_bytes", bytesIn.sum());
          field.accept("total_net_output_bytes", bytesOut.sum());
          field.accept("total_reads_processed", reads.sum());
          field.accept("total_writes_processed", writes.sum());
        });
  }

  /** Takes a place; false where there is none left. */
  boolean admit() {
    accepted.increment();
    if (count.incrementAndGet() <= settings.maxClients.get()) {
      return true;
    }
    count.decrementAndGet();
    refused.increment();
    return false;
  }

  /** Counts what a connection has received. */
  void received(int bytes) {
    reads.increment();
    bytesIn.add(bytes);
  }

  /** Counts what a connection has to send. */
  void sent(int bytes) {
    writes.increment();
    bytesOut.add(bytes);
  }

  void refused() {
    refused.increment();
  }

  void add(Connection connection) {
    open.add(connection);
  }

  /** Gives the place back. Removing twice does nothing. */
  void remove(Connection connection) {
    if (open.remove(connection)) {
      count.decrementAndGet();
    }
  }

  /** All that are open at this moment. */
  Set<Connection> all() {
    return Set.copyOf(open);
  }

  /** Ends all connections, each after the call that it runs, and waits until they are closed. */
  void close(long longestMillis) {
    Set<Connection> ending = Set.copyOf(open);
    ending.forEach(connection -> connection.close(true));
    ending.forEach(connection -> connection.awaitEnd(longestMillis));
  }

  private void sweep(long now) {
    for (Connection connection : open) {
      connection.inspect(now);
    }
  }
}
