package dev.redstart.ratelimit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.redstart.engine.bytes.Bytes;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.ReactiveRedisConnection;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.ReturnType;
import org.springframework.data.redis.connection.SetCondition;
import org.springframework.data.redis.core.types.Expiration;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Any Redis as a store, through Spring Data's connections, one for each step. A state is exchanged
 * by a script, which every version of Redis knows.
 */
final class ConnectionStore implements BucketStore {

  private static final byte[] EXCHANGE =
      """
      if redis.call('GET', KEYS[1]) == ARGV[1] then
        redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
        return 1
      end
      return 0
      """
          .getBytes(UTF_8);

  private final RedisConnectionFactory factory;
  private final @Nullable ReactiveRedisConnectionFactory reactive;

  ConnectionStore(RedisConnectionFactory factory) {
    this.factory = factory;
    this.reactive = factory instanceof ReactiveRedisConnectionFactory it ? it : null;
  }

  @Override
  public byte @Nullable [] read(Bytes key) {
    try (RedisConnection connection = factory.getConnection()) {
      return connection.stringCommands().get(key.toArray());
    }
  }

  @Override
  public boolean change(Bytes key, Change change) {
    byte[] before = change.before;
    try (RedisConnection connection = factory.getConnection()) {
      if (before == null) {
        Expiration ttl = Expiration.milliseconds(change.ttlMillis);
        return Boolean.TRUE.equals(
            connection
                .stringCommands()
                .set(key.toArray(), change.after, SetCondition.ifAbsent(), ttl));
      }
      Long done =
          connection
              .scriptingCommands()
              .eval(
                  EXCHANGE,
                  ReturnType.INTEGER,
                  1,
                  key.toArray(),
                  before,
                  change.after,
                  ttlOf(change));
      return Long.valueOf(1).equals(done);
    }
  }

  @Override
  public void remove(Bytes key) {
    try (RedisConnection connection = factory.getConnection()) {
      connection.keyCommands().del(key.toArray());
    }
  }

  @Override
  public CompletableFuture<Optional<byte[]>> readLater(Bytes key) {
    return later(
        connection ->
            connection
                .stringCommands()
                .get(ByteBuffer.wrap(key.toArray()))
                .map(state -> Optional.of(array(state)))
                .defaultIfEmpty(Optional.empty()));
  }

  @Override
  public CompletableFuture<Boolean> changeLater(Bytes key, Change change) {
    return later(connection -> change(connection, key, change));
  }

  private static Mono<Boolean> change(
      ReactiveRedisConnection connection, Bytes key, Change change) {
    ByteBuffer name = ByteBuffer.wrap(key.toArray());
    ByteBuffer after = ByteBuffer.wrap(change.after);
    byte[] before = change.before;
    if (before == null) {
      Expiration ttl = Expiration.milliseconds(change.ttlMillis);
      return connection.stringCommands().set(name, after, SetCondition.ifAbsent(), ttl);
    }
    return connection
        .scriptingCommands()
        .<Long>eval(
            ByteBuffer.wrap(EXCHANGE),
            ReturnType.INTEGER,
            1,
            name,
            ByteBuffer.wrap(before),
            after,
            ByteBuffer.wrap(ttlOf(change)))
        .next()
        .map(done -> done == 1);
  }

  @Override
  public CompletableFuture<Void> removeLater(Bytes key) {
    return later(connection -> connection.keyCommands().del(ByteBuffer.wrap(key.toArray())).then());
  }

  @Override
  public boolean isReactive() {
    return reactive != null;
  }

  @Override
  public boolean mayBeLate() {
    return true;
  }

  /** On a thread that may block: a connection that isn't there yet is made on it. */
  private <T> CompletableFuture<T> later(Function<ReactiveRedisConnection, Mono<T>> work) {
    ReactiveRedisConnectionFactory connections = reactive;
    if (connections == null) {
      throw new UnsupportedOperationException(
          "only a reactive connection factory, such as Lettuce's, answers later");
    }
    return Mono.usingWhen(
            Mono.fromSupplier(connections::getReactiveConnection),
            work,
            ReactiveRedisConnection::closeLater)
        .subscribeOn(Schedulers.boundedElastic())
        .toFuture();
  }

  private static byte[] ttlOf(Change change) {
    return Long.toString(change.ttlMillis).getBytes(UTF_8);
  }

  private static byte[] array(ByteBuffer buffer) {
    byte[] array = new byte[buffer.remaining()];
    buffer.duplicate().get(array);
    return array;
  }
}
