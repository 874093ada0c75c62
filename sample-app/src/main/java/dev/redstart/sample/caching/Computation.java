package dev.redstart.sample.caching;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * When an answer was computed and how long that took.
 *
 * @param began when the work began
 * @param micros how long it took, in microseconds
 */
public record Computation(Instant began, long micros) {

  /** The work that began then and is done now. */
  public static Computation since(Instant began, Clock clock) {
    return new Computation(began, Duration.between(began, clock.instant()).toNanos() / 1000);
  }
}
