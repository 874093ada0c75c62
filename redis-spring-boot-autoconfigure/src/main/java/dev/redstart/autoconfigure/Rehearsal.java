package dev.redstart.autoconfigure;

import dev.redstart.data.EngineConnectionFactory;
import dev.redstart.engine.RedisEngine;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.RedisKeyValueAdapter;
import org.springframework.data.redis.core.RedisTemplate;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.mapping.RedisMappingContext;
import org.springframework.data.redis.listener.RedisMessageListenerContainer;
import org.springframework.data.redis.repository.configuration.RedisRepositoryConfigurationExtension;
import org.springframework.data.redis.serializer.RedisSerializationContext;

/** Builds an engine and what Spring Boot puts around it, and throws all of it away. */
final class Rehearsal {

  private Rehearsal() {}

  static void perform() throws Exception {
    // In the order in which the application context will ask for them.
    RedisMappingContext mapping = new RedisMappingContext();
    new RedisRepositoryConfigurationExtension().getModuleName();
    try (RedisEngine engine = RedisEngine.builder().build()) {
      EngineConnectionFactory factory = new EngineConnectionFactory(engine);
      RedisTemplate<Object, Object> objects = new RedisTemplate<>();
      objects.setConnectionFactory(factory);
      objects.afterPropertiesSet();
      new StringRedisTemplate(factory).opsForValue().get("");
      new ReactiveStringRedisTemplate(factory, RedisSerializationContext.string());
      new RedisKeyValueAdapter(objects, mapping).destroy();
      new RedisMessageListenerContainer().destroy();
    }
  }
}
