package dev.redstart.data;

import dev.redstart.engine.Session;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.data.redis.connection.MessageListener;
import org.springframework.data.redis.connection.RedisCommands;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisGeoCommands;
import org.springframework.data.redis.connection.RedisHashCommands;
import org.springframework.data.redis.connection.RedisHyperLogLogCommands;
import org.springframework.data.redis.connection.RedisKeyCommands;
import org.springframework.data.redis.connection.RedisListCommands;
import org.springframework.data.redis.connection.RedisScriptingCommands;
import org.springframework.data.redis.connection.RedisSentinelConnection;
import org.springframework.data.redis.connection.RedisServerCommands;
import org.springframework.data.redis.connection.RedisSetCommands;
import org.springframework.data.redis.connection.RedisStreamCommands;
import org.springframework.data.redis.connection.RedisStringCommands;
import org.springframework.data.redis.connection.RedisSubscribedConnectionException;
import org.springframework.data.redis.connection.RedisZSetCommands;
import org.springframework.data.redis.connection.Subscription;

/**
 * A connection that is a session of the engine in this process. Used by one thread at a time, but
 * for its subscription and for {@link #close}, which others may call to end the subscription.
 *
 * <p>It implements nothing but {@link RedisConnection}, and each group of commands is a class of
 * its own: Spring Data's proxies in a native image know these interfaces and no other. It does not
 * extend Spring Data's base class, which looks up a logger for each connection and adds nothing but
 * sentinels.
 */
final class EngineConnection implements RedisConnection {

  private final Session session;
  private final Invoker invoker;
  private final BooleanSupplier running;
  private volatile boolean closed;
  private volatile @Nullable EngineSubscription subscription;

  private @Nullable Scans scans;
  private @Nullable RedisKeyCommands keys;
  private @Nullable RedisStringCommands strings;
  private @Nullable RedisHashCommands hashes;

  EngineConnection(Session session, Calls calls, BooleanSupplier running) {
    this.session = session;
    this.invoker = new Invoker(calls);
    this.running = running;
  }

  // ---- groups: what is used most is kept, the others are made anew, which costs one small object

  @Override
  public RedisCommands commands() {
    return this;
  }

  @Override
  public RedisKeyCommands keyCommands() {
    RedisKeyCommands group = keys;
    if (group == null) {
      group = new EngineKeyCommands(invoker, scans());
      keys = group;
    }
    return group;
  }

  @Override
  public RedisStringCommands stringCommands() {
    RedisStringCommands group = strings;
    if (group == null) {
      group = new EngineStringCommands(invoker);
      strings = group;
    }
    return group;
  }

  @Override
  public RedisHashCommands hashCommands() {
    RedisHashCommands group = hashes;
    if (group == null) {
      group = new EngineHashCommands(invoker, scans());
      hashes = group;
    }
    return group;
  }

  @Override
  public RedisListCommands listCommands() {
    return new EngineListCommands(invoker);
  }

  @Override
  public RedisSetCommands setCommands() {
    return new EngineSetCommands(invoker, scans());
  }

  @Override
  public RedisZSetCommands zSetCommands() {
    return new EngineZSetCommands(invoker, scans());
  }

  @Override
  public RedisStreamCommands streamCommands() {
    return new EngineStreamCommands(invoker);
  }

  @Override
  public RedisGeoCommands geoCommands() {
    return new EngineGeoCommands(invoker);
  }

  @Override
  public RedisHyperLogLogCommands hyperLogLogCommands() {
    return new EngineHyperLogLogCommands(invoker);
  }

  @Override
  public RedisScriptingCommands scriptingCommands() {
    return new EngineScriptingCommands(invoker);
  }

  @Override
  public RedisServerCommands serverCommands() {
    return new EngineServerCommands(invoker);
  }

  // ---- the connection itself

  @Override
  public @Nullable Object execute(String command, byte[]... args) {
    return invoker.raw(command, args);
  }

  @Override
  public void select(int dbIndex) {
    invoker.status(Line.of(Verb.SELECT).add(dbIndex));
  }

  @Override
  public byte @Nullable [] echo(byte[] message) {
    return invoker.call(Readers.BYTES, Verb.ECHO, message);
  }

  @Override
  public @Nullable String ping() {
    return invoker.call(Readers.TEXT, Verb.PING);
  }

  /** The {@link Session}. */
  @Override
  public Object getNativeConnection() {
    return session;
  }

  @Override
  public RedisSentinelConnection getSentinelConnection() {
    throw new InvalidDataAccessResourceUsageException("No sentinels configured.");
  }

  /** Forgets an open pipeline, transaction or subscription. Closing twice does nothing. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    EngineSubscription current = subscription;
    if (current != null) {
      current.close();
    } else {
      invoker.reset();
    }
    session.close();
  }

  @Override
  public boolean isClosed() {
    return closed && !isSubscribed();
  }

  // ---- pipelines

  @Override
  public boolean isPipelined() {
    return invoker.pipelined();
  }

  @Override
  public void openPipeline() {
    invoker.openPipeline();
  }

  @Override
  public List<Object> closePipeline() {
    return Invoker.withNulls(invoker.closePipeline());
  }

  // ---- transactions

  @Override
  public boolean isQueueing() {
    return invoker.queueing();
  }

  @Override
  public void multi() {
    invoker.multi();
  }

  @Override
  public @Nullable List<Object> exec() {
    List<@Nullable Object> results = invoker.exec();
    return results == null ? null : Invoker.withNulls(results);
  }

  @Override
  public void discard() {
    invoker.discard();
  }

  @Override
  public void watch(byte[]... keysToWatch) {
    invoker.watch(keysToWatch);
  }

  @Override
  public void unwatch() {
    invoker.status(Verb.UNWATCH);
  }

  // ---- publish and subscribe

  @Override
  public @Nullable Long publish(byte[] channel, byte[] message) {
    return invoker.call(Readers.LONG, Verb.PUBLISH, channel, message);
  }

  @Override
  public boolean isSubscribed() {
    EngineSubscription current = subscription;
    return current != null && current.isAlive();
  }

  @Override
  public @Nullable Subscription getSubscription() {
    return subscription;
  }

  /** Blocks until all subscriptions are gone, delivering messages on the calling thread. */
  @Override
  public void subscribe(MessageListener listener, byte[]... channels) {
    EngineSubscription started = start(listener);
    started.subscribe(channels);
    listen(started);
  }

  /** See {@link #subscribe}. */
  @Override
  public void pSubscribe(MessageListener listener, byte[]... patterns) {
    EngineSubscription started = start(listener);
    started.pSubscribe(patterns);
    listen(started);
  }

  private EngineSubscription start(MessageListener listener) {
    if (isSubscribed()) {
      throw new RedisSubscribedConnectionException(
          "Connection already subscribed; use the connection Subscription to cancel or add new"
              + " channels");
    }
    invoker.requireDirect("SUBSCRIBE");
    EngineSubscription started = new EngineSubscription(listener, session, running);
    subscription = started;
    return started;
  }

  private void listen(EngineSubscription started) {
    try {
      started.listen();
    } finally {
      subscription = null;
    }
  }

  /** Where this connection's calls go. */
  Invoker invoker() {
    return invoker;
  }

  private Scans scans() {
    Scans opened = scans;
    if (opened == null) {
      opened = new Scans(invoker, this::close);
      scans = opened;
    }
    return opened;
  }
}
