package dev.redstart.engine.server;

import dev.redstart.engine.spi.Assembly;
import dev.redstart.engine.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All connections of one port. May be used from any thread. */
final class Connections {

  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
  private static final long SWEEP_MILLIS = 1000;

  private final ServerSettings settings;
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger count = new AtomicInteger();
  private final LongAdder accepted = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder evicted = new LongAdder();
  private final LongAdder sentTooMuch = new LongAdder();
  private final LongAdder readTooLittle = new LongAdder();
  private final LongAdder bytesIn = new LongAdder();
  private final LongAdder bytesOut = new LongAdder();
  private final LongAdder reads = new LongAdder();
  private final LongAdder writes = new LongAdder();

  Connections(ServerSettings settings) {
    this.settings = settings;
  }

  /** Looks at the connections each second from now on, and at how many there are for INFO. */
  void install(Assembly engine) {
    Clock clock = engine.surroundings().clock();
    engine.timers().every(SWEEP_MILLIS, () -> sweep(clock.millis()));
    settings.clientMemory.onChange(this::evict);
    engine.onResetCounters(this::resetCounters);
    engine.info(
        "clients", field -> field.accept("maxclients", Long.toString(settings.maxClients.get())));
    engine.info(
        "stats",
        field -> {
          field.accept("total_connections_received", accepted.sum());
          field.accept("rejected_connections", refused.sum());
          field.accept("evicted_clients", evicted.sum());
          field.accept("client_query_buffer_limit_disconnections", sentTooMuch.sum());
          field.accept("client_output_buffer_limit_disconnections", readTooLittle.sum());
          field.accept("total_net_input_bytes", bytesIn.sum());
          field.accept("total_net_output_bytes", bytesOut.sum());
          field.accept("total_reads_processed", reads.sum());
          field.accept("total_writes_processed", writes.sum());
        });
  }

  private void resetCounters() {
    for (LongAdder counter :
        List.of(
            accepted,
            refused,
            evicted,
            sentTooMuch,
            readTooLittle,
            bytesIn,
            bytesOut,
            reads,
            writes)) {
      counter.reset();
    }
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

  /** Counts a client that sent a request beyond client-query-buffer-limit. */
  void sentTooMuch() {
    sentTooMuch.increment();
  }

  /** Counts a client that did not read its replies. */
  void readTooLittle() {
    readTooLittle.increment();
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
    evict();
  }

  /** Closes those with the largest buffers while all together take more than they may. */
  synchronized void evict() {
    long limit = settings.clientMemory.limit();
    if (limit == 0) {
      return;
    }
    List<Sized> all = new ArrayList<>();
    long sum = 0;
    for (Connection connection : open) {
      long bytes = connection.memory();
      sum += bytes;
      if (bytes > 0 && connection.mayBeEvicted()) {
        all.add(new Sized(connection, bytes));
      }
    }
    all.sort(Comparator.comparingLong(Sized::bytes).reversed());
    for (int i = 0; i < all.size() && sum > limit; i++) {
      LOG.warn("Closing a client whose buffers take {} bytes", all.get(i).bytes);
      evicted.increment();
      all.get(i).connection.close(false);
      sum -= all.get(i).bytes;
    }
  }

  /** Buffers change while they are sorted, so their sizes are looked at once. */
  private record Sized(Connection connection, long bytes) {}
}
