package dev.redstart.data;

import org.springframework.dao.InvalidDataAccessApiUsageException;
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
 * in this process. A cache that writes without waiting therefore reads its own writes.
 */
final class EngineReactiveConnection implements ReactiveRedisConnection {

  private final EngineConnection connection;

  /** Cursors here end with their subscription, and leave the connection open. */
  private final Scans scans;

  EngineReactiveConnection(EngineConnection connection) {
    this.connection = connection;
    this.scans = new Scans(connection.invoker(), () -> {});
  }

  @Override
  public Mono<Void> closeLater() {
    return Mono.fromRunnable(connection::close);
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
    return new EngineReactiveListCommands(connection.listCommands());
  }

  @Override
  public ReactiveSetCommands setCommands() {
    return new EngineReactiveSetCommands(connection.setCommands(), scans);
  }

  @Override
  public ReactiveZSetCommands zSetCommands() {
    return new EngineReactiveZSetCommands(connection.zSetCommands(), scans);
  }

  @Override
  public ReactiveHashCommands hashCommands() {
    return new EngineReactiveHashCommands(connection.hashCommands(), scans);
  }

  @Override
  public ReactiveGeoCommands geoCommands() {
    throw missing("geo");
  }

  @Override
  public ReactiveHyperLogLogCommands hyperLogLogCommands() {
    throw missing("HyperLogLog");
  }

  @Override
  public ReactivePubSubCommands pubSubCommands() {
    throw missing("publish/subscribe");
  }

  @Override
  public ReactiveScriptingCommands scriptingCommands() {
    throw missing("scripting");
  }

  @Override
  public ReactiveStreamCommands streamCommands() {
    throw missing("stream");
  }

  private static InvalidDataAccessApiUsageException missing(String group) {
    return new InvalidDataAccessApiUsageException(
        "The reactive "
            + group
            + " commands are not available on an embedded engine yet; use the imperative ones");
  }
}
