package dev.redstart.ratelimit;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.VerboseResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of asking.
 *
 * @param ask what was asked for
 * @param outcome whether it was granted, and by whom
 * @param policies what the limit permits, one for each bandwidth; none where nobody counted
 * @param tightest index of the policy that has the least left
 * @param remaining tokens that are left of that policy
 * @param reset when there are more than that, if nobody uses them; null where there never are
 * @param retryAfter when to ask again; null where it was granted, or never will be
 */
public record Verdict(
    Ask ask,
    Outcome outcome,
    List<Policy> policies,
    int tightest,
    long remaining,
    @Nullable Duration reset,
    @Nullable Duration retryAfter) {

  /** Whether it was granted, and by whom. */
  public enum Outcome {

    /** Granted and counted where all applications see it. */
    GRANTED,

    /** Refused: too much was asked for. */
    REFUSED,

    /** The backend failed; granted and counted in this process. */
    GRANTED_LOCALLY,

    /** The backend failed; refused by what was counted in this process. */
    REFUSED_LOCALLY,

    /** The backend failed; granted without counting. */
    UNCOUNTED,

    /** The backend failed, and nothing is granted then. */
    UNAVAILABLE
  }

  /**
   * What one bandwidth permits.
   *
   * @param name the limit's name, with a number where it has several bandwidths
   * @param quota tokens at most
   * @param window the time in which that many come back
   */
  public record Policy(String name, long quota, Duration window) {}

  /** Whether the caller may go on. */
  public boolean granted() {
    return switch (outcome) {
      case GRANTED, GRANTED_LOCALLY, UNCOUNTED -> true;
      case REFUSED, REFUSED_LOCALLY, UNAVAILABLE -> false;
    };
  }

  static Verdict uncounted(Ask ask, Outcome outcome) {
    Duration pause = Duration.ofSeconds(1);
    return new Verdict(ask, outcome, List.of(), 0, 0, pause, pause);
  }

  static Verdict of(Ask ask, VerboseResult<ConsumptionProbe> result, boolean local) {
    Bandwidth[] bandwidths = result.getConfiguration().getBandwidths();
    long[] available = result.getDiagnostics().getAvailableTokensPerEachBandwidth();
    List<Policy> policies = new ArrayList<>();
    for (int i = 0; i < bandwidths.length; i++) {
      String name = bandwidths.length == 1 ? ask.limit() : ask.limit() + "-" + (i + 1);
      policies.add(new Policy(name, bandwidths[i].getCapacity(), window(bandwidths[i])));
    }
    int tightest = tightest(policies, available);
    ConsumptionProbe probe = result.getValue();
    long remaining = Math.max(0, available[tightest]);
    return new Verdict(
        ask,
        outcome(probe.isConsumed(), local),
        policies,
        tightest,
        remaining,
        until(remaining + 1, result),
        probe.isConsumed() ? null : duration(probe.getNanosToWaitForRefill()));
  }

  private static Outcome outcome(boolean granted, boolean local) {
    if (local) {
      return granted ? Outcome.GRANTED_LOCALLY : Outcome.REFUSED_LOCALLY;
    }
    return granted ? Outcome.GRANTED : Outcome.REFUSED;
  }

  /** Of those that have the least left the one that is the slowest to have more. */
  private static int tightest(List<Policy> policies, long[] available) {
    int tightest = 0;
    for (int i = 1; i < available.length; i++) {
      int less = Long.compare(available[tightest], available[i]);
      boolean slower = policies.get(i).window().compareTo(policies.get(tightest).window()) > 0;
      tightest = less > 0 || (less == 0 && slower) ? i : tightest;
    }
    return tightest;
  }

  /** The time in which the whole quota comes back. */
  private static Duration window(Bandwidth bandwidth) {
    double periods = (double) bandwidth.getCapacity() / bandwidth.getRefillTokens();
    return Duration.ofNanos((long) (periods * bandwidth.getRefillPeriodNanos()));
  }

  /** How long it takes until so many tokens can be had at once; null where they never can. */
  private static @Nullable Duration until(long tokens, VerboseResult<?> result) {
    return duration(
        result
            .getState()
            .calculateDelayNanosAfterWillBePossibleToConsume(
                tokens, result.getOperationTimeNanos(), true));
  }

  private static @Nullable Duration duration(long nanos) {
    return nanos == Long.MAX_VALUE ? null : Duration.ofNanos(nanos);
  }
}
