package dev.redstart.data;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.data.redis.connection.DataType;
import org.springframework.data.redis.connection.ExpirationOptions.Condition;
import org.springframework.data.redis.connection.ReactiveKeyCommands;
import org.springframework.data.redis.connection.ReactiveRedisConnection.BooleanResponse;
import org.springframework.data.redis.connection.ReactiveRedisConnection.CommandResponse;
import org.springframework.data.redis.connection.ReactiveRedisConnection.KeyCommand;
import org.springframework.data.redis.connection.ReactiveRedisConnection.MultiValueResponse;
import org.springframework.data.redis.connection.ReactiveRedisConnection.NumericResponse;
import org.springframework.data.redis.connection.RedisKeyCommands;
import org.springframework.data.redis.connection.ValueEncoding;
import org.springframework.data.redis.core.ScanOptions;
import org.springframework.data.redis.core.types.Expiration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The commands on keys, when they are subscribed to. */
final class EngineReactiveKeyCommands implements ReactiveKeyCommands {

  private final RedisKeyCommands keys;
  private final Invoker invoker;
  private final Scans scans;

  EngineReactiveKeyCommands(RedisKeyCommands keys, Invoker invoker, Scans scans) {
    this.keys = keys;
    this.invoker = invoker;
    this.scans = scans;
  }

  @Override
  public Flux<BooleanResponse<CopyCommand>> copy(Publisher<CopyCommand> commands) {
    return Responses.flags(commands, it -> invoker.call(Readers.FLAG, copying(it)));
  }

  @Override
  public Flux<BooleanResponse<KeyCommand>> exists(Publisher<KeyCommand> commands) {
    return Responses.flags(commands, it -> keys.exists(key(it)));
  }

  @Override
  public Mono<Long> exists(List<ByteBuffer> names) {
    return Mono.fromSupplier(() -> keys.exists(Buffers.bytes(names)));
  }

  @Override
  public Flux<BooleanResponse<DelexCommand>> delex(Publisher<DelexCommand> commands) {
    return Responses.flags(commands, it -> keys.delex(key(it), it.getCondition()));
  }

  @Override
  public Flux<CommandResponse<KeyCommand, String>> digest(Publisher<KeyCommand> commands) {
    return Responses.results(commands, it -> keys.digest(key(it)));
  }

  @Override
  public Flux<CommandResponse<KeyCommand, DataType>> type(Publisher<KeyCommand> commands) {
    return Responses.results(commands, it -> keys.type(key(it)));
  }

  @Override
  public Flux<NumericResponse<Collection<ByteBuffer>, Long>> touch(
      Publisher<Collection<ByteBuffer>> names) {
    return Responses.numbers(names, it -> keys.touch(Buffers.bytes(it)));
  }

  @Override
  public Flux<MultiValueResponse<ByteBuffer, ByteBuffer>> keys(Publisher<ByteBuffer> patterns) {
    return Responses.values(patterns, it -> found(keys.keys(Buffers.bytes(it))));
  }

  /** Goes on from step to step as elements are asked for. */
  @Override
  public Flux<ByteBuffer> scan(ScanOptions options) {
    return Responses.cursor(() -> scans.keys(options)).map(ByteBuffer::wrap);
  }

  @Override
  public Mono<ByteBuffer> randomKey() {
    return Mono.fromSupplier(() -> Buffers.buffer(keys.randomKey()));
  }

  @Override
  public Flux<BooleanResponse<RenameCommand>> rename(Publisher<RenameCommand> commands) {
    return Responses.flags(
        commands,
        it -> {
          keys.rename(key(it), Buffers.bytes(it.getNewKey()));
          return true;
        });
  }

  @Override
  public Flux<BooleanResponse<RenameCommand>> renameNX(Publisher<RenameCommand> commands) {
    return Responses.flags(commands, it -> keys.renameNX(key(it), Buffers.bytes(it.getNewKey())));
  }

  @Override
  public Flux<NumericResponse<KeyCommand, Long>> del(Publisher<KeyCommand> commands) {
    return Responses.numbers(commands, it -> keys.del(key(it)));
  }

  @Override
  public Flux<NumericResponse<List<ByteBuffer>, Long>> mDel(Publisher<List<ByteBuffer>> names) {
    return Responses.numbers(names, it -> keys.del(Buffers.bytes(it)));
  }

  @Override
  public Flux<NumericResponse<KeyCommand, Long>> unlink(Publisher<KeyCommand> commands) {
    return Responses.numbers(commands, it -> keys.unlink(key(it)));
  }

  @Override
  public Flux<NumericResponse<List<ByteBuffer>, Long>> mUnlink(Publisher<List<ByteBuffer>> names) {
    return Responses.numbers(names, it -> keys.unlink(Buffers.bytes(it)));
  }

  @Override
  public Flux<BooleanResponse<ExpireCommand>> applyExpiration(Publisher<ExpireCommand> commands) {
    return Responses.flags(
        commands, it -> expire(key(it), it.getExpiration(), it.getOptions().getCondition()));
  }

  @Override
  public Flux<BooleanResponse<ExpireAtCommand>> expireAt(Publisher<ExpireAtCommand> commands) {
    return Responses.flags(
        commands,
        it -> keys.expireAt(key(it), when(it).getEpochSecond(), it.getOptions().getCondition()));
  }

  @Override
  public Flux<BooleanResponse<ExpireAtCommand>> pExpireAt(Publisher<ExpireAtCommand> commands) {
    return Responses.flags(
        commands,
        it -> keys.pExpireAt(key(it), when(it).toEpochMilli(), it.getOptions().getCondition()));
  }

  @Override
  public Flux<BooleanResponse<KeyCommand>> persist(Publisher<KeyCommand> commands) {
    return Responses.flags(commands, it -> keys.persist(key(it)));
  }

  @Override
  public Flux<NumericResponse<KeyCommand, Long>> ttl(Publisher<KeyCommand> commands) {
    return Responses.numbers(commands, it -> keys.ttl(key(it)));
  }

  @Override
  public Flux<NumericResponse<KeyCommand, Long>> pTtl(Publisher<KeyCommand> commands) {
    return Responses.numbers(commands, it -> keys.pTtl(key(it)));
  }

  @Override
  public Flux<BooleanResponse<MoveCommand>> move(Publisher<MoveCommand> commands) {
    return Responses.flags(
        commands,
        it -> {
          Integer database = it.getDatabase();
          if (database == null) {
            throw new IllegalArgumentException("Database must not be null");
          }
          return keys.move(key(it), database);
        });
  }

  @Override
  public Mono<ValueEncoding> encodingOf(ByteBuffer name) {
    return Mono.fromSupplier(() -> keys.encodingOf(Buffers.bytes(name)));
  }

  @Override
  public Mono<Duration> idletime(ByteBuffer name) {
    return Mono.fromSupplier(() -> keys.idletime(Buffers.bytes(name)));
  }

  @Override
  public Mono<Long> refcount(ByteBuffer name) {
    return Mono.fromSupplier(() -> keys.refcount(Buffers.bytes(name)));
  }

  private static byte[] key(KeyCommand command) {
    return Buffers.bytes(command.getKey());
  }

  private static Instant when(ExpireAtCommand command) {
    Instant when = command.getExpireAt();
    if (when == null) {
      throw new IllegalArgumentException("Expiration instant must not be null");
    }
    return when;
  }

  private static Line copying(CopyCommand command) {
    Line line = Line.of(Verb.COPY, key(command)).add(Buffers.bytes(command.getTarget()));
    Integer database = command.getDatabase();
    if (database != null) {
      line.add("DB").add(database.longValue());
    }
    return line.addIf(command.isReplace(), "REPLACE");
  }

  private @Nullable Boolean expire(byte[] key, Expiration expiration, Condition condition) {
    if (expiration.isPersistent()) {
      return keys.persist(key);
    }
    boolean precise = expiration.isPrecise();
    long when = expiration.getConverted(precise ? TimeUnit.MILLISECONDS : TimeUnit.SECONDS);
    if (expiration.isUnixTimestamp()) {
      return precise ? keys.pExpireAt(key, when, condition) : keys.expireAt(key, when, condition);
    }
    return precise ? keys.pExpire(key, when, condition) : keys.expire(key, when, condition);
  }

  private static List<ByteBuffer> found(@Nullable Set<byte[]> names) {
    return Buffers.buffers(names);
  }
}
