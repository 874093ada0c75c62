package dev.redstart.ratelimit;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.VerboseResult;
import io.github.bucket4j.distributed.AsyncBucketProxy;
import io.github.bucket4j.distributed.BucketProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import reactor.core.scheduler.Schedulers;

/**
 * Grants and refuses, by plans that others know, from buckets in Redis; and knows what to do when
 * that Redis doesn't answer in time.
 *
 * <p>Nothing here blocks: with the embedded engine the answer is there at once, with a reactive
 * connection factory it comes later, and with any other one it is waited for on a thread of
 * Reactor's that may block. A future never fails because of the backend.
 */
public final class RateLimits {

  private final RedisBuckets buckets;
  private final PlanResolver plans;
  private final Options options;
  private final Outage outage;
  private final LocalBuckets local;
  private final LimitCounts counts = new LimitCounts();

  /**
   * What may be set.
   *
   * @param prefix what the keys of all buckets begin with
   * @param timeout how long Redis has to answer
   * @param onFailure what to do when it doesn't
   */
  public record Options(String prefix, Duration timeout, FailurePolicy onFailure) {}

  /** Limits that count in {@code buckets}. */
  public RateLimits(RedisBuckets buckets, PlanResolver plans, Options options) {
    this.buckets = buckets;
    this.plans = plans;
    this.options = options;
    TimeMeter clock = buckets.clock();
    this.outage = new Outage(clock);
    this.local = new LocalBuckets(clock);
  }

  /** What has come of the asks so far. */
  public LimitCounts counts() {
    return counts;
  }

  /**
   * Asks for one thing.
   *
   * @throws IllegalArgumentException where there is no such plan
   */
  public CompletableFuture<Verdict> take(Ask ask) {
    Plan plan = plans.resolve(ask.plan(), ask.key());
    if (outage.lasts()) {
      return CompletableFuture.completedFuture(counts.count(withoutBackend(ask, plan)));
    }
    return answer(
            ask,
            plan,
            bucket -> bucket.asVerbose().tryConsumeAndReturnRemaining(ask.cost()),
            bucket -> bucket.asVerbose().tryConsumeAndReturnRemaining(ask.cost()))
        .handle(
            (VerboseResult<ConsumptionProbe> result, Throwable failure) -> {
              if (failure != null) {
                outage.failed(failure, options.onFailure());
                return counts.count(withoutBackend(ask, plan));
              }
              outage.answered();
              return counts.count(Verdict.of(ask, result, false));
            });
  }

  /**
   * Asks for several things, one after the other, until one is refused; what was taken before is
   * given back then.
   *
   * @return the verdicts so far; only the last one may be a refusal
   */
  public CompletableFuture<List<Verdict>> takeAll(List<Ask> asks) {
    return next(asks, List.of());
  }

  private CompletableFuture<List<Verdict>> next(List<Ask> asks, List<Verdict> before) {
    if (before.size() == asks.size()) {
      return CompletableFuture.completedFuture(before);
    }
    return take(asks.get(before.size()))
        .thenCompose(
            verdict -> {
              List<Verdict> now = new ArrayList<>(before);
              now.add(verdict);
              if (verdict.granted()) {
                return next(asks, now);
              }
              return CompletableFuture.allOf(
                      before.stream().map(this::giveBack).toArray(CompletableFuture<?>[]::new))
                  .thenApply(done -> now);
            });
  }

  /**
   * Gives back what was granted; nothing where nothing was, or the backend fails.
   *
   * @return done when it has been
   */
  public CompletableFuture<?> giveBack(Verdict verdict) {
    Ask ask = verdict.ask();
    if (verdict.outcome() == Verdict.Outcome.GRANTED) {
      Plan plan = plans.resolve(ask.plan(), ask.key());
      return answer(
              ask,
              plan,
              bucket -> bucket.addTokens(ask.cost()).thenApply(done -> ask),
              bucket -> {
                bucket.addTokens(ask.cost());
                return ask;
              })
          .exceptionally(failure -> ask);
    }
    if (verdict.outcome() == Verdict.Outcome.GRANTED_LOCALLY) {
      local.giveBack(ask, plans.resolve(ask.plan(), ask.key()));
    }
    return CompletableFuture.completedFuture(ask);
  }

  private Verdict withoutBackend(Ask ask, Plan plan) {
    return switch (options.onFailure()) {
      case ALLOW -> Verdict.uncounted(ask, Verdict.Outcome.UNCOUNTED);
      case DENY -> Verdict.uncounted(ask, Verdict.Outcome.UNAVAILABLE);
      case LOCAL -> Verdict.of(ask, local.consume(ask, plan), true);
    };
  }

  private <T> CompletableFuture<T> answer(
      Ask ask,
      Plan plan,
      Function<AsyncBucketProxy, CompletableFuture<T>> later,
      Function<BucketProxy, T> waiting) {
    CompletableFuture<T> answer =
        buckets.isAsyncModeSupported()
            ? later.apply(bucketOfLater(ask, plan))
            : CompletableFuture.supplyAsync(
                () -> waiting.apply(bucketOf(ask, plan)), Schedulers.boundedElastic()::schedule);
    return answer.isDone()
        ? answer
        : answer.orTimeout(options.timeout().toNanos(), TimeUnit.NANOSECONDS);
  }

  private AsyncBucketProxy bucketOfLater(Ask ask, Plan plan) {
    BucketConfiguration configuration = plan.configuration();
    var builder = buckets.asAsync().builder();
    if (plan.version() > 0) {
      builder.withImplicitConfigurationReplacement(
          plan.version(), TokensInheritanceStrategy.PROPORTIONALLY);
    }
    return builder.build(
        options.prefix() + ask.bucket(), () -> CompletableFuture.completedFuture(configuration));
  }

  private BucketProxy bucketOf(Ask ask, Plan plan) {
    BucketConfiguration configuration = plan.configuration();
    var builder = buckets.builder();
    if (plan.version() > 0) {
      builder.withImplicitConfigurationReplacement(
          plan.version(), TokensInheritanceStrategy.PROPORTIONALLY);
    }
    return builder.build(options.prefix() + ask.bucket(), () -> configuration);
  }
}
