package dev.redstart.data;

import dev.redstart.engine.Session;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.ReactiveGeoCommands;
import org.springframework.data.redis.connection.ReactiveHashCommands;
import org.springframework.data.redis.connection.ReactiveHyperLogLogCommands;
import org.springframework.data.redis.connection.ReactiveKeyCommands;
import org.springframework.data.redis.connection.ReactiveListCommands;
import org.springframework.data.redis.connection.ReactiveNumberCommands;
import org.springframework.data.redis.connection.ReactivePubSubCommands;
import org.springframework.data.redis.connection.ReactiveRedisConnection;
import org.springframework.data.redis.connection.ReactiveScriptingCommands;
import org.springframework.data.redis.connection.ReactiveServerCommands;
import org.springframework.data.redis.connection.ReactiveSetCommands;
import org.springframework.data.redis.connection.ReactiveStreamCommands;
import org.springframework.data.redis.connection.ReactiveStringCommands;
import org.springframework.data.redis.connection.ReactiveZSetCommands;
import reactor.core.publisher.Mono;

/**
 * The reactive face of a connection. Its commands run when they are subscribed to, on the thread
 * that subscribes, and have completed when {@code subscribe} returns: there is nothing to wait for
 * in this process. A cache that writes without waiting therefore reads its own writes. Those that
 * wait for an element or a record, and subscriptions, hold no thread meanwhile.
 */
final class EngineReactiveConnection implements ReactiveRedisConnection {

  private final EngineConnection connection;
  private final Waits waits;
  private final Supplier<Session> sessions;

  /** Made when first asked for: most connections live for one call. */
  private volatile @Nullable EngineReactivePubSubCommands subscriptions;

  /** Cursors here end with their subscription, and leave the connection open. */
  private final Scans scans;

  /**
   * A reactive connection.
   *
   * @param waits runs what may have to wait
   * @param sessions opens more sessions, for what is subscribed to
   */
  EngineReactiveConnection(EngineConnection connection, Waits waits, Supplier<Session> sessions) {
    this.connection = connection;
    this.waits = waits;
    this.sessions = sessions;
    this.scans = new Scans(connection.invoker(), () -> {});
  }

  @Override
  public Mono<Void> closeLater() {
    return Mono.fromRunnable(
        () -> {
          EngineReactivePubSubCommands opened = subscriptions;
          if (opened != null) {
            opened.close();
          }
          connection.close();
        });
  }

  @Override
  public Mono<String> ping() {
    return Mono.fromSupplier(connection::ping);
  }

  @Override
  public ReactiveKeyCommands keyCommands() {
    return new EngineReactiveKeyCommands(connection.keyCommands(), connection.invoker(), scans);
  }

  @Override
  public ReactiveStringCommands stringCommands() {
    return new EngineReactiveStringCommands(connection.stringCommands());
  }

  @Override
  public ReactiveServerCommands serverCommands() {
    return new EngineReactiveServerCommands(connection.serverCommands());
  }

  @Override
  public ReactiveNumberCommands numberCommands() {
    return new EngineReactiveNumberCommands(connection.stringCommands(), connection.hashCommands());
  }

  @Override
  public ReactiveListCommands listCommands() {
    return new EngineReactiveListCommands(connection.listCommands(), waits);
  }

  @Override
  public ReactiveSetCommands setCommands() {
    return new EngineReactiveSetCommands(connection.setCommands(), scans);
  }

  @Override
  public ReactiveZSetCommands zSetCommands() {
    return new EngineReactiveZSetCommands(connection.zSetCommands(), scans, waits);
  }

  @Override
  public ReactiveHashCommands hashCommands() {
    return new EngineReactiveHashCommands(connection.hashCommands(), scans);
  }

  @Override
  public ReactiveGeoCommands geoCommands() {
    return new EngineReactiveGeoCommands(connection.geoCommands());
  }

  @Override
  public ReactiveHyperLogLogCommands hyperLogLogCommands() {
    return new EngineReactiveHyperLogLogCommands(connection.hyperLogLogCommands());
  }

  @Override
  public ReactivePubSubCommands pubSubCommands() {
    EngineReactivePubSubCommands opened = subscriptions;
    if (opened == null) {
      synchronized (this) {
        opened = subscriptions;
        if (opened == null) {
          opened = new EngineReactivePubSubCommands(connection, sessions);
          subscriptions = opened;
        }
      }
    }
    return opened;
  }

  @Override
  public ReactiveScriptingCommands scriptingCommands() {
    return new EngineReactiveScriptingCommands(connection.scriptingCommands());
  }

  @Override
  public ReactiveStreamCommands streamCommands() {
    return new EngineReactiveStreamCommands(connection.streamCommands(), waits);
  }
}
