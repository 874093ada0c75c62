package dev.redstart.jobs.worker;

import dev.redstart.jobs.Backoff;
import dev.redstart.jobs.Job;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** How long a job waits before it is tried again, by its options and a worker's strategies. */
final class Backoffs {

  /** Ten years: the doubled time has an end, and scores have room for it. */
  private static final double MOST = 1000.0 * 60 * 60 * 24 * 3650;

  private final Map<String, BackoffStrategy> strategies;
  private final DoubleSupplier chance;

  Backoffs(Map<String, BackoffStrategy> strategies, DoubleSupplier chance) {
    this.strategies = Map.copyOf(strategies);
    this.chance = chance;
  }

  /** Empty where it isn't to be tried again. */
  Optional<Duration> delay(Job job, Throwable failure) {
    int attempt = job.attemptsMade() + 1;
    if (attempt >= job.options().attempts()) {
      return Optional.empty();
    }
    Backoff backoff = job.options().backoff();
    if (backoff == null) {
      return Optional.of(Duration.ZERO);
    }
    double millis = backoff.delay().toMillis();
    return switch (backoff.type()) {
      case Backoff.FIXED -> Optional.of(jittered(millis, backoff.jitter()));
      case Backoff.EXPONENTIAL ->
          Optional.of(jittered(Math.rint(Math.pow(2, attempt - 1) * millis), backoff.jitter()));
      default -> strategy(backoff.type()).delay(attempt, failure, job);
    };
  }

  private Duration jittered(double millis, double jitter) {
    double bounded = Math.min(millis, MOST);
    double part = bounded * jitter;
    return Duration.ofMillis((long) (chance.getAsDouble() * part + bounded - part));
  }

  private BackoffStrategy strategy(String type) {
    BackoffStrategy strategy = strategies.get(type);
    if (strategy == null) {
      throw new UnrecoverableJobException("this worker knows no backoff strategy \"" + type + '"');
    }
    return strategy;
  }
}
