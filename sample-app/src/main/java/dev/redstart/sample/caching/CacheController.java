package dev.redstart.sample.caching;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.data.redis.cache.CacheStatistics;
import org.springframework.data.redis.cache.RedisCache;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shows how the caches do, and empties them. */
@RestController
@RequestMapping("/api/caches")
class CacheController {

  private final CacheManager caches;
  private final Answers answers;

  CacheController(CacheManager caches, Answers answers) {
    this.caches = caches;
    this.answers = answers;
  }

  @GetMapping
  List<CacheFigures> figures() {
    return caches.getCacheNames().stream().sorted().map(this::figures).toList();
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void empty() {
    for (String name : caches.getCacheNames()) {
      Cache cache = caches.getCache(name);
      if (cache != null) {
        cache.clear();
      }
      answers.forget(name);
    }
  }

  private CacheFigures figures(String name) {
    long hits = 0;
    long misses = 0;
    if (caches.getCache(name) instanceof RedisCache cache) {
      CacheStatistics statistics = cache.getStatistics();
      hits = statistics.getHits();
      misses = statistics.getMisses();
    }
    Map<String, String> sums = answers.sums(name);
    return new CacheFigures(name, hits, misses, mean(sums, "cached"), mean(sums, "computed"));
  }

  private static @Nullable Long mean(Map<String, String> sums, String kind) {
    long count = Long.parseLong(sums.getOrDefault(kind + "-answers", "0"));
    long micros = Long.parseLong(sums.getOrDefault(kind + "-micros", "0"));
    return count == 0 ? null : micros / count;
  }
}
