package dev.redstart.ratelimit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.VerboseResult;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Buckets of this process, for as long as the backend fails: the ten thousand that were used last,
 * so that strangers' keys can't fill the heap.
 */
final class LocalBuckets {

  private static final int MOST = 10_000;

  private final TimeMeter clock;
  private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

  LocalBuckets(TimeMeter clock) {
    this.clock = clock;
  }

  VerboseResult<ConsumptionProbe> consume(Ask ask, Plan plan) {
    return bucket(ask, plan).asVerbose().tryConsumeAndReturnRemaining(ask.cost());
  }

  void giveBack(Ask ask, Plan plan) {
    bucket(ask, plan).addTokens(ask.cost());
  }

  private synchronized Bucket bucket(Ask ask, Plan plan) {
    Bucket bucket =
        buckets.computeIfAbsent(ask.bucket() + ":" + plan.version(), name -> bucket(plan));
    if (buckets.size() > MOST) {
      buckets.remove(buckets.keySet().iterator().next());
    }
    return bucket;
  }

  private Bucket bucket(Plan plan) {
    var builder = Bucket.builder().withCustomTimePrecision(clock);
    for (var bandwidth : plan.configuration().getBandwidths()) {
      builder.addLimit(bandwidth);
    }
    return builder.build();
  }
}
