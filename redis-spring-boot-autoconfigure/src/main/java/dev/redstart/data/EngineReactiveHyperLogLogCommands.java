package dev.redstart.data;

import org.reactivestreams.Publisher;
import org.springframework.data.redis.connection.ReactiveHyperLogLogCommands;
import org.springframework.data.redis.connection.ReactiveRedisConnection.BooleanResponse;
import org.springframework.data.redis.connection.ReactiveRedisConnection.NumericResponse;
import org.springframework.data.redis.connection.RedisHyperLogLogCommands;
import reactor.core.publisher.Flux;

/** The commands that estimate how many elements there are, when they are subscribed to. */
final class EngineReactiveHyperLogLogCommands implements ReactiveHyperLogLogCommands {

  private final RedisHyperLogLogCommands logs;

  EngineReactiveHyperLogLogCommands(RedisHyperLogLogCommands logs) {
    this.logs = logs;
  }

  @Override
  public Flux<NumericResponse<PfAddCommand, Long>> pfAdd(Publisher<PfAddCommand> commands) {
    return Responses.numbers(
        commands, it -> logs.pfAdd(Buffers.bytes(it.getKey()), Buffers.bytes(it.getValues())));
  }

  @Override
  public Flux<NumericResponse<PfCountCommand, Long>> pfCount(Publisher<PfCountCommand> commands) {
    return Responses.numbers(commands, it -> logs.pfCount(Buffers.bytes(it.getKeys())));
  }

  @Override
  public Flux<BooleanResponse<PfMergeCommand>> pfMerge(Publisher<PfMergeCommand> commands) {
    return Responses.flags(
        commands,
        it -> {
          logs.pfMerge(Buffers.bytes(it.getKey()), Buffers.bytes(it.getSourceKeys()));
          return true;
        });
  }
}
