package dev.redstart.data;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.data.redis.connection.ReactiveNumberCommands;
import org.springframework.data.redis.connection.ReactiveRedisConnection.KeyCommand;
import org.springframework.data.redis.connection.ReactiveRedisConnection.NumericResponse;
import org.springframework.data.redis.connection.RedisHashCommands;
import org.springframework.data.redis.connection.RedisStringCommands;
import org.springframework.util.NumberUtils;
import reactor.core.publisher.Flux;

/** The commands that count, when they are subscribed to. */
final class EngineReactiveNumberCommands implements ReactiveNumberCommands {

  private final RedisStringCommands strings;
  private final RedisHashCommands hashes;

  EngineReactiveNumberCommands(RedisStringCommands strings, RedisHashCommands hashes) {
    this.strings = strings;
    this.hashes = hashes;
  }

  @Override
  public Flux<NumericResponse<KeyCommand, Long>> incr(Publisher<KeyCommand> keys) {
    return Responses.numbers(keys, it -> strings.incr(Buffers.bytes(it.getKey())));
  }

  @Override
  public <T extends Number> Flux<NumericResponse<IncrByCommand<T>, T>> incrBy(
      Publisher<IncrByCommand<T>> commands) {
    return Responses.numbers(
        commands,
        it -> {
          byte[] key = Buffers.bytes(it.getKey());
          T by = required(it.getValue());
          return as(
              by,
              isReal(by)
                  ? (Number) strings.incrBy(key, by.doubleValue())
                  : strings.incrBy(key, by.longValue()));
        });
  }

  @Override
  public Flux<NumericResponse<KeyCommand, Long>> decr(Publisher<KeyCommand> keys) {
    return Responses.numbers(keys, it -> strings.decr(Buffers.bytes(it.getKey())));
  }

  @Override
  public <T extends Number> Flux<NumericResponse<DecrByCommand<T>, T>> decrBy(
      Publisher<DecrByCommand<T>> commands) {
    return Responses.numbers(
        commands,
        it -> {
          byte[] key = Buffers.bytes(it.getKey());
          T by = required(it.getValue());
          return as(
              by,
              isReal(by)
                  ? (Number) strings.incrBy(key, -by.doubleValue())
                  : strings.decrBy(key, by.longValue()));
        });
  }

  @Override
  public <T extends Number> Flux<NumericResponse<HIncrByCommand<T>, T>> hIncrBy(
      Publisher<HIncrByCommand<T>> commands) {
    return Responses.numbers(
        commands,
        it -> {
          byte[] key = Buffers.bytes(it.getKey());
          byte[] field = Buffers.bytes(it.getField());
          T by = required(it.getValue());
          return as(
              by,
              isReal(by)
                  ? (Number) hashes.hIncrBy(key, field, by.doubleValue())
                  : hashes.hIncrBy(key, field, by.longValue()));
        });
  }

  private static boolean isReal(Number number) {
    return number instanceof Double || number instanceof Float;
  }

  private static <T extends Number> T required(@Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException("Value must not be null");
    }
    return value;
  }

  @SuppressWarnings("unchecked")
  private static <T extends Number> @Nullable T as(T example, @Nullable Number result) {
    return result == null
        ? null
        : (T) NumberUtils.convertNumberToTargetClass(result, example.getClass());
  }
}
