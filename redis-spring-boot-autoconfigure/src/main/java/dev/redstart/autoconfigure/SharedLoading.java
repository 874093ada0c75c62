package dev.redstart.autoconfigure;

import dev.redstart.cache.CacheLayers;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.data.redis.cache.RedisCacheManager;

/** Puts caches that load once for callers that get values later behind Boot's cache manager. */
final class SharedLoading implements BeanPostProcessor {

  private final ObjectProvider<CacheLayers> layers;

  SharedLoading(ObjectProvider<CacheLayers> layers) {
    this.layers = layers;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    return bean instanceof RedisCacheManager manager ? layers.getObject().sharing(manager) : bean;
  }
}
