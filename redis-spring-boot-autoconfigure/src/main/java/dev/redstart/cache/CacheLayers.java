package dev.redstart.cache;

import dev.redstart.data.EngineConnectionFactory;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.cache.CacheStatisticsCollector;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.cache.RedisCacheManager.RedisCacheManagerBuilder;
import org.springframework.data.redis.cache.RedisCacheWriter;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import reactor.core.scheduler.Schedulers;

/** Puts the layers of a writer together, and makes a cache manager use them. */
public final class CacheLayers {

  private final CachePlans plans;
  private final LongSupplier nanos;
  private final CacheCounts counts = new CacheCounts();
  private volatile SharingCaches.@Nullable Terms sharing;

  /**
   * Layers by those plans.
   *
   * @param nanos tells the time, from any moment on, by which a server that has failed is left
   *     alone
   */
  public CacheLayers(CachePlans plans, LongSupplier nanos) {
    this.plans = plans;
    this.nanos = nanos;
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
    Outages outages = new Outages(wishes.failOpen(), wishes.pause(), counts, nanos);
    Loading loads = loading(wishes, outages);
    Clearing clearing = new Clearing(keys::of, plans, wishes.batch());
    RedisCacheWriter server =
        RedisCacheWriter.create(factory, it -> it.immediateWrites().batchStrategy(clearing));
    RedisCacheWriter close = near == null ? server : new Near(server, near, plans, counts);
    RedisCacheWriter whole = new SingleFlight(safe(close, outages), loads);
    RedisCacheWriter writer =
        wishes.statistics()
            ? whole.withStatisticsCollector(CacheStatisticsCollector.create())
            : whole;
    builder.cacheWriter(writer);
    sharing =
        new SharingCaches.Terms(
            writer,
            builder.cacheDefaults(),
            loads,
            factory instanceof EngineConnectionFactory
                ? Runnable::run
                : task -> Schedulers.boundedElastic().schedule(task));
  }

  private RedisCacheWriter safe(RedisCacheWriter server, Outages outages) {
    return new FailOpen(server, outages, new Debts(cache -> plans.prefix(cache) + "*"));
  }

  private Loading loading(Wishes wishes, Outages outages) {
    return new Loading(
        plans,
        counts,
        new Flights(),
        new Loading.Shared(new Leases(wishes.lease(), outages), outages, Pause.PARKED));
  }

  /**
   * The caches of a manager that these layers were applied to, with values that are loaded once for
   * all who ask for futures, too. Spring Data's own writer has no part in that.
   */
  public RedisCacheManager sharing(RedisCacheManager manager) {
    SharingCaches.Terms terms = sharing;
    if (terms == null || manager.getClass() != RedisCacheManager.class) {
      return manager;
    }
    SharingCaches caches = new SharingCaches(manager, terms);
    caches.afterPropertiesSet();
    return caches;
  }
}
