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
 * @param reset when all of that policy's tokens are there again, if nobody uses them
 * @param retryAfter when to ask again; null where it was granted, or never will be
 */
public record Verdict(
    Ask ask,
    Outcome outcome,
    List<Policy> policies,
    int tightest,
    long remaining,
    Duration reset,
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
    int tightest = 0;
    List<Policy> policies = new ArrayList<>();
    for (int i = 0; i < bandwidths.length; i++) {
      String name = bandwidths.length == 1 ? ask.limit() : ask.limit() + "-" + (i + 1);
      policies.add(new Policy(name, bandwidths[i].getCapacity(), window(bandwidths[i])));
      tightest = available[i] < available[tightest] ? i : tightest;
    }
    ConsumptionProbe probe = result.getValue();
    long wait = probe.getNanosToWaitForRefill();
    boolean never = probe.isConsumed() || wait == Long.MAX_VALUE;
    return new Verdict(
        ask,
        outcome(probe.isConsumed(), local),
        policies,
        tightest,
        Math.max(0, available[tightest]),
        reset(bandwidths[tightest], available[tightest]),
        never ? null : Duration.ofNanos(wait));
  }

  private static Outcome outcome(boolean granted, boolean local) {
    if (local) {
      return granted ? Outcome.GRANTED_LOCALLY : Outcome.REFUSED_LOCALLY;
    }
    return granted ? Outcome.GRANTED : Outcome.REFUSED;
  }

  /** The time in which the whole quota comes back. */
  private static Duration window(Bandwidth bandwidth) {
    return refilling(bandwidth, bandwidth.getCapacity());
  }

  private static Duration reset(Bandwidth bandwidth, long available) {
    return refilling(bandwidth, Math.max(0, bandwidth.getCapacity() - available));
  }

  private static Duration refilling(Bandwidth bandwidth, long tokens) {
    double periods = (double) tokens / bandwidth.getRefillTokens();
    return Duration.ofNanos((long) (periods * bandwidth.getRefillPeriodNanos()));
  }
}
