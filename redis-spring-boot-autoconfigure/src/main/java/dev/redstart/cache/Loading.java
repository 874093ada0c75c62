package dev.redstart.cache;

import dev.redstart.cache.Leases.Lease;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.cache.RedisCacheWriter;
import org.springframework.data.redis.connection.RedisConnection;

/** What it takes to load a value once, the same for all caches of one manager. */
record Loading(CachePlans plans, CacheCounts counts, Flights flights, Shared shared) {

  static final Duration FIRST_PAUSE = Duration.ofMillis(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

  /** What is shared with other processes, and how to wait for them. */
  record Shared(Leases leases, Outages outages, Pause pause) {}

  /** How long to wait for another process after having waited for {@code pause}. */
  static Duration longer(Duration pause) {
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
  }

  /** True where the value should be loaded again before it expires. */
  boolean isOld(RedisCacheWriter server, String cache, byte[] key) {
    Duration early = plans.earlyRefresh(cache);
    if (early == null) {
      return false;
    }
    Long left = ask(server, cache, it -> it.keyCommands().pTtl(key));
    return left != null && left >= 0 && left < early.toMillis();
  }

  /** What is there by now; counts as no use of the cache. */
  byte @Nullable [] peek(RedisCacheWriter server, String cache, byte[] key) {
    return ask(server, cache, it -> it.stringCommands().get(key));
  }

  private <T> @Nullable T ask(
      RedisCacheWriter server, String cache, Function<RedisConnection, T> question) {
    return shared.outages().<@Nullable T>shield(cache, () -> server.execute(question), () -> null);
  }

  /** The right to load; null where somebody else has it. */
  @Nullable Lease lease(RedisCacheWriter server, String cache, byte[] key) {
    return shared.leases().take(server, cache, key);
  }

  /** Counts that a caller has waited, or is going to. */
  void waits(String cache, Duration pause) {
    counts.of(cache).waitedNanos.add(pause.toNanos());
  }
}
