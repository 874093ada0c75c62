package dev.redstart.actuate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.data.redis.cache.CacheStatistics;
import org.springframework.data.redis.cache.RedisCache;

/** The caches in Redis, with their settings and uses; a cache can be emptied. */
public final class CachesPart implements Part {

  private final CacheManager manager;
  private final Function<String, ?> settings;

  /**
   * The caches of {@code manager}.
   *
   * @param settings of a cache by its name
   */
  public CachesPart(CacheManager manager, Function<String, ?> settings) {
    this.manager = manager;
    this.settings = settings;
  }

  @Override
  public String name() {
    return "caches";
  }

  @Override
  public @Nullable Object show(Query query) {
    Map<String, Object> caches = new LinkedHashMap<>();
    for (String name : manager.getCacheNames()) {
      if (manager.getCache(name) instanceof RedisCache cache) {
        caches.put(name, shown(cache));
      }
    }
    return query.name() == null ? caches : caches.get(query.name());
  }

  @Override
  public Object remove(Query query) {
    String only = query.name();
    if (only != null && !manager.getCacheNames().contains(only)) {
      throw Part.impossible("there is no cache '" + only + "'");
    }
    for (String name : manager.getCacheNames()) {
      Cache cache = manager.getCache(name);
      if (cache instanceof RedisCache && (only == null || only.equals(name))) {
        cache.clear();
      }
    }
    return Map.of("emptied", only == null ? manager.getCacheNames() : only);
  }

  private Map<String, Object> shown(RedisCache cache) {
    CacheStatistics statistics = cache.getStatistics();
    Map<String, Object> uses = new LinkedHashMap<>();
    uses.put("hits", statistics.getHits());
    uses.put("misses", statistics.getMisses());
    uses.put("puts", statistics.getPuts());
    uses.put("removals", statistics.getDeletes());
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("uses", uses);
    shown.put("settings", settings.apply(cache.getName()));
    return shown;
  }
}
