package dev.redstart.cache;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.springframework.data.redis.cache.CacheStatistics;
import org.springframework.data.redis.cache.CacheStatisticsCollector;

/**
 * Spring Data's statistics, put right: what could not be read is a miss, what was found nearby is a
 * hit, and who waited for another one's value has waited.
 */
record CorrectedStatistics(CacheStatisticsCollector counted, CacheCounts counts)
    implements CacheStatisticsCollector {

  @Override
  public void incPuts(String cacheName) {
    counted.incPuts(cacheName);
  }

  @Override
  public void incGets(String cacheName) {
    counted.incGets(cacheName);
  }

  @Override
  public void incHits(String cacheName) {
    counted.incHits(cacheName);
  }

  @Override
  public void incMisses(String cacheName) {
    counted.incMisses(cacheName);
  }

  @Override
  public void incDeletesBy(String cacheName, int value) {
    counted.incDeletesBy(cacheName, value);
  }

  @Override
  public void incLockTime(String cacheName, long nanos) {
    counted.incLockTime(cacheName, nanos);
  }

  @Override
  public void reset(String cacheName) {
    counted.reset(cacheName);
    counts.reset(cacheName);
  }

  @Override
  public CacheStatistics getCacheStatistics(String cacheName) {
    CacheCounts.Of own = counts.of(cacheName);
    return new Snapshot(
        counted.getCacheStatistics(cacheName),
        own.undecodable(),
        own.nearHits(),
        own.waitedNanos.sum());
  }

  /** The figures at one moment. */
  private record Snapshot(CacheStatistics of, long undecodable, long near, long waitedNanos)
      implements CacheStatistics {

    @Override
    public String getCacheName() {
      return of.getCacheName();
    }

    @Override
    public long getPuts() {
      return of.getPuts();
    }

    @Override
    public long getGets() {
      return of.getGets() + near;
    }

    @Override
    public long getHits() {
      return of.getHits() + near - undecodable;
    }

    @Override
    public long getMisses() {
      return of.getMisses() + undecodable;
    }

    @Override
    public long getDeletes() {
      return of.getDeletes();
    }

    @Override
    public long getLockWaitDuration(TimeUnit unit) {
      long nanos = of.getLockWaitDuration(TimeUnit.NANOSECONDS) + waitedNanos;
      return unit.convert(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public Instant getSince() {
      return of.getSince();
    }

    @Override
    public Instant getLastReset() {
      return of.getLastReset();
    }
  }
}
