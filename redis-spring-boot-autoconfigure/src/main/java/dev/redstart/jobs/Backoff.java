package dev.redstart.jobs;

import java.time.Duration;

/**
 * How long to wait before a job that failed is tried again.
 *
 * @param type {@code fixed}, {@code exponential}, or the name of a strategy that the workers know
 * @param delay the time, before the first repetition where it grows
 * @param jitter how much of it is left to chance, from 0 (nothing) to 1 (all of it)
 */
public record Backoff(String type, Duration delay, double jitter) {

  /** Always the same time. */
  public static final String FIXED = "fixed";

  /** Twice the time before. */
  public static final String EXPONENTIAL = "exponential";

  /** Checks the jitter. */
  public Backoff {
    if (!(jitter >= 0 && jitter <= 1)) {
      throw new IllegalArgumentException("a jitter is between 0 and 1: " + jitter);
    }
  }

  /** Always the same time. */
  public static Backoff fixed(Duration delay) {
    return new Backoff(FIXED, delay, 0);
  }

  /** Twice the time before. */
  public static Backoff exponential(Duration delay) {
    return new Backoff(EXPONENTIAL, delay, 0);
  }

  /** What the workers' strategy of that name says. */
  public static Backoff custom(String type) {
    return new Backoff(type, Duration.ZERO, 0);
  }

  /** The same with a part left to chance. */
  public Backoff withJitter(double newJitter) {
    return new Backoff(type, delay, newJitter);
  }
}
