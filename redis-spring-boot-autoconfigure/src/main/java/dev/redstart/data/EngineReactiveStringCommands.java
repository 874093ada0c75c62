package dev.redstart.data;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.data.domain.Range;
import org.springframework.data.redis.connection.BitFieldSubCommands;
import org.springframework.data.redis.connection.ReactiveRedisConnection.BooleanResponse;
import org.springframework.data.redis.connection.ReactiveRedisConnection.ByteBufferResponse;
import org.springframework.data.redis.connection.ReactiveRedisConnection.KeyCommand;
import org.springframework.data.redis.connection.ReactiveRedisConnection.MultiValueResponse;
import org.springframework.data.redis.connection.ReactiveRedisConnection.NumericResponse;
import org.springframework.data.redis.connection.ReactiveRedisConnection.RangeCommand;
import org.springframework.data.redis.connection.ReactiveStringCommands;
import org.springframework.data.redis.connection.RedisStringCommands;
import org.springframework.data.redis.connection.SetCondition;
import org.springframework.data.redis.core.types.Expiration;
import reactor.core.publisher.Flux;

/** The commands on strings, when they are subscribed to. */
final class EngineReactiveStringCommands implements ReactiveStringCommands {

  private final RedisStringCommands strings;

  EngineReactiveStringCommands(RedisStringCommands strings) {
    this.strings = strings;
  }

  @Override
  public Flux<ByteBufferResponse<KeyCommand>> get(Publisher<KeyCommand> keys) {
    return Responses.buffers(keys, it -> strings.get(Buffers.bytes(it.getKey())));
  }

  @Override
  public Flux<ByteBufferResponse<KeyCommand>> getDel(Publisher<KeyCommand> commands) {
    return Responses.buffers(commands, it -> strings.getDel(Buffers.bytes(it.getKey())));
  }

  @Override
  public Flux<ByteBufferResponse<GetExCommand>> getEx(Publisher<GetExCommand> commands) {
    return Responses.buffers(
        commands, it -> strings.getEx(Buffers.bytes(it.getKey()), it.getExpiration()));
  }

  @Override
  public Flux<MultiValueResponse<List<ByteBuffer>, ByteBuffer>> mGet(
      Publisher<List<ByteBuffer>> keysets) {
    return Responses.values(keysets, keys -> Buffers.buffers(strings.mGet(Buffers.bytes(keys))));
  }

  @Override
  public Flux<BooleanResponse<SetCommand>> set(Publisher<SetCommand> commands) {
    return Responses.flags(
        commands,
        it ->
            (it.getExpiration().isEmpty() && it.getCondition().isEmpty())
                ? keyAndValue(it, strings::set)
                : strings.set(key(it), value(it), condition(it), expiration(it)));
  }

  @Override
  public Flux<ByteBufferResponse<SetCommand>> setGet(Publisher<SetCommand> commands) {
    return Responses.buffers(
        commands, it -> strings.setGet(key(it), value(it), condition(it), expiration(it)));
  }

  @Override
  public Flux<ByteBufferResponse<SetCommand>> getSet(Publisher<SetCommand> commands) {
    return Responses.buffers(commands, it -> strings.getSet(key(it), value(it)));
  }

  @Override
  public Flux<BooleanResponse<SetCommand>> setNX(Publisher<SetCommand> values) {
    return Responses.flags(values, it -> keyAndValue(it, strings::setNX));
  }

  @Override
  public Flux<BooleanResponse<SetCommand>> setEX(Publisher<SetCommand> commands) {
    return Responses.flags(
        commands,
        it -> strings.setEx(key(it), expiration(it).getConverted(TimeUnit.SECONDS), value(it)));
  }

  @Override
  public Flux<BooleanResponse<SetCommand>> pSetEX(Publisher<SetCommand> commands) {
    return Responses.flags(
        commands,
        it ->
            strings.pSetEx(key(it), expiration(it).getConverted(TimeUnit.MILLISECONDS), value(it)));
  }

  @Override
  public Flux<BooleanResponse<MSetCommand>> mSet(Publisher<MSetCommand> commands) {
    return Responses.flags(commands, it -> strings.mSet(Buffers.bytes(it.getKeyValuePairs())));
  }

  @Override
  public Flux<BooleanResponse<MSetCommand>> mSetNX(Publisher<MSetCommand> source) {
    return Responses.flags(source, it -> strings.mSetNX(Buffers.bytes(it.getKeyValuePairs())));
  }

  @Override
  public Flux<NumericResponse<AppendCommand, Long>> append(Publisher<AppendCommand> commands) {
    return Responses.numbers(
        commands, it -> strings.append(Buffers.bytes(it.getKey()), Buffers.bytes(it.getValue())));
  }

  @Override
  public Flux<ByteBufferResponse<RangeCommand>> getRange(Publisher<RangeCommand> commands) {
    return Responses.buffers(
        commands,
        it ->
            strings.getRange(
                Buffers.bytes(it.getKey()),
                Buffers.from(it.getRange()),
                Buffers.to(it.getRange())));
  }

  @Override
  public Flux<NumericResponse<SetRangeCommand, Long>> setRange(
      Publisher<SetRangeCommand> commands) {
    return Responses.numbers(
        commands,
        it -> {
          byte[] key = Buffers.bytes(it.getKey());
          Long offset = it.getOffset();
          strings.setRange(key, Buffers.bytes(it.getValue()), offset == null ? 0 : offset);
          return strings.strLen(key);
        });
  }

  @Override
  public Flux<NumericResponse<KeyCommand, Long>> strLen(Publisher<KeyCommand> keys) {
    return Responses.numbers(keys, it -> strings.strLen(Buffers.bytes(it.getKey())));
  }

  // ---- bits

  @Override
  public Flux<BooleanResponse<GetBitCommand>> getBit(Publisher<GetBitCommand> commands) {
    return Responses.flags(
        commands, it -> strings.getBit(Buffers.bytes(it.getKey()), offset(it.getOffset())));
  }

  @Override
  public Flux<BooleanResponse<SetBitCommand>> setBit(Publisher<SetBitCommand> commands) {
    return Responses.flags(
        commands,
        it -> strings.setBit(Buffers.bytes(it.getKey()), offset(it.getOffset()), it.getValue()));
  }

  @Override
  public Flux<NumericResponse<BitCountCommand, Long>> bitCount(
      Publisher<BitCountCommand> commands) {
    return Responses.numbers(
        commands,
        it -> {
          byte[] key = Buffers.bytes(it.getKey());
          Range<Long> range = it.getRange();
          return range == null || range.equals(Range.unbounded())
              ? strings.bitCount(key)
              : strings.bitCount(key, Buffers.from(range), Buffers.to(range));
        });
  }

  @Override
  public Flux<MultiValueResponse<BitFieldCommand, Long>> bitField(
      Publisher<BitFieldCommand> commands) {
    return Responses.values(
        commands,
        it -> {
          BitFieldSubCommands parts = it.getSubCommands();
          return strings.bitField(
              Buffers.bytes(it.getKey()), parts == null ? BitFieldSubCommands.create() : parts);
        });
  }

  @Override
  public Flux<NumericResponse<BitOpCommand, Long>> bitOp(Publisher<BitOpCommand> commands) {
    return Responses.numbers(
        commands,
        it ->
            strings.bitOp(
                it.getBitOp(), Buffers.bytes(it.getDestinationKey()), Buffers.bytes(it.getKeys())));
  }

  @Override
  public Flux<NumericResponse<BitPosCommand, Long>> bitPos(Publisher<BitPosCommand> commands) {
    return Responses.numbers(
        commands,
        it -> {
          Range<Long> range = it.getRange() == null ? Range.unbounded() : it.getRange();
          return strings.bitPos(Buffers.bytes(it.getKey()), it.getBit(), range);
        });
  }

  private static @Nullable Boolean keyAndValue(
      SetCommand command, BiFunction<byte[], byte[], @Nullable Boolean> call) {
    return call.apply(key(command), value(command));
  }

  private static byte[] key(SetCommand command) {
    return Buffers.bytes(command.getKey());
  }

  private static byte[] value(SetCommand command) {
    return Buffers.bytes(command.getValue());
  }

  private static SetCondition condition(SetCommand command) {
    return command.getCondition().orElseGet(SetCondition::upsert);
  }

  private static Expiration expiration(SetCommand command) {
    return command.getExpiration().orElseGet(Expiration::persistent);
  }

  private static long offset(@Nullable Long offset) {
    return offset == null ? 0 : offset;
  }
}
