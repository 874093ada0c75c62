package dev.redstart.test;

import dev.redstart.data.EngineConnectionFactory;
import dev.redstart.engine.RedisEngine;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * What one test uses.
 *
 * @param redis the clock and all that goes with it
 * @param engine the engine that the test means
 * @param connections connections to it
 */
record Use(TestRedis redis, RedisEngine engine, RedisConnectionFactory connections) {

  /** What parameters may be, sessions aside, and where they come from. */
  private static final Map<Class<?>, Function<Use, Object>> PARTS =
      Map.of(
          RedstartClock.class, use -> use.redis.clock(),
          Faults.class, use -> use.redis.faults(),
          CommandSpy.class, use -> use.redis.spy(),
          RedisEngine.class, Use::engine,
          RedisConnectionFactory.class, Use::connections,
          StringRedisTemplate.class, use -> new StringRedisTemplate(use.connections));

  /** That of a test without Spring. */
  static Use of(TestRedis redis, RedstartTest wanted) {
    RedisEngine engine =
        redis.engine(() -> redis.builder().settings(Directives.of(wanted.settings())).build());
    redis.learn(engine, List.of(engine));
    return new Use(redis, engine, new EngineConnectionFactory(engine));
  }

  static boolean has(Class<?> type) {
    return PARTS.containsKey(type);
  }

  @Nullable Object part(Class<?> type) {
    Function<Use, Object> part = PARTS.get(type);
    return part == null ? null : part.apply(this);
  }
}
