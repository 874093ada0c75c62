package dev.redstart.data;

import java.nio.ByteBuffer;
import java.util.List;
import org.reactivestreams.Publisher;
import org.springframework.data.redis.connection.ReactiveRedisConnection.BooleanResponse;
import org.springframework.data.redis.connection.ReactiveRedisConnection.ByteBufferResponse;
import org.springframework.data.redis.connection.ReactiveRedisConnection.CommandResponse;
import org.springframework.data.redis.connection.ReactiveRedisConnection.KeyCommand;
import org.springframework.data.redis.connection.ReactiveRedisConnection.KeyScanCommand;
import org.springframework.data.redis.connection.ReactiveRedisConnection.MultiValueResponse;
import org.springframework.data.redis.connection.ReactiveRedisConnection.NumericResponse;
import org.springframework.data.redis.connection.ReactiveSetCommands;
import org.springframework.data.redis.connection.RedisSetCommands;
import reactor.core.publisher.Flux;

/** The commands on sets, when they are subscribed to. */
final class EngineReactiveSetCommands implements ReactiveSetCommands {

  private final RedisSetCommands sets;
  private final Scans scans;

  EngineReactiveSetCommands(RedisSetCommands sets, Scans scans) {
    this.sets = sets;
    this.scans = scans;
  }

  @Override
  public Flux<NumericResponse<SAddCommand, Long>> sAdd(Publisher<SAddCommand> commands) {
    return Responses.numbers(commands, it -> sets.sAdd(key(it), Buffers.bytes(it.getValues())));
  }

  @Override
  public Flux<NumericResponse<SRemCommand, Long>> sRem(Publisher<SRemCommand> commands) {
    return Responses.numbers(commands, it -> sets.sRem(key(it), Buffers.bytes(it.getValues())));
  }

  @Override
  public Flux<ByteBufferResponse<KeyCommand>> sPop(Publisher<KeyCommand> commands) {
    return Responses.buffers(commands, it -> sets.sPop(key(it)));
  }

  @Override
  public Flux<ByteBuffer> sPop(SPopCommand command) {
    return Flux.defer(
        () -> Responses.stream(Buffers.buffers(sets.sPop(key(command), command.getCount()))));
  }

  @Override
  public Flux<BooleanResponse<SMoveCommand>> sMove(Publisher<SMoveCommand> commands) {
    return Responses.flags(
        commands,
        it ->
            sets.sMove(key(it), Buffers.bytes(it.getDestination()), Buffers.bytes(it.getValue())));
  }

  @Override
  public Flux<NumericResponse<KeyCommand, Long>> sCard(Publisher<KeyCommand> commands) {
    return Responses.numbers(commands, it -> sets.sCard(key(it)));
  }

  @Override
  public Flux<BooleanResponse<SIsMemberCommand>> sIsMember(Publisher<SIsMemberCommand> commands) {
    return Responses.flags(commands, it -> sets.sIsMember(key(it), Buffers.bytes(it.getValue())));
  }

  @Override
  public Flux<MultiValueResponse<SMIsMemberCommand, Boolean>> sMIsMember(
      Publisher<SMIsMemberCommand> commands) {
    return Responses.values(
        commands, it -> sets.sMIsMember(key(it), Buffers.bytes(it.getValues())));
  }

  @Override
  public Flux<CommandResponse<SInterCommand, Flux<ByteBuffer>>> sInter(
      Publisher<SInterCommand> commands) {
    return Responses.streams(commands, it -> Buffers.buffers(sets.sInter(keys(it.getKeys()))));
  }

  @Override
  public Flux<NumericResponse<SInterStoreCommand, Long>> sInterStore(
      Publisher<SInterStoreCommand> commands) {
    return Responses.numbers(commands, it -> sets.sInterStore(key(it), keys(it.getKeys())));
  }

  @Override
  public Flux<NumericResponse<SInterCardCommand, Long>> sInterCard(
      Publisher<SInterCardCommand> commands) {
    return Responses.numbers(commands, it -> sets.sInterCard(keys(it.getKeys())));
  }

  @Override
  public Flux<CommandResponse<SUnionCommand, Flux<ByteBuffer>>> sUnion(
      Publisher<SUnionCommand> commands) {
    return Responses.streams(commands, it -> Buffers.buffers(sets.sUnion(keys(it.getKeys()))));
  }

  @Override
  public Flux<NumericResponse<SUnionStoreCommand, Long>> sUnionStore(
      Publisher<SUnionStoreCommand> commands) {
    return Responses.numbers(commands, it -> sets.sUnionStore(key(it), keys(it.getKeys())));
  }

  @Override
  public Flux<CommandResponse<SDiffCommand, Flux<ByteBuffer>>> sDiff(
      Publisher<SDiffCommand> commands) {
    return Responses.streams(commands, it -> Buffers.buffers(sets.sDiff(keys(it.getKeys()))));
  }

  @Override
  public Flux<NumericResponse<SDiffStoreCommand, Long>> sDiffStore(
      Publisher<SDiffStoreCommand> commands) {
    return Responses.numbers(commands, it -> sets.sDiffStore(key(it), keys(it.getKeys())));
  }

  @Override
  public Flux<CommandResponse<KeyCommand, Flux<ByteBuffer>>> sMembers(
      Publisher<KeyCommand> commands) {
    return Responses.streams(commands, it -> Buffers.buffers(sets.sMembers(key(it))));
  }

  /** Goes on from step to step as elements are asked for. */
  @Override
  public Flux<CommandResponse<KeyCommand, Flux<ByteBuffer>>> sScan(
      Publisher<KeyScanCommand> commands) {
    return Flux.from(commands)
        .map(
            it ->
                new CommandResponse<>(
                    it,
                    Responses.cursor(() -> scans.members(key(it), it.getOptions()))
                        .map(ByteBuffer::wrap)));
  }

  @Override
  public Flux<CommandResponse<SRandMembersCommand, Flux<ByteBuffer>>> sRandMember(
      Publisher<SRandMembersCommand> commands) {
    return Responses.streams(
        commands, it -> Buffers.buffers(sets.sRandMember(key(it), it.getCount().orElse(1L))));
  }

  private static byte[] key(KeyCommand command) {
    return Buffers.bytes(command.getKey());
  }

  private static byte[][] keys(List<ByteBuffer> keys) {
    return Buffers.bytes(keys);
  }
}
