package dev.redstart.autoconfigure;

import dev.redstart.data.EngineConnectionFactory;
import dev.redstart.engine.RedisEngine;
import org.springframework.data.redis.core.RedisKeyValueAdapter;
import org.springframework.data.redis.core.RedisTemplate;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.mapping.RedisMappingContext;
import org.springframework.data.redis.listener.RedisMessageListenerContainer;
import org.springframework.data.redis.repository.configuration.RedisRepositoryConfigurationExtension;

/** Makes what Spring Boot puts around an engine, and throws all of it away. */
final class Rehearsal {

  private Rehearsal() {}

  static void perform() throws Exception {
    // In the order in which the application context will ask for them.
    RedisMappingContext mapping = new RedisMappingContext();
    new RedisRepositoryConfigurationExtension().getModuleName();
    try (RedisEngine engine = RedisEngine.builder().buildLater()) {
      EngineConnectionFactory factory = new EngineConnectionFactory(engine);
      RedisTemplate<Object, Object> objects = new RedisTemplate<>();
      objects.setConnectionFactory(factory);
      objects.afterPropertiesSet();
      new StringRedisTemplate(factory);
      new RedisKeyValueAdapter(objects, mapping).destroy();
      new RedisMessageListenerContainer().destroy();
    }
  }
}
