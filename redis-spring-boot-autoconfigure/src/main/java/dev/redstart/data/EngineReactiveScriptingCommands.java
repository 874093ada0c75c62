package dev.redstart.data;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.ReactiveScriptingCommands;
import org.springframework.data.redis.connection.RedisScriptingCommands;
import org.springframework.data.redis.connection.ReturnType;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The commands that run scripts, when they are subscribed to. */
final class EngineReactiveScriptingCommands implements ReactiveScriptingCommands {

  private final RedisScriptingCommands scripts;

  EngineReactiveScriptingCommands(RedisScriptingCommands scripts) {
    this.scripts = scripts;
  }

  @Override
  public Mono<String> scriptFlush() {
    return Mono.fromSupplier(
        () -> {
          scripts.scriptFlush();
          return "OK";
        });
  }

  @Override
  public Mono<String> scriptKill() {
    return Mono.fromSupplier(
        () -> {
          scripts.scriptKill();
          return "OK";
        });
  }

  @Override
  public Mono<String> scriptLoad(ByteBuffer script) {
    return Mono.fromSupplier(() -> scripts.scriptLoad(Buffers.bytes(script)));
  }

  @Override
  public Flux<Boolean> scriptExists(List<String> scriptShas) {
    return Flux.defer(
        () -> Responses.stream(scripts.scriptExists(scriptShas.toArray(String[]::new))));
  }

  @Override
  public <T> Flux<T> eval(
      ByteBuffer script, ReturnType returnType, int numKeys, ByteBuffer... keysAndArgs) {
    return Mono.<T>fromSupplier(
            () ->
                result(
                    scripts.<Object>eval(
                        Buffers.bytes(script),
                        returnType,
                        numKeys,
                        Buffers.bytes(List.of(keysAndArgs)))))
        .flux();
  }

  @Override
  public <T> Flux<T> evalSha(
      String scriptSha, ReturnType returnType, int numKeys, ByteBuffer... keysAndArgs) {
    return Mono.<T>fromSupplier(
            () ->
                result(
                    scripts.<Object>evalSha(
                        scriptSha, returnType, numKeys, Buffers.bytes(List.of(keysAndArgs)))))
        .flux();
  }

  /** The caller knows the type: it goes with the return type that it asked for. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T> @Nullable T result(@Nullable Object result) {
    return (T) buffers(result);
  }

  private static @Nullable Object buffers(@Nullable Object value) {
    if (value instanceof byte[] bytes) {
      return ByteBuffer.wrap(bytes);
    }
    if (value instanceof List<?> items) {
      List<@Nullable Object> all = new ArrayList<>(items.size());
      items.forEach(item -> all.add(buffers(item)));
      return all;
    }
    return value;
  }
}
