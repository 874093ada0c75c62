package dev.redstart.cache;

import dev.redstart.data.Outage;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether the server answers. Where caches are to fail open, a failure makes the others go
 * without the server for a while, so that not each of them has to wait for it.
 */
final class Outages {

  private static final Logger LOG = LoggerFactory.getLogger(Outages.class);

  private final boolean open;
  private final long pauseNanos;
  private final CacheCounts counts;
  private final LongSupplier nanos;
  private final AtomicBoolean down = new AtomicBoolean();
  private volatile long downUntil;

  /**
   * @param open whether caches go on without their server, rather than fail
   * @param pause for how long a server that has failed is not asked again
   */
  Outages(boolean open, Duration pause, CacheCounts counts, LongSupplier nanos) {
    this.open = open;
    this.pauseNanos = pause.toNanos();
    this.counts = counts;
    this.nanos = nanos;
  }

  /** What {@code call} answers, or {@code instead} where there is no server to be asked. */
  <T extends @Nullable Object> T shield(String cache, Supplier<T> call, Supplier<T> instead) {
    if (!open) {
      return call.get();
    }
    if (down.get() && isPausing()) {
      counts.of(cache).failures.increment();
      return instead.get();
    }
    try {
      T answer = call.get();
      up();
      return answer;
    } catch (RuntimeException e) {
      if (!Outage.is(e)) {
        throw e;
      }
      counts.of(cache).failures.increment();
      down(e);
      return instead.get();
    }
  }

  /** A clock that was set back does not make the pause longer. */
  private boolean isPausing() {
    long left = downUntil - nanos.getAsLong();
    return left > 0 && left <= pauseNanos;
  }

  /** A failure that was noticed elsewhere: true where it was one, and caches go on without. */
  boolean tolerates(String cache, Throwable failure) {
    if (!open || !Outage.is(failure)) {
      return false;
    }
    counts.of(cache).failures.increment();
    down(failure);
    return true;
  }

  private void down(Throwable failure) {
    downUntil = nanos.getAsLong() + pauseNanos;
    if (down.compareAndSet(false, true)) {
      LOG.warn("Caches go on without their Redis server: {}", failure.toString());
    }
  }

  private void up() {
    if (down.get() && down.compareAndSet(true, false)) {
      LOG.info("Caches have their Redis server again");
    }
  }
}
