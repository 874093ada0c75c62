package dev.redstart.autoconfigure;

import dev.redstart.autoconfigure.ContradictingCachePropertiesException.Contradiction;
import dev.redstart.cache.AllowedTypes;
import dev.redstart.cache.JsonCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.data.redis.serializer.JacksonJsonRedisSerializer;
import org.springframework.data.redis.serializer.RedisSerializer;
import tools.jackson.databind.json.JsonMapper;

/** Makes the serializers of caches that hold JSON, on the application's own mapper. */
final class CacheValues {

  private final JsonMapper mapper;
  private final AllowedTypes allowed;

  CacheValues(BeanFactory beans, RedstartCacheProperties.Json properties) {
    this.mapper =
        beans
            .getBeanProvider(JsonMapper.class)
            .getIfUnique(() -> JsonMapper.builder().findAndAddModules().build());
    List<String> own = properties.allowedTypes();
    if (own.isEmpty() && AutoConfigurationPackages.has(beans)) {
      own = AutoConfigurationPackages.get(beans);
    }
    this.allowed = new AllowedTypes(own);
  }

  /**
   * @param type the type of all values; null where each says its own
   */
  RedisSerializer<?> json(String cache, @Nullable String type) {
    if (type == null) {
      return new JsonCodec(mapper, allowed);
    }
    try {
      return new JacksonJsonRedisSerializer<>(
          mapper, mapper.getTypeFactory().constructFromCanonical(type));
    } catch (IllegalArgumentException e) {
      throw new ContradictingCachePropertiesException(
          List.of(
              new Contradiction(
                  "The type of cache " + cache + " is not to be found: " + e.getMessage(),
                  "Write type as java.util.List<com.example.Item>, with all packages.")));
    }
  }
}
