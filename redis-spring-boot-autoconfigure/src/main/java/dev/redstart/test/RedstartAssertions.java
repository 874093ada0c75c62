package dev.redstart.test;

import dev.redstart.data.EngineConnectionFactory;
import dev.redstart.engine.RedisEngine;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.RedisAccessor;

/**
 * Where assertions on keys and calls begin. To be imported beside AssertJ's own {@code assertThat}:
 *
 * <pre>{@code
 * assertThat(redis).key("cart").isHash(Map.of("tea", "2")).expiresWithin(Duration.ofHours(1));
 * assertThat(redis).key("views").sortedSet().containsEntry("tea", 3.0);
 * }</pre>
 */
public final class RedstartAssertions {

  private RedstartAssertions() {}

  /** What is in database 0 of an engine. */
  public static RedisAssert assertThat(RedisEngine engine) {
    return new RedisAssert(new EngineConnectionFactory(engine));
  }

  /** What is in the Redis that a template uses. */
  public static RedisAssert assertThat(RedisAccessor template) {
    return new RedisAssert(template.getRequiredConnectionFactory());
  }

  /** What is in the Redis that a factory connects to, on a server or in this process. */
  public static RedisAssert assertThat(RedisConnectionFactory connections) {
    return new RedisAssert(connections);
  }

  /** What an engine was asked to do. */
  public static SpyAssert assertThat(CommandSpy spy) {
    return new SpyAssert(spy);
  }
}
