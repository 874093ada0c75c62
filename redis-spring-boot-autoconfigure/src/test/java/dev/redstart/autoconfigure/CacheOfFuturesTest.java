package dev.redstart.autoconfigure;

import static dev.redstart.autoconfigure.CachePlaces.cache;
import static dev.redstart.autoconfigure.CachePlaces.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redstart.cache.CacheLayers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.cache.autoconfigure.RedisCacheManagerBuilderCustomizer;
import org.springframework.cache.Cache;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.core.StringRedisTemplate;
import reactor.core.publisher.Mono;

/** Values that callers get later: loaded once for all of them, in every place alike. */
@Timeout(60)
class CacheOfFuturesTest {

  /** Counts its loads, which end when the test says so. */
  private static final class Loader implements Supplier<CompletableFuture<String>> {

    private final AtomicInteger loads = new AtomicInteger();
    private final CompletableFuture<String> value = new CompletableFuture<>();

    @Override
    public CompletableFuture<String> get() {
      loads.incrementAndGet();
      return value;
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneCallerLoadsForAll(CachePlaces place) {
    run(
        place.runner(),
        context -> {
          Loader loader = new Loader();
          List<CompletableFuture<String>> all = new ArrayList<>();
          for (int i = 0; i < 20; i++) {
            all.add(cache(context, "later").retrieve("k", loader));
          }
          loader.value.complete("loaded");
          assertThat(all).allSatisfy(it -> assertThat(it.get()).isEqualTo("loaded"));
          assertThat(loader.loads).hasValue(1);
          assertThat(cache(context, "later").get("k").get()).isEqualTo("loaded");
          assertThat(context.getBean(StringRedisTemplate.class).keys("~lease:*")).isEmpty();
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVER", "PORT", "CLUSTER"})
  void oneProcessLoadsForAll(CachePlaces place) {
    run(
        place.runner(),
        one ->
            place
                .runner()
                .run(
                    other -> {
                      CompletableFuture<String> first = new CompletableFuture<>();
                      CompletableFuture<String> begun = new CompletableFuture<>();
                      CompletableFuture<String> mine =
                          cache(one, "later")
                              .retrieve(
                                  "k",
                                  () -> {
                                    begun.complete("");
                                    return first;
                                  });
                      begun.get();
                      CompletableFuture<String> theirs =
                          cache(other, "later")
                              .retrieve("k", () -> CompletableFuture.completedFuture("twice"));
                      first.complete("once");
                      assertThat(mine.get()).isEqualTo("once");
                      assertThat(theirs.get()).isEqualTo("once");
                    }));
  }

  @ParameterizedTest
  @EnumSource
  void aFailureLeavesNothing(CachePlaces place) {
    run(
        place.runner(),
        context -> {
          Cache cache = cache(context, "later");
          Loader loader = new Loader();
          CompletableFuture<String> one = cache.retrieve("k", loader);
          CompletableFuture<String> other = cache.retrieve("k", loader);
          loader.value.completeExceptionally(new IllegalStateException("no value"));
          assertThatThrownBy(one::get).hasRootCauseMessage("no value");
          assertThatThrownBy(other::get).hasRootCauseMessage("no value");
          assertThatThrownBy(
                  () ->
                      cache
                          .retrieve(
                              "k",
                              () -> {
                                throw new IllegalStateException("not begun");
                              })
                          .get())
              .hasRootCauseMessage("not begun");
          assertThat(cache.retrieve("k", () -> CompletableFuture.completedFuture("v")).get())
              .isEqualTo("v");
        });
  }

  @ParameterizedTest
  @EnumSource
  void nullIsAValueWhereItMayBe(CachePlaces place) {
    run(
        place.runner().withPropertyValues("redstart.cache.caches.strict.cache-null-values=false"),
        context -> {
          Supplier<CompletableFuture<String>> nothing =
              () -> CompletableFuture.completedFuture(null);
          assertThat(cache(context, "later").retrieve("k", nothing).get()).isNull();
          assertThat(cache(context, "later").get("k")).isNotNull();
          assertThatThrownBy(() -> cache(context, "strict").retrieve("k", nothing).get())
              .hasCauseInstanceOf(IllegalArgumentException.class);
        });
  }

  @ParameterizedTest
  @EnumSource
  void whatIsOldIsLoadedByOneWhileOthersGoOn(CachePlaces place) {
    run(
        place
            .runner()
            .withPropertyValues(
                "redstart.cache.caches.early.time-to-live=1m",
                "redstart.cache.caches.early.early-refresh=10s"),
        context -> {
          StringRedisTemplate redis = context.getBean(StringRedisTemplate.class);
          Cache cache = cache(context, "early");
          cache.put("k", "old");
          redis.expire("early::k", Duration.ofSeconds(9));
          CompletableFuture<String> begun = new CompletableFuture<>();
          Loader loader = new Loader();
          CompletableFuture<String> refreshing =
              cache.retrieve(
                  "k",
                  () -> {
                    begun.complete("");
                    return loader.get();
                  });
          begun.get();
          assertThat(cache.retrieve("k", loader).get()).isEqualTo("old");
          loader.value.complete("new");
          assertThat(refreshing.get()).isEqualTo("new");
          assertThat(loader.loads).hasValue(1);
          assertThat(redis.getExpire("early::k")).isGreaterThan(50);
          redis.expire("early::k", Duration.ofSeconds(9));
          assertThat(
                  cache
                      .retrieve(
                          "k", () -> CompletableFuture.failedFuture(new IllegalStateException()))
                      .get())
              .isEqualTo("new");
          assertThat(context.getBean(CacheLayers.class).counts().of("early").refreshes())
              .isEqualTo(1);
        });
  }

  @ParameterizedTest
  @EnumSource
  void aLoaderThatAsksForItsOwnKeyIsNotWaitedForLongerThanALease(CachePlaces place) {
    run(
        place.runner().withPropertyValues("redstart.cache.lease=200ms"),
        context -> {
          Cache cache = cache(context, "later");
          CompletableFuture<String> value =
              cache.retrieve(
                  "k",
                  () ->
                      cache
                          .retrieve("k", () -> CompletableFuture.completedFuture("inner"))
                          .thenApply(inner -> inner + " and outer"));
          assertThat(value.get()).isEqualTo("inner and outer");
        });
  }

  /** Methods of an application. */
  static class Prices {

    private final AtomicInteger loads = new AtomicInteger();
    private final CompletableFuture<String> go = new CompletableFuture<>();

    public void open() {
      go.complete("");
    }

    @Cacheable(cacheNames = "prices", sync = true)
    public Mono<String> reactive(String article) {
      return Mono.fromFuture(go).map(done -> article + " " + loads.incrementAndGet());
    }

    @Cacheable(cacheNames = "prices", sync = true)
    public CompletableFuture<String> future(String article) {
      return go.thenApply(done -> article + " " + loads.incrementAndGet());
    }
  }

  @Test
  void methodsThatReturnFuturesAndPublishersAreCalledOnce() {
    run(
        CachePlaces.EMBEDDED.runner().withBean(Prices.class),
        context -> {
          Prices prices = context.getBean(Prices.class);
          List<CompletableFuture<String>> all = new ArrayList<>();
          for (int i = 0; i < 5; i++) {
            all.add(prices.reactive("tea").toFuture());
            all.add(prices.future("rum"));
          }
          prices.open();
          Set<String> seen = new TreeSet<>();
          for (CompletableFuture<String> one : all) {
            seen.add(one.get());
          }
          assertThat(seen).hasSize(2).anyMatch(it -> it.startsWith("tea "));
          assertThat(prices.reactive("tea").block()).isIn(seen);
          assertThat(prices.future("rum").get()).isIn(seen);
        });
  }

  @Test
  void otherManagersAndTransactionsKeepTheirWays() {
    CachePlaces.EMBEDDED
        .runner()
        .withBean(
            RedisCacheManagerBuilderCustomizer.class,
            () -> builder -> builder.transactionAware().disableCreateOnMissingCache())
        .withPropertyValues("redstart.cache.caches.known.time-to-live=1m")
        .run(
            context -> {
              RedisCacheManager manager = context.getBean(RedisCacheManager.class);
              assertThat(manager.isTransactionAware()).isTrue();
              assertThat(manager.isAllowRuntimeCacheCreation()).isFalse();
              assertThat(manager.getCacheNames()).containsExactly("known");
              assertThat(manager.getCache("unknown")).isNull();
              manager.getCache("known").put("k", "v");
              manager.resetCaches();
              assertThat(manager.getCache("known").get("k")).isNull();
            });
  }
}
