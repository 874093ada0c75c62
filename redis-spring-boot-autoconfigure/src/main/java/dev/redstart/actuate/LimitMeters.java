package dev.redstart.actuate;

import dev.redstart.ratelimit.LimitCounts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

/** Meters of each rate limit, from when it is first asked. */
public final class LimitMeters implements MeterBinder {

  private final LimitCounts counts;

  public LimitMeters(LimitCounts counts) {
    this.counts = counts;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    counts.forEach((limit, of) -> bind(limit, of, registry));
  }

  private static void bind(String limit, LimitCounts.Of of, MeterRegistry registry) {
    Tags tags = Tags.of("limit", limit);
    FunctionCounter.builder("rate.limit.requests", of, LimitCounts.Of::permitted)
        .description("What was asked of a limit, by its answer")
        .tags(tags.and("result", "permitted"))
        .register(registry);
    FunctionCounter.builder("rate.limit.requests", of, LimitCounts.Of::denied)
        .description("What was asked of a limit, by its answer")
        .tags(tags.and("result", "denied"))
        .register(registry);
    FunctionCounter.builder("rate.limit.failures", of, LimitCounts.Of::failed)
        .description("How often Redis could not be asked")
        .tags(tags)
        .register(registry);
  }
}
