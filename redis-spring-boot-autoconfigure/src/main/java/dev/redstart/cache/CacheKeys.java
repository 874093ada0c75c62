package dev.redstart.cache;

import dev.redstart.data.EngineConnectionFactory;
import dev.redstart.engine.groups.KeyGroups;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** The keys of each cache, as far as an engine in this process keeps them together. */
public final class CacheKeys {

  private final CachePlans plans;
  private final @Nullable KeyGroups groups;
  private final RedisConnectionFactory factory;
  private final Map<String, KeyGroups.Group> byPrefix = new ConcurrentHashMap<>();

  /**
   * @param groups part of the engine that {@code factory} connects to; null where there is none
   */
  public CacheKeys(CachePlans plans, @Nullable KeyGroups groups, RedisConnectionFactory factory) {
    this.plans = plans;
    this.groups = groups;
    this.factory = factory;
  }

  /** The keys of a cache; nothing where it shares its keys with all others, or with a server. */
  public Optional<KeyGroups.Group> of(String cache) {
    KeyGroups known = groups;
    if (known == null
        || !known.isInstalled()
        || !(factory instanceof EngineConnectionFactory embedded)) {
      return Optional.empty();
    }
    String prefix = plans.prefix(cache);
    return prefix.isEmpty()
        ? Optional.empty()
        : Optional.of(
            byPrefix.computeIfAbsent(
                prefix,
                it -> known.of(embedded.getDatabase(), it.getBytes(StandardCharsets.UTF_8))));
  }
}
