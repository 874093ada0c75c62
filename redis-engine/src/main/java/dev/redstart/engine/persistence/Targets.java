package dev.redstart.engine.persistence;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.Glob;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.command.Settings;
import dev.redstart.engine.time.Clock;
import dev.redstart.engine.time.Timers;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * The servers that keys may be moved to, and connections to them that are kept for a while, since
 * keys are often moved one by one.
 */
final class Targets implements AutoCloseable {

  private static final int MOST_KEPT = 64;
  private static final long KEPT_MILLIS = 10_000;

  /** Guards {@code kept} only: nothing is sent or closed while it is held. */
  private final Object monitor = new Object();

  private final Deque<Kept> kept = new ArrayDeque<>();
  private final Setting.Text allowed;
  private final Clock clock;
  private final Timers timers;

  /** A connection that nobody uses. */
  private record Kept(String address, TargetConnection connection, long since) {}

  Targets(Settings settings, Clock clock, Timers timers) {
    this.allowed = settings.text("migrate-targets", "", text -> text);
    settings.fixed(allowed);
    settings.hidden(allowed);
    this.clock = clock;
    this.timers = timers;
  }

  /**
   * True where {@code migrate-targets} has a pattern that this address matches. None is allowed
   * unless someone says so: else whoever may call MIGRATE could reach what only this machine can.
   */
  boolean allows(String host, int port) {
    Bytes address = Bytes.of(address(host, port));
    for (String pattern : allowed.get().split("\\s+", -1)) {
      if (!pattern.isEmpty() && Glob.of(Bytes.of(pattern)).matches(address)) {
        return true;
      }
    }
    return false;
  }

  private static String address(String host, int port) {
    return host + ":" + port;
  }

  /** A connection to a server, one that was kept where there is one. */
  TargetConnection connect(String host, int port, int timeoutMillis) throws IOException {
    drop(clock.millis() - KEPT_MILLIS);
    synchronized (monitor) {
      for (Iterator<Kept> all = kept.iterator(); all.hasNext(); ) {
        Kept one = all.next();
        if (one.address.equals(address(host, port))) {
          all.remove();
          return one.connection;
        }
      }
    }
    return new TargetConnection(host, port, timeoutMillis);
  }

  /** Keeps a connection for the next one who moves keys there. */
  void keep(String host, int port, TargetConnection connection) {
    long now = clock.millis();
    connection.keep();
    synchronized (monitor) {
      kept.addLast(new Kept(address(host, port), connection, now));
    }
    timers.at(now + KEPT_MILLIS, () -> drop(clock.millis() - KEPT_MILLIS));
    drop(now - KEPT_MILLIS);
  }

  /** How many connections are kept. */
  int count() {
    synchronized (monitor) {
      return kept.size();
    }
  }

  /** Closes what was kept until then, or is too much. */
  private void drop(long until) {
    List<Kept> old = new ArrayList<>();
    synchronized (monitor) {
      Kept first = kept.peekFirst();
      while (first != null && (first.since <= until || kept.size() > MOST_KEPT)) {
        old.add(kept.removeFirst());
        first = kept.peekFirst();
      }
    }
    old.forEach(one -> one.connection.close());
  }

  @Override
  public void close() {
    drop(Long.MAX_VALUE);
  }
}
