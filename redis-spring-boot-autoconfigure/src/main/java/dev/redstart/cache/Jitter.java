package dev.redstart.cache;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.cache.RedisCacheWriter.TtlFunction;

/**
 * Times to live that differ, so that what was cached together does not expire together.
 *
 * @param longest the time to live that none exceeds
 * @param share how much of it may be missing, between 0 and 1
 * @param chance gives numbers from 0 to 1
 */
public record Jitter(TtlFunction longest, double share, DoubleSupplier chance)
    implements TtlFunction {

  /** Up to {@code share} of {@code longest} is taken off, by chance. */
  public static Jitter of(TtlFunction longest, double share) {
    return new Jitter(longest, share, () -> ThreadLocalRandom.current().nextDouble());
  }

  @Override
  public Duration getTimeToLive(Object key, @Nullable Object value) {
    Duration whole = longest.getTimeToLive(key, value);
    if (whole.isZero() || whole.isNegative()) {
      return whole;
    }
    double left = whole.toMillis() * (1 - share * chance.getAsDouble());
    return Duration.ofMillis(Math.max(1, (long) left));
  }
}
