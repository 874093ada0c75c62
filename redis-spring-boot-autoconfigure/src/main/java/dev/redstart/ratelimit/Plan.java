package dev.redstart.ratelimit;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConfigurationBuilder;
import java.time.Duration;
import java.util.List;

/**
 * How much is permitted: one or several bandwidths that all have to agree.
 *
 * @param bandwidths at least one
 * @param version the greater, the newer: buckets that were made by an older version take over this
 *     one, with the same share of tokens left
 */
public record Plan(List<Bandwidth> bandwidths, long version) {

  /**
   * So many tokens, and so many new ones in each period.
   *
   * @param capacity the most that can be used at once
   * @param refill how many come back in a period
   * @param period the period
   * @param style how they come back
   */
  public record Bandwidth(long capacity, long refill, Duration period, Style style) {

    /** Refuses what would never refill. */
    public Bandwidth {
      if (capacity < 1 || refill < 1 || period.isZero() || period.isNegative()) {
        throw new IllegalArgumentException("capacity, refill and period must be positive");
      }
    }
  }

  /** How tokens come back. */
  public enum Style {

    /** One by one, spread evenly over the period. */
    GREEDY,

    /** All together at the end of the period. */
    INTERVAL
  }

  /** Copies the list. */
  public Plan {
    bandwidths = List.copyOf(bandwidths);
    if (bandwidths.isEmpty()) {
      throw new IllegalArgumentException("a plan needs a bandwidth");
    }
  }

  /** A plan of one bandwidth: {@code tokens} in each {@code period}, spread evenly. */
  public static Plan of(long tokens, Duration period) {
    return new Plan(List.of(new Bandwidth(tokens, tokens, period, Style.GREEDY)), 0);
  }

  /** The same bandwidths, as newer as {@code newVersion} says. */
  public Plan withVersion(long newVersion) {
    return new Plan(bandwidths, newVersion);
  }

  BucketConfiguration configuration() {
    ConfigurationBuilder builder = BucketConfiguration.builder();
    for (Bandwidth it : bandwidths) {
      builder.addLimit(
          limit ->
              it.style() == Style.GREEDY
                  ? limit.capacity(it.capacity()).refillGreedy(it.refill(), it.period())
                  : limit.capacity(it.capacity()).refillIntervally(it.refill(), it.period()));
    }
    return builder.build();
  }
}
