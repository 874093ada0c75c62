package dev.redstart.ratelimit;

import dev.redstart.data.EngineConnectionFactory;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.ratelimit.BucketStore.Change;
import io.github.bucket4j.BucketExceptions;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.AbstractProxyManagerBuilder;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AbstractCompareAndSwapBasedProxyManager;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AsyncCompareAndSwapOperation;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.CompareAndSwapOperation;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Bucket4j's buckets in the Redis behind a connection factory, whichever driver it has. In the
 * embedded engine they need neither a script nor a serialised call, and live by the engine's clock.
 *
 * <p>Every key expires: by the strategy that the builder was given, and where that says never, or
 * nothing was said, a minute after the bucket would be full again.
 *
 * <p>{@link #asAsync} works with reactive connection factories, and so does the time-out of calls
 * that wait; other drivers have a time-out of their own.
 *
 * <pre>{@code
 * RedisBuckets buckets = RedisBuckets.builder(connectionFactory).build();
 * boolean granted = buckets.getProxy("login:" + name, () -> configuration).tryConsume(1);
 * }</pre>
 */
public final class RedisBuckets extends AbstractCompareAndSwapBasedProxyManager<String> {

  private static final ExpirationAfterWriteStrategy SOON_AFTER_IT_IS_FULL =
      ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(Duration.ofMinutes(1));

  private final BucketStore store;
  private final ExpirationAfterWriteStrategy expiration;

  private RedisBuckets(Builder builder) {
    super(builder.getClientSideConfig());
    this.store = builder.store;
    this.expiration = builder.getExpirationAfterWrite().orElse(SOON_AFTER_IT_IS_FULL);
  }

  /** Buckets in the Redis that {@code factory} connects to, to be set up. */
  public static Builder builder(RedisConnectionFactory factory) {
    return new Builder(factory);
  }

  /** Where these buckets take their time from. */
  TimeMeter clock() {
    return getClientSideConfig().getClientSideClock().orElse(TimeMeter.SYSTEM_MILLISECONDS);
  }

  @Override
  protected CompareAndSwapOperation beginCompareAndSwapOperation(String key) {
    return new Waiting(Bytes.of(key));
  }

  @Override
  protected AsyncCompareAndSwapOperation beginAsyncCompareAndSwapOperation(String key) {
    return new Later(Bytes.of(key));
  }

  @Override
  public void removeProxy(String key) {
    store.remove(Bytes.of(key));
  }

  @Override
  protected CompletableFuture<Void> removeAsync(String key) {
    return store.removeLater(Bytes.of(key));
  }

  @Override
  public boolean isAsyncModeSupported() {
    return store.isReactive();
  }

  @Override
  public boolean isExpireAfterWriteSupported() {
    return true;
  }

  private Change change(byte @Nullable [] before, byte[] after, RemoteBucketState state) {
    long now = currentTimeNanos();
    long ttl = expiration.calculateTimeToLiveMillis(state, now);
    if (ttl <= 0) {
      ttl = SOON_AFTER_IT_IS_FULL.calculateTimeToLiveMillis(state, now);
    }
    return new Change(before, after, ttl);
  }

  /** Steps on the calling thread. */
  private final class Waiting implements CompareAndSwapOperation {

    private final Bytes key;

    Waiting(Bytes key) {
      this.key = key;
    }

    @Override
    public Optional<byte[]> getStateData(Optional<Long> timeoutNanos) {
      return within(
          timeoutNanos, () -> Optional.ofNullable(store.read(key)), () -> store.readLater(key));
    }

    @Override
    public boolean compareAndSwap(
        byte @Nullable [] before,
        byte[] after,
        RemoteBucketState state,
        Optional<Long> timeoutNanos) {
      Change change = change(before, after, state);
      return within(
          timeoutNanos, () -> store.change(key, change), () -> store.changeLater(key, change));
    }

    private <T extends @Nullable Object> T within(
        Optional<Long> timeoutNanos, Supplier<T> direct, Supplier<CompletableFuture<T>> later) {
      return timeoutNanos.isPresent() && store.mayBeLate() && store.isReactive()
          ? await(later.get(), timeoutNanos.get())
          : direct.get();
    }
  }

  /** Steps that nobody waits for. */
  private final class Later implements AsyncCompareAndSwapOperation {

    private final Bytes key;

    Later(Bytes key) {
      this.key = key;
    }

    @Override
    public CompletableFuture<Optional<byte[]>> getStateData(Optional<Long> timeoutNanos) {
      return within(timeoutNanos, store.readLater(key));
    }

    @Override
    public CompletableFuture<Boolean> compareAndSwap(
        byte @Nullable [] before,
        byte[] after,
        RemoteBucketState state,
        Optional<Long> timeoutNanos) {
      return within(timeoutNanos, store.changeLater(key, change(before, after, state)));
    }

    private static <T extends @Nullable Object> CompletableFuture<T> within(
        Optional<Long> timeoutNanos, CompletableFuture<T> answer) {
      return timeoutNanos.isPresent()
          ? answer.orTimeout(timeoutNanos.get(), TimeUnit.NANOSECONDS)
          : answer;
    }
  }

  private static <T extends @Nullable Object> T await(CompletableFuture<T> answer, long nanos) {
    try {
      return answer.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw BucketExceptions.timeoutReached(nanos, nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw BucketExceptions.executionException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new CompletionException(e);
    }
  }

  /** Sets up buckets. */
  public static final class Builder
      extends AbstractProxyManagerBuilder<String, RedisBuckets, Builder> {

    private final BucketStore store;

    private Builder(RedisConnectionFactory factory) {
      if (factory instanceof EngineConnectionFactory embedded) {
        this.store = new EngineStore(embedded);
        clientClock(new EngineTime(embedded.getEngine()));
      } else {
        this.store = new ConnectionStore(factory);
        clientClock(TimeMeter.SYSTEM_MILLISECONDS);
      }
    }

    @Override
    public boolean isExpireAfterWriteSupported() {
      return true;
    }

    @Override
    public RedisBuckets build() {
      return new RedisBuckets(this);
    }
  }
}
