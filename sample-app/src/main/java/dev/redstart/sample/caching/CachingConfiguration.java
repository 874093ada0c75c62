package dev.redstart.sample.caching;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.cache.autoconfigure.RedisCacheManagerBuilderCustomizer;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager.RedisCacheManagerBuilder;
import org.springframework.data.redis.serializer.JacksonJsonRedisSerializer;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;
import tools.jackson.databind.json.JsonMapper;

/** Turns caching on: each planned cache keeps its values as JSON anyone can read. */
@Configuration(proxyBeanMethods = false)
@EnableCaching
class CachingConfiguration {

  @Bean
  RedisCacheManagerBuilderCustomizer plannedCaches(
      ObjectProvider<CachePlan> plans, JsonMapper mapper) {
    return builder -> {
      plans.forEach(plan -> add(plan, mapper, builder));
      builder.disableCreateOnMissingCache().enableStatistics();
    };
  }

  private static void add(CachePlan plan, JsonMapper mapper, RedisCacheManagerBuilder builder) {
    var json = new JacksonJsonRedisSerializer<>(mapper, plan.content());
    builder.withCacheConfiguration(
        plan.name(),
        RedisCacheConfiguration.defaultCacheConfig()
            .entryTtl(plan.timeToLive())
            .disableCachingNullValues()
            .serializeValuesWith(SerializationPair.fromSerializer(json)));
  }
}
