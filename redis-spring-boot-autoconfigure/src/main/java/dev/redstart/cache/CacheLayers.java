package dev.redstart.cache;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.cache.CacheStatisticsCollector;
import org.springframework.data.redis.cache.RedisCacheManager.RedisCacheManagerBuilder;
import org.springframework.data.redis.cache.RedisCacheWriter;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** Puts the layers of a writer together, and makes a cache manager use them. */
public final class CacheLayers {

  private final CachePlans plans;
  private final CacheCounts counts = new CacheCounts();

  public CacheLayers(CachePlans plans) {
    this.plans = plans;
  }

  /**
   * What the layers are to do.
   *
   * @param failOpen whether callers go on without the cache where its server fails
   * @param pause for how long a server that has failed is not asked again
   * @param lease how long a process is alone with loading a value
   * @param batch how many keys are looked for, or removed, by one call
   * @param statistics whether uses of the caches are counted
   */
  public record Wishes(
      boolean failOpen, Duration pause, Duration lease, int batch, boolean statistics) {}

  /** What is counted beside Spring Data's statistics. */
  public CacheCounts counts() {
    return counts;
  }

  /**
   * Gives the manager a writer whose writes are done when the call returns, and caches that may
   * hold what can't be read. Nothing may be configured after this.
   *
   * @param keys the keys of each cache, as far as they are kept together
   * @param near copies of values in this process, null where there are none
   */
  public void apply(
      RedisCacheManagerBuilder builder,
      RedisConnectionFactory factory,
      Wishes wishes,
      CacheKeys keys,
      @Nullable NearCopies near) {
    plans.settle(builder, counts);
    Outages outages = new Outages(wishes.failOpen(), wishes.pause(), counts, System::nanoTime);
    Clearing clearing = new Clearing(keys::of, plans, wishes.batch());
    RedisCacheWriter server =
        RedisCacheWriter.create(factory, it -> it.immediateWrites().batchStrategy(clearing));
    RedisCacheWriter close = near == null ? server : new Near(server, near, plans, counts);
    RedisCacheWriter whole = single(safe(close, outages), wishes, outages);
    builder.cacheWriter(
        wishes.statistics()
            ? whole.withStatisticsCollector(CacheStatisticsCollector.create())
            : whole);
  }

  private RedisCacheWriter safe(RedisCacheWriter server, Outages outages) {
    return new FailOpen(server, outages, new Debts(cache -> plans.prefix(cache) + "*"));
  }

  private RedisCacheWriter single(RedisCacheWriter server, Wishes wishes, Outages outages) {
    SingleFlight.Shared shared =
        new SingleFlight.Shared(new Leases(wishes.lease(), outages), outages, Pause.PARKED);
    return new SingleFlight(server, new SingleFlight.Loading(plans, counts, new Flights(), shared));
  }
}
