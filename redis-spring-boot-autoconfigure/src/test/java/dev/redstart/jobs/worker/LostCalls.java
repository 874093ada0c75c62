package dev.redstart.jobs.worker;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisScriptingCommands;

/** Connections that break while scripts are called, as often as a test wants it. */
final class LostCalls {

  private final Deque<Boolean> losses = new ArrayDeque<>();

  /** The next script doesn't reach Redis. */
  synchronized LostCalls loseCall() {
    losses.add(false);
    return this;
  }

  /** The next script reaches Redis, but what it answers is lost. */
  synchronized LostCalls loseAnswer() {
    losses.add(true);
    return this;
  }

  synchronized boolean areOver() {
    return losses.isEmpty();
  }

  RedisConnectionFactory on(RedisConnectionFactory factory) {
    return proxy(
        RedisConnectionFactory.class,
        factory,
        connection ->
            connection instanceof RedisConnection real
                ? proxy(RedisConnection.class, real, this::scripts)
                : connection);
  }

  private @Nullable Object scripts(@Nullable Object result) {
    return result instanceof RedisScriptingCommands real
        ? Proxy.newProxyInstance(
            LostCalls.class.getClassLoader(),
            new Class<?>[] {RedisScriptingCommands.class},
            (proxy, method, args) -> {
              Boolean loss = next();
              Object answer =
                  Boolean.FALSE.equals(loss) ? null : unwrapped(() -> method.invoke(real, args));
              if (loss != null) {
                throw new RedisConnectionFailureException("lost by the test");
              }
              return answer;
            })
        : result;
  }

  private synchronized @Nullable Boolean next() {
    return losses.poll();
  }

  static <T> T proxy(Class<T> type, T real, UnaryOperator<@Nullable Object> wrap) {
    InvocationHandler handler =
        (proxy, method, args) -> wrap.apply(unwrapped(() -> method.invoke(real, args)));
    return type.cast(
        Proxy.newProxyInstance(LostCalls.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static @Nullable Object unwrapped(Callable<@Nullable Object> call) throws Throwable {
    try {
      return call.call();
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
