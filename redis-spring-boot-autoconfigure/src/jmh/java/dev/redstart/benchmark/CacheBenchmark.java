package dev.redstart.benchmark;

import dev.redstart.cache.CacheKeys;
import dev.redstart.cache.CacheLayers;
import dev.redstart.cache.CachePlans;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.cache.Cache;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.cache.RedisCacheManager.RedisCacheManagerBuilder;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * A cache with all of our layers, as an application has it, and Spring's own serializer of values.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class CacheBenchmark {

  private Cache cache;

  @Setup(Level.Trial)
  public void start(Place place) {
    RedisConnectionFactory factory = place.factory();
    RedisCacheManagerBuilder builder = RedisCacheManager.builder(factory);
    CachePlans plans = new CachePlans(Map.of(), Set.of());
    CacheLayers layers = new CacheLayers(plans, System::nanoTime);
    layers.apply(
        builder,
        factory,
        new CacheLayers.Wishes(true, Duration.ofSeconds(1), Duration.ofSeconds(30), 500, true),
        new CacheKeys(plans, null, factory),
        null);
    RedisCacheManager manager = builder.build();
    manager.afterPropertiesSet();
    cache = layers.sharing(manager).getCache("bench");
    cache.put("key", "value");
  }

  @Benchmark
  public Object get() {
    return cache.get("key");
  }

  @Benchmark
  public Object getOrLoad() {
    return cache.get("key", () -> "loaded");
  }

  @Benchmark
  public void put() {
    cache.put("key", "value");
  }
}
