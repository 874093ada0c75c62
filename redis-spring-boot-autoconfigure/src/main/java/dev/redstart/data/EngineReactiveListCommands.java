package dev.redstart.data;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.connection.ReactiveListCommands;
import org.springframework.data.redis.connection.ReactiveRedisConnection.AbsentByteBufferResponse;
import org.springframework.data.redis.connection.ReactiveRedisConnection.BooleanResponse;
import org.springframework.data.redis.connection.ReactiveRedisConnection.ByteBufferResponse;
import org.springframework.data.redis.connection.ReactiveRedisConnection.CommandResponse;
import org.springframework.data.redis.connection.ReactiveRedisConnection.KeyCommand;
import org.springframework.data.redis.connection.ReactiveRedisConnection.NumericResponse;
import org.springframework.data.redis.connection.ReactiveRedisConnection.RangeCommand;
import org.springframework.data.redis.connection.RedisListCommands;
import reactor.core.publisher.Flux;

/** The commands on lists, when they are subscribed to. Those that wait hold no thread. */
final class EngineReactiveListCommands implements ReactiveListCommands {

  private final RedisListCommands lists;
  private final Waits waits;

  EngineReactiveListCommands(RedisListCommands lists, Waits waits) {
    this.lists = lists;
    this.waits = waits;
  }

  @Override
  public Flux<NumericResponse<PushCommand, Long>> push(Publisher<PushCommand> commands) {
    return Responses.numbers(commands, this::push);
  }

  @Override
  public Flux<NumericResponse<KeyCommand, Long>> lLen(Publisher<KeyCommand> commands) {
    return Responses.numbers(commands, it -> lists.lLen(key(it)));
  }

  @Override
  public Flux<CommandResponse<RangeCommand, Flux<ByteBuffer>>> lRange(
      Publisher<RangeCommand> commands) {
    return Responses.streams(
        commands,
        it ->
            Buffers.buffers(
                lists.lRange(key(it), Buffers.from(it.getRange()), Buffers.to(it.getRange()))));
  }

  @Override
  public Flux<BooleanResponse<RangeCommand>> lTrim(Publisher<RangeCommand> commands) {
    return Responses.flags(
        commands,
        it -> {
          lists.lTrim(key(it), Buffers.from(it.getRange()), Buffers.to(it.getRange()));
          return true;
        });
  }

  /** One response for each position. */
  @Override
  public Flux<NumericResponse<LPosCommand, Long>> lPos(Publisher<LPosCommand> commands) {
    return Flux.from(commands)
        .concatMap(
            it ->
                Responses.stream(
                        lists.lPos(
                            key(it), Buffers.bytes(it.getElement()), it.getRank(), it.getCount()))
                    .map(position -> new NumericResponse<>(it, position)));
  }

  @Override
  public Flux<ByteBufferResponse<LIndexCommand>> lIndex(Publisher<LIndexCommand> commands) {
    return Responses.buffers(commands, it -> lists.lIndex(key(it), number(it.getIndex())));
  }

  @Override
  public Flux<NumericResponse<LInsertCommand, Long>> lInsert(Publisher<LInsertCommand> commands) {
    return Responses.numbers(
        commands,
        it -> {
          RedisListCommands.Position where = it.getPosition();
          return lists.lInsert(
              key(it),
              where == null ? RedisListCommands.Position.BEFORE : where,
              Buffers.bytes(it.getPivot()),
              Buffers.bytes(it.getValue()));
        });
  }

  @Override
  public Flux<ByteBufferResponse<LMoveCommand>> lMove(Publisher<? extends LMoveCommand> commands) {
    return Responses.buffers(
        commands,
        it ->
            lists.lMove(
                key(it),
                Buffers.bytes(it.getDestinationKey()),
                direction(it.getFrom()),
                direction(it.getTo())));
  }

  @Override
  public Flux<ByteBufferResponse<BLMoveCommand>> bLMove(Publisher<BLMoveCommand> commands) {
    return waiting(
        commands,
        (lists, it) ->
            lists.bLMove(
                key(it),
                Buffers.bytes(it.getDestinationKey()),
                direction(it.getFrom()),
                direction(it.getTo()),
                timeout(it.getTimeout()).toMillis() / 1000.0));
  }

  @Override
  public Flux<BooleanResponse<LSetCommand>> lSet(Publisher<LSetCommand> commands) {
    return Responses.flags(
        commands,
        it -> {
          lists.lSet(key(it), number(it.getIndex()), Buffers.bytes(it.getValue()));
          return true;
        });
  }

  @Override
  public Flux<NumericResponse<LRemCommand, Long>> lRem(Publisher<LRemCommand> commands) {
    return Responses.numbers(
        commands, it -> lists.lRem(key(it), number(it.getCount()), Buffers.bytes(it.getValue())));
  }

  @Override
  public Flux<ByteBufferResponse<PopCommand>> pop(Publisher<PopCommand> commands) {
    return Responses.buffers(
        commands, it -> isRight(it.getDirection()) ? lists.rPop(key(it)) : lists.lPop(key(it)));
  }

  @Override
  public Flux<CommandResponse<PopCommand, Flux<ByteBuffer>>> popList(
      Publisher<PopCommand> commands) {
    return Responses.streams(
        commands,
        it ->
            Buffers.buffers(
                isRight(it.getDirection())
                    ? lists.rPop(key(it), it.getCount())
                    : lists.lPop(key(it), it.getCount())));
  }

  @Override
  public Flux<PopResponse> bPop(Publisher<BPopCommand> commands) {
    return Flux.from(commands)
        .concatMap(
            it ->
                waits
                    .call(invoker -> bPop(new EngineListCommands(invoker), it))
                    .map(popped -> new PopResponse(it, new PopResult(Buffers.buffers(popped)))));
  }

  private static @Nullable List<byte[]> bPop(RedisListCommands lists, BPopCommand command) {
    int timeout = (int) timeout(command.getTimeout()).toSeconds();
    byte[][] keys = Buffers.bytes(command.getKeys());
    return isRight(command.getDirection())
        ? lists.bRPop(timeout, keys)
        : lists.bLPop(timeout, keys);
  }

  @Override
  public Flux<ByteBufferResponse<RPopLPushCommand>> rPopLPush(
      Publisher<RPopLPushCommand> commands) {
    return Responses.buffers(
        commands, it -> lists.rPopLPush(key(it), Buffers.bytes(it.getDestination())));
  }

  @Override
  public Flux<ByteBufferResponse<BRPopLPushCommand>> bRPopLPush(
      Publisher<BRPopLPushCommand> commands) {
    return waiting(
        commands,
        (lists, it) ->
            lists.bRPopLPush(
                (int) timeout(it.getTimeout()).toSeconds(),
                key(it),
                Buffers.bytes(it.getDestination())));
  }

  /** Calls that wait for an element, one after the other. */
  private <C> Flux<ByteBufferResponse<C>> waiting(
      Publisher<C> commands, BiFunction<RedisListCommands, C, byte @Nullable []> call) {
    return Flux.from(commands)
        .concatMap(
            it ->
                waits
                    .call(invoker -> call.apply(new EngineListCommands(invoker), it))
                    .map(value -> new ByteBufferResponse<>(it, ByteBuffer.wrap(value)))
                    .defaultIfEmpty(new AbsentByteBufferResponse<>(it)));
  }

  private @Nullable Long push(PushCommand command) {
    byte[] key = key(command);
    byte[][] values = Buffers.bytes(command.getValues());
    boolean right = isRight(command.getDirection());
    if (command.getUpsert()) {
      return right ? lists.rPush(key, values) : lists.lPush(key, values);
    }
    if (values.length != 1) {
      throw new InvalidDataAccessApiUsageException(
          command.getDirection() + " PUSHX only allows one value");
    }
    return right ? lists.rPushX(key, values[0]) : lists.lPushX(key, values[0]);
  }

  private static byte[] key(KeyCommand command) {
    return Buffers.bytes(command.getKey());
  }

  private static long number(@Nullable Long number) {
    return number == null ? 0 : number;
  }

  private static Duration timeout(@Nullable Duration timeout) {
    return timeout == null ? Duration.ZERO : timeout;
  }

  private static boolean isRight(@Nullable Direction direction) {
    return direction == Direction.RIGHT;
  }

  private static RedisListCommands.Direction direction(@Nullable Direction direction) {
    return isRight(direction)
        ? RedisListCommands.Direction.RIGHT
        : RedisListCommands.Direction.LEFT;
  }
}
