package dev.redstart.autoconfigure;

import dev.redstart.ratelimit.FailurePolicy;
import dev.redstart.ratelimit.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits on requests and on methods.
 *
 * @param enabled Whether there are limits at all.
 * @param prefix What the keys of all buckets begin with.
 * @param timeout How long Redis has to answer before "on-failure" holds.
 * @param onFailure What to do while Redis doesn't answer.
 * @param trustedProxies Addresses and networks of proxies whose X-Forwarded-For is believed.
 * @param order Where the filter stands among the others. After Spring Security's, which knows who
 *     calls, unless something else is said.
 * @param plans How much is permitted, by the plan's name.
 * @param filters Limits on requests.
 */
@ConfigurationProperties("redstart.rate-limit")
public record RateLimitProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("rate-limit:") String prefix,
    @DefaultValue("250ms") Duration timeout,
    @DefaultValue("allow") FailurePolicy onFailure,
    @DefaultValue List<String> trustedProxies,
    @DefaultValue("-50") int order,
    @DefaultValue Map<String, PlanProperties> plans,
    @DefaultValue List<Filter> filters) {

  /**
   * How much is permitted.
   *
   * @param bandwidths Bandwidths that all have to agree.
   */
  public record PlanProperties(@DefaultValue List<Bandwidth> bandwidths) {

    Plan plan() {
      return new Plan(bandwidths.stream().map(Bandwidth::bandwidth).toList(), 0);
    }
  }

  /**
   * So many tokens, and so many new ones in each period.
   *
   * @param capacity The most that can be used at once.
   * @param refill How many come back in a period. As many as the capacity unless something else is
   *     said.
   * @param period The period.
   * @param style How they come back: one by one, or together at the period's end.
   */
  public record Bandwidth(
      long capacity,
      @Nullable Long refill,
      @DefaultValue("1m") Duration period,
      @DefaultValue("greedy") Plan.Style style) {

    Plan.Bandwidth bandwidth() {
      return new Plan.Bandwidth(capacity, refill == null ? capacity : refill, period, style);
    }
  }

  /**
   * Limits on some of the requests.
   *
   * @param paths Patterns of paths within the application, one of which has to match.
   * @param methods Methods of HTTP. All unless some are named.
   * @param strategy Whether each limit that applies counts, or only the first one.
   * @param limits The limits, in their order.
   */
  public record Filter(
      @DefaultValue("/**") List<String> paths,
      @DefaultValue Set<String> methods,
      @DefaultValue("all") Strategy strategy,
      @DefaultValue List<Limit> limits) {}

  /** Which of a filter's limits count. */
  public enum Strategy {

    /** Each that applies. */
    ALL,

    /** The first one that applies. */
    FIRST
  }

  /**
   * One limit.
   *
   * @param name Name of the limit, as clients see it.
   * @param plan Name of the plan.
   * @param key Expression that says for whom it counts: principal, address, method, path,
   *     header('...'), parameter('...') and beans are there.
   * @param cost Expression that says how many tokens a request takes. None where it is below 1.
   * @param unless Expression that is true where the limit doesn't apply.
   * @param count What counts: every request, or those that fail.
   * @param failures Statuses that are failures. All from 400 unless some are named.
   */
  public record Limit(
      String name,
      String plan,
      @DefaultValue("principal ?: address") String key,
      @DefaultValue("1") String cost,
      @Nullable String unless,
      @DefaultValue("all") Count count,
      @DefaultValue Set<Integer> failures) {}

  /** What a limit counts. */
  public enum Count {

    /** Every request. */
    ALL,

    /** Requests that fail; the others give their tokens back. */
    FAILURES
  }
}
