package dev.redstart.ratelimit;

import io.github.bucket4j.TimeMeter;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Plans by name, which may be changed at any time: the next call finds the change, and buckets that
 * are there already keep their share of tokens. Where several applications share a Redis, the plan
 * that was set last holds.
 */
public final class NamedPlans implements PlanResolver {

  private final Map<String, Plan> plans = new ConcurrentHashMap<>();
  private final TimeMeter clock;

  /** These plans, as new as now. */
  public NamedPlans(Map<String, Plan> plans) {
    this(plans, TimeMeter.SYSTEM_MILLISECONDS);
  }

  NamedPlans(Map<String, Plan> plans, TimeMeter clock) {
    this.clock = clock;
    plans.forEach(this::set);
  }

  /** Adds a plan, or replaces the one of that name. */
  public void set(String name, Plan plan) {
    long now = TimeUnit.NANOSECONDS.toMillis(clock.currentTimeNanos());
    plans.compute(
        name, (key, old) -> plan.withVersion(old == null ? now : Math.max(now, old.version() + 1)));
  }

  /** The names of all plans. */
  public Set<String> names() {
    return Set.copyOf(plans.keySet());
  }

  @Override
  public Plan resolve(String name, String key) {
    Plan plan = plans.get(name);
    if (plan == null) {
      throw new IllegalArgumentException("there is no rate limit plan '" + name + "'");
    }
    return plan;
  }
}
