package dev.redstart.cache;

import dev.redstart.cache.Flights.Flight;
import dev.redstart.cache.Leases.Lease;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.cache.CacheStatisticsCollector;
import org.springframework.data.redis.cache.RedisCacheWriter;

/**
 * Lets one caller load a value that is missing, can't be read or is about to expire, while others
 * wait for that one or go on with what they have. The uppermost layer: it tells the decoder what a
 * value was wanted for.
 */
record SingleFlight(RedisCacheWriter next, Loading loading) implements Layer {

  private static final Logger LOG = LoggerFactory.getLogger(SingleFlight.class);

  /** A value that is wanted: where it belongs and how it is got. */
  private static final class Wanted {

    private final String cache;
    private final byte[] key;
    private final Supplier<byte[]> loader;
    private final @Nullable Duration ttl;

    Wanted(String cache, byte[] key, Supplier<byte[]> loader, @Nullable Duration ttl) {
      this.cache = cache;
      this.key = key;
      this.loader = loader;
      this.ttl = ttl;
    }
  }

  @Override
  public RedisCacheWriter over(RedisCacheWriter below) {
    return new SingleFlight(below, loading);
  }

  @Override
  public RedisCacheWriter withStatisticsCollector(CacheStatisticsCollector collector) {
    return over(next.withStatisticsCollector(new CorrectedStatistics(collector, loading.counts())));
  }

  @Override
  public byte @Nullable [] get(String name, byte[] key) {
    return Handover.give(name, next.get(name, key), null);
  }

  @Override
  public byte @Nullable [] get(String name, byte[] key, @Nullable Duration ttl) {
    return Handover.give(name, next.get(name, key, ttl), null);
  }

  @Override
  public byte[] get(
      String name, byte[] key, Supplier<byte[]> loader, @Nullable Duration ttl, boolean idle) {
    Wanted wanted = new Wanted(name, key, loader, ttl);
    byte[] found = idle ? next.get(name, key, ttl) : next.get(name, key);
    if (found == null) {
      return fly(wanted, null);
    }
    byte[] current = idle ? found : refreshed(wanted, found);
    Handover.give(name, current, () -> fly(wanted, current));
    return current;
  }

  @Override
  public CompletableFuture<byte[]> retrieve(String name, byte[] key, @Nullable Duration ttl) {
    return next.retrieve(name, key, ttl)
        .thenApply(
            found -> {
              if (found == null || loading.plans().canRead(name, found)) {
                return found;
              }
              loading.counts().of(name).undecodable.increment();
              return null;
            });
  }

  /**
   * @param unreadable a value that is there but won't do
   */
  private byte[] fly(Wanted wanted, byte @Nullable [] unreadable) {
    Flight mine = Flight.ofMine();
    Flight other = loading.flights().begin(wanted.cache, wanted.key, mine);
    if (other != null) {
      return other.isMine() ? wanted.loader.get() : await(other, wanted);
    }
    try {
      byte[] value = underLease(wanted, unreadable);
      mine.landed(value);
      return value;
    } catch (RuntimeException | Error e) {
      mine.failed(e);
      throw e;
    } finally {
      loading.flights().end(wanted.cache, wanted.key, mine);
    }
  }

  private byte[] underLease(Wanted wanted, byte @Nullable [] unreadable) {
    Duration pause = Loading.FIRST_PAUSE;
    while (true) {
      try (Lease lease = lease(wanted)) {
        byte[] found = peek(wanted, unreadable);
        if (found != null) {
          return found;
        }
        if (lease != null) {
          return load(wanted);
        }
      }
      if (!waited(pause, wanted)) {
        return wanted.loader.get();
      }
      pause = Loading.longer(pause);
    }
  }

  /** Loads a value that is about to expire; whoever doesn't get to do so has the old one. */
  private byte[] refreshed(Wanted wanted, byte[] old) {
    if (!loading.isOld(next, wanted.cache, wanted.key)) {
      return old;
    }
    Flight mine = Flight.ofMine();
    if (loading.flights().begin(wanted.cache, wanted.key, mine) != null) {
      return old;
    }
    byte[] value = old;
    try (Lease lease = lease(wanted)) {
      if (lease != null) {
        value = load(wanted);
        loading.counts().of(wanted.cache).refreshes.increment();
      }
    } catch (RuntimeException e) {
      LOG.warn("An entry of cache {} could not be loaded early: {}", wanted.cache, e.toString());
    } finally {
      mine.landed(value);
      loading.flights().end(wanted.cache, wanted.key, mine);
    }
    return value;
  }

  private byte[] load(Wanted wanted) {
    byte[] value = wanted.loader.get();
    next.put(wanted.cache, wanted.key, value, wanted.ttl);
    return value;
  }

  /** What is there by now, if it will do. */
  private byte @Nullable [] peek(Wanted wanted, byte @Nullable [] unreadable) {
    byte[] found = loading.peek(next, wanted.cache, wanted.key);
    return Arrays.equals(found, unreadable) ? null : found;
  }

  private @Nullable Lease lease(Wanted wanted) {
    return loading.lease(next, wanted.cache, wanted.key);
  }

  private boolean waited(Duration pause, Wanted wanted) {
    loading.waits(wanted.cache, pause);
    return loading.shared().pause().rest(pause);
  }

  /** Whoever is interrupted waits no longer. */
  private byte[] await(Flight other, Wanted wanted) {
    try {
      return other.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return wanted.loader.get();
    }
  }
}
