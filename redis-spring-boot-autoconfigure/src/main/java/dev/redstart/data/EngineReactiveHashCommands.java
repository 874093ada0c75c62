package dev.redstart.data;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.data.redis.connection.ExpirationOptions;
import org.springframework.data.redis.connection.ReactiveHashCommands;
import org.springframework.data.redis.connection.ReactiveRedisConnection.BooleanResponse;
import org.springframework.data.redis.connection.ReactiveRedisConnection.CommandResponse;
import org.springframework.data.redis.connection.ReactiveRedisConnection.KeyCommand;
import org.springframework.data.redis.connection.ReactiveRedisConnection.KeyScanCommand;
import org.springframework.data.redis.connection.ReactiveRedisConnection.MultiValueResponse;
import org.springframework.data.redis.connection.ReactiveRedisConnection.NumericResponse;
import org.springframework.data.redis.connection.RedisHashCommands;
import org.springframework.data.redis.core.types.Expiration;
import reactor.core.publisher.Flux;

/** The commands on hashes, when they are subscribed to. */
final class EngineReactiveHashCommands implements ReactiveHashCommands {

  private final RedisHashCommands hashes;
  private final Scans scans;

  EngineReactiveHashCommands(RedisHashCommands hashes, Scans scans) {
    this.hashes = hashes;
    this.scans = scans;
  }

  @Override
  public Flux<BooleanResponse<HSetCommand>> hSet(Publisher<HSetCommand> commands) {
    return Responses.flags(commands, this::set);
  }

  @Override
  public Flux<MultiValueResponse<HGetCommand, ByteBuffer>> hMGet(Publisher<HGetCommand> commands) {
    return Responses.values(
        commands, it -> Buffers.buffers(hashes.hMGet(key(it), Buffers.bytes(it.getFields()))));
  }

  @Override
  public Flux<BooleanResponse<HExistsCommand>> hExists(Publisher<HExistsCommand> commands) {
    return Responses.flags(commands, it -> hashes.hExists(key(it), Buffers.bytes(it.getField())));
  }

  @Override
  public Flux<NumericResponse<HDelCommand, Long>> hDel(Publisher<HDelCommand> commands) {
    return Responses.numbers(commands, it -> hashes.hDel(key(it), Buffers.bytes(it.getFields())));
  }

  @Override
  public Flux<NumericResponse<KeyCommand, Long>> hLen(Publisher<KeyCommand> commands) {
    return Responses.numbers(commands, it -> hashes.hLen(key(it)));
  }

  @Override
  public Flux<CommandResponse<HRandFieldCommand, Flux<ByteBuffer>>> hRandField(
      Publisher<HRandFieldCommand> commands) {
    return Responses.streams(
        commands, it -> Buffers.buffers(hashes.hRandField(key(it), it.getCount())));
  }

  @Override
  public Flux<CommandResponse<HRandFieldCommand, Flux<Map.Entry<ByteBuffer, ByteBuffer>>>>
      hRandFieldWithValues(Publisher<HRandFieldCommand> commands) {
    return Responses.streams(
        commands, it -> entries(hashes.hRandFieldWithValues(key(it), it.getCount())));
  }

  @Override
  public Flux<CommandResponse<KeyCommand, Flux<ByteBuffer>>> hKeys(Publisher<KeyCommand> commands) {
    return Responses.streams(commands, it -> Buffers.buffers(hashes.hKeys(key(it))));
  }

  @Override
  public Flux<CommandResponse<KeyCommand, Flux<ByteBuffer>>> hVals(Publisher<KeyCommand> commands) {
    return Responses.streams(commands, it -> Buffers.buffers(hashes.hVals(key(it))));
  }

  @Override
  public Flux<CommandResponse<KeyCommand, Flux<Map.Entry<ByteBuffer, ByteBuffer>>>> hGetAll(
      Publisher<KeyCommand> commands) {
    return Responses.streams(
        commands,
        it -> {
          Map<byte[], byte[]> all = hashes.hGetAll(key(it));
          return entries(all == null ? null : all.entrySet());
        });
  }

  /** Goes on from step to step as elements are asked for. */
  @Override
  public Flux<CommandResponse<KeyCommand, Flux<Map.Entry<ByteBuffer, ByteBuffer>>>> hScan(
      Publisher<KeyScanCommand> commands) {
    return Flux.from(commands)
        .map(
            it ->
                new CommandResponse<>(
                    it,
                    Responses.cursor(() -> scans.fields(key(it), it.getOptions()))
                        .map(EngineReactiveHashCommands::entry)));
  }

  @Override
  public Flux<NumericResponse<HStrLenCommand, Long>> hStrLen(Publisher<HStrLenCommand> commands) {
    return Responses.numbers(commands, it -> hashes.hStrLen(key(it), Buffers.bytes(it.getField())));
  }

  // ---- fields with a time to live: one response for each field

  @Override
  public Flux<NumericResponse<HashExpireCommand, Long>> applyHashFieldExpiration(
      Publisher<HashExpireCommand> commands) {
    return Flux.from(commands)
        .concatMap(it -> each(it, expire(key(it), it, Buffers.bytes(it.getFields()))));
  }

  @Override
  public Flux<NumericResponse<HashFieldsCommand, Long>> hPersist(
      Publisher<HashFieldsCommand> commands) {
    return Flux.from(commands)
        .concatMap(it -> each(it, hashes.hPersist(key(it), Buffers.bytes(it.getFields()))));
  }

  @Override
  public Flux<NumericResponse<HashFieldsCommand, Long>> hTtl(
      Publisher<HashFieldsCommand> commands) {
    return Flux.from(commands)
        .concatMap(it -> each(it, hashes.hTtl(key(it), Buffers.bytes(it.getFields()))));
  }

  @Override
  public Flux<NumericResponse<HashFieldsCommand, Long>> hpTtl(
      Publisher<HashFieldsCommand> commands) {
    return Flux.from(commands)
        .concatMap(it -> each(it, hashes.hpTtl(key(it), Buffers.bytes(it.getFields()))));
  }

  @Override
  public Flux<MultiValueResponse<HGetDelCommand, ByteBuffer>> hGetDel(
      Publisher<HGetDelCommand> commands) {
    return Responses.values(
        commands, it -> Buffers.buffers(hashes.hGetDel(key(it), Buffers.bytes(it.getFields()))));
  }

  @Override
  public Flux<MultiValueResponse<HGetExCommand, ByteBuffer>> hGetEx(
      Publisher<HGetExCommand> commands) {
    return Responses.values(
        commands,
        it ->
            Buffers.buffers(
                hashes.hGetEx(key(it), it.getExpiration(), Buffers.bytes(it.getFields()))));
  }

  @Override
  public Flux<BooleanResponse<HSetExCommand>> hSetEx(Publisher<HSetExCommand> commands) {
    return Responses.flags(
        commands,
        it ->
            hashes.hSetEx(
                key(it),
                Buffers.bytes(it.getFieldValueMap()),
                it.getCondition(),
                it.getExpiration()));
  }

  private Boolean set(HSetCommand command) {
    byte[] key = key(command);
    Map<ByteBuffer, ByteBuffer> fields = command.getFieldValueMap();
    if (fields.size() != 1) {
      hashes.hMSet(key, Buffers.bytes(fields));
      return true;
    }
    Map.Entry<ByteBuffer, ByteBuffer> only = fields.entrySet().iterator().next();
    byte[] field = Buffers.bytes(only.getKey());
    byte[] value = Buffers.bytes(only.getValue());
    return Boolean.TRUE.equals(
        command.isUpsert() ? hashes.hSet(key, field, value) : hashes.hSetNX(key, field, value));
  }

  private @Nullable List<Long> expire(byte[] key, HashExpireCommand command, byte[]... fields) {
    Expiration expiration = command.getExpiration();
    if (expiration.isPersistent()) {
      return hashes.hPersist(key, fields);
    }
    ExpirationOptions.Condition condition = command.getOptions().getCondition();
    boolean precise = expiration.isPrecise();
    long when = expiration.getConverted(precise ? TimeUnit.MILLISECONDS : TimeUnit.SECONDS);
    if (expiration.isUnixTimestamp()) {
      return precise
          ? hashes.hpExpireAt(key, when, condition, fields)
          : hashes.hExpireAt(key, when, condition, fields);
    }
    return precise
        ? hashes.hpExpire(key, when, condition, fields)
        : hashes.hExpire(key, when, condition, fields);
  }

  private static <C> Flux<NumericResponse<C, Long>> each(C command, @Nullable List<Long> results) {
    return Responses.stream(results).map(result -> new NumericResponse<>(command, result));
  }

  private static byte[] key(KeyCommand command) {
    return Buffers.bytes(command.getKey());
  }

  private static List<Map.Entry<ByteBuffer, ByteBuffer>> entries(
      @Nullable Collection<Map.Entry<byte[], byte[]>> arrays) {
    List<Map.Entry<ByteBuffer, ByteBuffer>> entries = new ArrayList<>();
    if (arrays != null) {
      arrays.forEach(entry -> entries.add(entry(entry)));
    }
    return entries;
  }

  private static Map.Entry<ByteBuffer, ByteBuffer> entry(Map.Entry<byte[], byte[]> entry) {
    return Map.entry(ByteBuffer.wrap(entry.getKey()), ByteBuffer.wrap(entry.getValue()));
  }
}
