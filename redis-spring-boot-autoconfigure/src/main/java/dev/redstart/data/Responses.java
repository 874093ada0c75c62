package dev.redstart.data;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.data.redis.connection.ReactiveRedisConnection.AbsentByteBufferResponse;
import org.springframework.data.redis.connection.ReactiveRedisConnection.BooleanResponse;
import org.springframework.data.redis.connection.ReactiveRedisConnection.ByteBufferResponse;
import org.springframework.data.redis.connection.ReactiveRedisConnection.CommandResponse;
import org.springframework.data.redis.connection.ReactiveRedisConnection.MultiValueResponse;
import org.springframework.data.redis.connection.ReactiveRedisConnection.NumericResponse;
import org.springframework.data.redis.core.Cursor;
import reactor.core.publisher.Flux;

/**
 * Runs a call for each command that a publisher gives, in order and on its thread, and pairs the
 * result with the command as the reactive interfaces want it.
 */
final class Responses {

  private Responses() {}

  static <C> Flux<ByteBufferResponse<C>> buffers(
      Publisher<? extends C> commands, Operation<C, byte[]> call) {
    return Flux.from(commands)
        .map(
            command -> {
              byte[] value = call.run(command);
              return value == null
                  ? new AbsentByteBufferResponse<>(command)
                  : new ByteBufferResponse<>(command, Buffers.buffer(value));
            });
  }

  static <C> Flux<BooleanResponse<C>> flags(
      Publisher<? extends C> commands, Operation<C, Boolean> call) {
    return Flux.from(commands)
        .map(command -> new BooleanResponse<>(command, Boolean.TRUE.equals(call.run(command))));
  }

  /** A command without a result, such as the rank of a member that isn't there, has no response. */
  static <C, N extends Number> Flux<NumericResponse<C, N>> numbers(
      Publisher<? extends C> commands, Operation<C, N> call) {
    return present(commands, call, NumericResponse::new);
  }

  static <C, V> Flux<MultiValueResponse<C, V>> values(
      Publisher<? extends C> commands, Operation<C, List<V>> call) {
    return present(commands, call, MultiValueResponse::new);
  }

  /** See {@link #numbers}. */
  static <C, V> Flux<CommandResponse<C, V>> results(
      Publisher<? extends C> commands, Operation<C, V> call) {
    return present(commands, call, CommandResponse::new);
  }

  /** Commands whose results are many: the response holds a stream of what is there already. */
  static <C, V> Flux<CommandResponse<C, Flux<V>>> streams(
      Publisher<? extends C> commands, Operation<C, Collection<V>> call) {
    return Flux.from(commands)
        .map(command -> new CommandResponse<>(command, stream(call.run(command))));
  }

  /** What is there, nothing for null. */
  static <V> Flux<V> stream(@Nullable Collection<V> values) {
    return values == null ? Flux.empty() : Flux.fromIterable(values);
  }

  /** What a cursor runs through, from step to step as elements are asked for. */
  static <V> Flux<V> cursor(Callable<Cursor<V>> open) {
    return Flux.using(open, cursor -> Flux.fromIterable(() -> cursor), Cursor::close);
  }

  private static <C, V, R> Flux<R> present(
      Publisher<? extends C> commands, Operation<C, V> call, BiFunction<C, V, R> response) {
    return Flux.from(commands)
        .handle(
            (command, sink) -> {
              V value = call.run(command);
              if (value != null) {
                sink.next(response.apply(command, value));
              }
            });
  }

  /**
   * What is done for a command.
   *
   * @param <C> the command
   * @param <V> its result
   */
  @FunctionalInterface
  interface Operation<C, V> {

    @Nullable V run(C command);
  }
}
