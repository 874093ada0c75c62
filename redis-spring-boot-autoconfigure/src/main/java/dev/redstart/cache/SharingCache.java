package dev.redstart.cache;

import dev.redstart.cache.LaterFlight.Loaded;
import dev.redstart.cache.LaterFlight.Wanted;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.cache.RedisCache;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheWriter;

/** A cache that loads a value once for all who get it later, and says so to nobody else. */
final class SharingCache extends RedisCache {

  private final LaterFlight flight;

  SharingCache(
      String name,
      RedisCacheWriter writer,
      RedisCacheConfiguration configuration,
      SharingCaches.Terms terms) {
    super(name, writer, configuration);
    this.flight = new LaterFlight(writer, terms.loading(), terms.server());
  }

  @Override
  public <T> CompletableFuture<T> retrieve(Object key, Supplier<CompletableFuture<T>> valueLoader) {
    if (!getCacheWriter().supportsAsyncRetrieve()) {
      return super.retrieve(key, valueLoader);
    }
    byte[] name = serializeCacheKey(createCacheKey(key));
    Wanted wanted =
        new Wanted(getName(), name, () -> valueLoader.get().thenApply(value -> loaded(key, value)));
    return find(key, name)
        .thenCompose(found -> found == null ? flight.fly(wanted) : flight.refreshed(wanted, found))
        .thenApply(
            bytes -> {
              @SuppressWarnings({
                "unchecked",
                "NullAway"
              }) // of the loader's type, null where it was
              T value = (T) fromStoreValue(deserializeCacheValue(bytes));
              return value;
            });
  }

  private CompletableFuture<byte[]> find(Object key, byte[] name) {
    RedisCacheConfiguration configuration = getCacheConfiguration();
    return configuration.isTimeToIdleEnabled()
        ? getCacheWriter()
            .retrieve(getName(), name, configuration.getTtlFunction().getTimeToLive(key, null))
        : getCacheWriter().retrieve(getName(), name);
  }

  private Loaded loaded(Object key, @Nullable Object value) {
    Object stored = preProcessCacheValue(value);
    if (stored == null) {
      throw new IllegalArgumentException(
          "Cache '" + getName() + "' takes no null (cache-null-values), and one was loaded for it");
    }
    return new Loaded(
        serializeCacheValue(stored),
        getCacheConfiguration().getTtlFunction().getTimeToLive(key, stored));
  }
}
