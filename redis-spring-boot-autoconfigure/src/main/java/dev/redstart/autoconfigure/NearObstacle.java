package dev.redstart.autoconfigure;

import dev.redstart.data.EngineConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.util.ClassUtils;

/** Tells whether copies of cached values can be kept in this process. */
final class NearObstacle {

  private static final String LETTUCE = "io.lettuce.core.RedisClient";

  private NearObstacle() {}

  /** Why there can be no copies; null where there can. */
  static @Nullable String of(RedisConnectionFactory factory) {
    if (factory instanceof EngineConnectionFactory) {
      return "the engine is in this process itself (redstart.mode=embedded)";
    }
    if (!ClassUtils.isPresent(LETTUCE, factory.getClass().getClassLoader())
        || !(factory instanceof LettuceConnectionFactory)) {
      return "only Lettuce can tell of changes on the server";
    }
    return null;
  }
}
