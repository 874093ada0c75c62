package dev.redstart.cache;

import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Listens to every server that has keys for changes of keys that begin with one of some prefixes.
 * While one of them can't be heard no copies are kept. Which servers there are in a cluster is
 * looked at again and again.
 */
public final class NearTracking implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(NearTracking.class);

  private final NearServers servers;
  private final Supplier<? extends Collection<String>> prefixes;
  private final NearCopies copies;
  private final Duration retry;
  private final Map<String, NearLine> lines = new HashMap<>();
  private @Nullable ScheduledExecutorService attempts;
  private boolean heard;

  /**
   * @param prefixes what the keys of the caches with copies begin with
   * @param retry how long to wait before servers are looked for again
   */
  public NearTracking(
      LettuceConnectionFactory factory,
      Supplier<? extends Collection<String>> prefixes,
      NearCopies copies,
      Duration retry) {
    this.servers = new NearServers(factory);
    this.prefixes = prefixes;
    this.copies = copies;
    this.retry = retry;
  }

  /** Connects as soon as servers can be reached, on a thread of its own. */
  @Override
  public synchronized void start() {
    ScheduledExecutorService executor =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "redstart-near");
              thread.setDaemon(true);
              return thread;
            });
    Future<?> unused =
        executor.scheduleWithFixedDelay(this::look, 0, retry.toMillis(), TimeUnit.MILLISECONDS);
    attempts = executor;
  }

  @Override
  public synchronized boolean isRunning() {
    return attempts != null;
  }

  @Override
  public void stop() {
    end();
    servers.close();
  }

  private synchronized void end() {
    if (attempts == null) {
      return;
    }
    attempts.shutdownNow();
    attempts = null;
    lines.values().forEach(NearLine::close);
    lines.clear();
    listen();
  }

  private void look() {
    try {
      follow(servers.connections());
    } catch (RuntimeException e) {
      LOG.debug("Not all servers can be reached that copies of cached values depend on", e);
    }
  }

  /** Listens to these, and to no others any more. */
  private synchronized void follow(Map<String, StatefulRedisConnection<byte[], byte[]>> now) {
    if (attempts == null) {
      return;
    }
    List<NearLine> fresh = new ArrayList<>();
    now.forEach(
        (name, connection) -> {
          NearLine known = lines.get(name);
          if (known == null || !known.isOver(connection)) {
            NearLine line = new NearLine(connection, this::distinct, copies, this::listen);
            lines.put(name, line);
            fresh.add(line);
          }
        });
    lines.keySet().retainAll(now.keySet());
    listen();
    fresh.forEach(NearLine::open);
  }

  /** Whatever a server has told before it could be heard, or after, nobody knows. */
  private synchronized void listen() {
    boolean now = !lines.isEmpty() && lines.values().stream().allMatch(NearLine::isHeard);
    if (now != heard) {
      heard = now;
      copies.heard(now);
    }
  }

  /** A server takes no prefix that begins with another one. */
  private String[] distinct() {
    List<String> distinct = new ArrayList<>();
    for (String prefix : new TreeSet<>(prefixes.get())) {
      if (distinct.stream().noneMatch(prefix::startsWith)) {
        distinct.add(prefix);
      }
    }
    return distinct.toArray(String[]::new);
  }
}
