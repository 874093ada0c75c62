package dev.redstart.sample.caching;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/** Times what is asked of the caches and sums it up in one hash per cache. */
@Component
public final class Answers {

  private final StringRedisTemplate redis;
  private final Clock clock;

  Answers(StringRedisTemplate redis, Clock clock) {
    this.redis = redis;
    this.clock = clock;
  }

  /** Asks once. Whatever was computed before the question came can only be from the cache. */
  public <T extends Computed> Answer<T> ask(String cache, Supplier<T> question) {
    Instant began = clock.instant();
    T result = question.get();
    long micros = Computation.since(began, clock).micros();
    boolean cached = result.computation().began().isBefore(began);
    String kind = cached ? "cached" : "computed";
    redis.opsForHash().increment(key(cache), kind + "-answers", 1);
    redis.opsForHash().increment(key(cache), kind + "-micros", micros);
    return new Answer<>(result, cached, micros);
  }

  /** The sums for a cache: answers and microseconds, cached and computed. */
  Map<String, String> sums(String cache) {
    return redis.<String, String>opsForHash().entries(key(cache));
  }

  /** Starts the sums for a cache from zero. */
  void forget(String cache) {
    redis.delete(key(cache));
  }

  private static String key(String cache) {
    return "timings:" + cache;
  }
}
