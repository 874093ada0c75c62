package dev.redstart.cache;

import dev.redstart.cache.Flights.Flight;
import dev.redstart.cache.Leases.Lease;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.cache.RedisCacheWriter;

/**
 * Lets one caller load a value for all, as {@link SingleFlight} does, where no caller waits: for
 * methods that return a future or a publisher.
 */
final class LaterFlight {

  private static final Logger LOG = LoggerFactory.getLogger(LaterFlight.class);

  /** Stands for what took so long that nobody waits for it any more, or waits for itself. */
  private static final byte[] TOO_LATE = {};

  private final RedisCacheWriter writer;
  private final Loading loading;
  private final Executor server;

  /** What was loaded, and how long it is kept. */
  static final class Loaded {

    private final byte[] value;
    private final Duration ttl;

    Loaded(byte[] value, Duration ttl) {
      this.value = value;
      this.ttl = ttl;
    }
  }

  /** A value that is wanted: where it belongs and how it is got. */
  static final class Wanted {

    private final String cache;
    private final byte[] key;
    private final Supplier<CompletableFuture<Loaded>> loader;

    Wanted(String cache, byte[] key, Supplier<CompletableFuture<Loaded>> loader) {
      this.cache = cache;
      this.key = key;
      this.loader = loader;
    }
  }

  /** The right to load, or what somebody else has loaded; neither where somebody else loads. */
  private static final class Start {

    private final @Nullable Lease lease;
    private final byte @Nullable [] found;

    Start(@Nullable Lease lease, byte @Nullable [] found) {
      this.lease = lease;
      this.found = found;
    }
  }

  /**
   * @param server where the server is asked: such calls block
   */
  LaterFlight(RedisCacheWriter writer, Loading loading, Executor server) {
    this.writer = writer;
    this.loading = loading;
    this.server = server;
  }

  /** The value that is missing. */
  CompletableFuture<byte[]> fly(Wanted wanted) {
    Flight mine = Flight.ofNobody();
    Flight other = loading.flights().begin(wanted.cache, wanted.key, mine);
    return other == null
        ? ended(wanted, mine, underLease(wanted, Loading.FIRST_PAUSE))
        : other
            .landing()
            .completeOnTimeout(TOO_LATE, loading.shared().leases().millis(), TimeUnit.MILLISECONDS)
            .thenCompose(
                value ->
                    value == TOO_LATE ? load(wanted) : CompletableFuture.completedFuture(value));
  }

  /** The value that is there, or where it is about to expire what one caller loads instead. */
  CompletableFuture<byte[]> refreshed(Wanted wanted, byte[] old) {
    if (loading.plans().earlyRefresh(wanted.cache) == null) {
      return CompletableFuture.completedFuture(old);
    }
    return CompletableFuture.supplyAsync(
            () -> loading.isOld(writer, wanted.cache, wanted.key), server)
        .thenCompose(isOld -> isOld ? again(wanted, old) : CompletableFuture.completedFuture(old));
  }

  private CompletableFuture<byte[]> again(Wanted wanted, byte[] old) {
    Flight mine = Flight.ofNobody();
    if (loading.flights().begin(wanted.cache, wanted.key, mine) != null) {
      return CompletableFuture.completedFuture(old);
    }
    CompletableFuture<byte[]> value =
        CompletableFuture.supplyAsync(
                () -> new Start(loading.lease(writer, wanted.cache, wanted.key), null), server)
            .thenCompose(
                start ->
                    start.lease == null
                        ? CompletableFuture.completedFuture(old)
                        : load(wanted, start.lease).thenApply(it -> counted(wanted, it)))
            .exceptionally(
                failure -> {
                  LOG.warn(
                      "An entry of cache {} was not loaded early: {}",
                      wanted.cache,
                      failure.toString());
                  return old;
                });
    return ended(wanted, mine, value);
  }

  private byte[] counted(Wanted wanted, byte[] value) {
    loading.counts().of(wanted.cache).refreshes.increment();
    return value;
  }

  private CompletableFuture<byte[]> underLease(Wanted wanted, Duration pause) {
    return CompletableFuture.supplyAsync(() -> start(wanted), server)
        .thenCompose(
            start -> {
              if (start.found != null) {
                return CompletableFuture.completedFuture(start.found);
              }
              if (start.lease != null) {
                return load(wanted, start.lease);
              }
              loading.waits(wanted.cache, pause);
              return CompletableFuture.runAsync(
                      () -> {},
                      CompletableFuture.delayedExecutor(
                          pause.toNanos(), TimeUnit.NANOSECONDS, server))
                  .thenCompose(waited -> underLease(wanted, Loading.longer(pause)));
            });
  }

  private Start start(Wanted wanted) {
    Lease lease = loading.lease(writer, wanted.cache, wanted.key);
    byte[] found = loading.peek(writer, wanted.cache, wanted.key);
    if (found == null || !loading.plans().canRead(wanted.cache, found)) {
      return new Start(lease, null);
    }
    if (lease != null) {
      lease.close();
    }
    return new Start(null, found);
  }

  private CompletableFuture<byte[]> load(Wanted wanted, Lease lease) {
    return load(wanted).whenCompleteAsync((value, failure) -> lease.close(), server);
  }

  private CompletableFuture<byte[]> load(Wanted wanted) {
    return CompletableFuture.completedFuture(wanted.loader)
        .thenCompose(Supplier::get)
        .thenCompose(
            loaded ->
                writer
                    .store(wanted.cache, wanted.key, loaded.value, loaded.ttl)
                    .thenApply(done -> loaded.value));
  }

  private CompletableFuture<byte[]> ended(
      Wanted wanted, Flight mine, CompletableFuture<byte[]> value) {
    return value.whenComplete(
        (it, failure) -> {
          loading.flights().end(wanted.cache, wanted.key, mine);
          if (failure == null) {
            mine.landed(it);
          } else {
            mine.failed(failure);
          }
        });
  }
}
