package dev.redstart.actuate;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Schedulers;

/**
 * What a Redis last told of itself. It is asked again where that is too long ago, once for all
 * meters that are looked at together, and nobody waits for longer than the time-out: neither for a
 * server that is gone nor for an engine that is busy with a script.
 */
final class Reading {

  private static final Logger LOG = LoggerFactory.getLogger(Reading.class);

  private final RedisInstance redis;
  private final Pace pace;
  private final LongSupplier nanos;
  private @Nullable CompletableFuture<ServerInfo> pending;
  private @Nullable ServerInfo last;
  private long askedAt;
  private boolean asked;

  /**
   * How often and how patiently a Redis is asked.
   *
   * @param interval how long an answer is good for
   * @param timeout how long an answer is waited for
   */
  record Pace(Duration interval, Duration timeout) {}

  Reading(RedisInstance redis, Pace pace, LongSupplier nanos) {
    this.redis = redis;
    this.pace = pace;
    this.nanos = nanos;
  }

  RedisInstance redis() {
    return redis;
  }

  /** What is told now; null where there is no answer, or none in time. */
  synchronized @Nullable ServerInfo current() {
    CompletableFuture<ServerInfo> asking = pending;
    if (asking == null) {
      long now = nanos.getAsLong();
      if (asked && now - askedAt < pace.interval().toNanos()) {
        return last;
      }
      asked = true;
      askedAt = now;
      asking =
          CompletableFuture.supplyAsync(
              () -> redis.ask(ServerInfo::of), Schedulers.boundedElastic()::schedule);
      pending = asking;
      last = answer(asking, pace.timeout());
    } else if (asking.isDone()) {
      last = answer(asking, Duration.ZERO);
    }
    return last;
  }

  private @Nullable ServerInfo answer(CompletableFuture<ServerInfo> asking, Duration patience) {
    try {
      ServerInfo answer = asking.get(patience.toNanos(), TimeUnit.NANOSECONDS);
      pending = null;
      return answer;
    } catch (TimeoutException e) {
      LOG.debug("{} has not told of itself within {}", redis.name(), patience);
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException e) {
      pending = null;
      LOG.debug("{} can't be asked what it is doing", redis.name(), e.getCause());
      return null;
    }
  }
}
