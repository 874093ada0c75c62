package dev.redstart.autoconfigure;

import static dev.redstart.autoconfigure.CachePlaces.cache;
import static dev.redstart.autoconfigure.CachePlaces.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redstart.cache.CacheLayers;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.cache.Cache;
import org.springframework.context.ApplicationContext;
import org.springframework.data.redis.cache.CacheStatistics;
import org.springframework.data.redis.cache.RedisCache;
import org.springframework.data.redis.core.StringRedisTemplate;

/** What caches do in every place alike. */
@Timeout(60)
class CacheContractTest {

  /** A value; its package is not the application's. */
  record Item(long id, List<String> tags) {}

  private static final String[] JSON = {
    "redstart.cache.defaults.serializer=json", "redstart.cache.json.allowed-types=dev.redstart"
  };

  @ParameterizedTest
  @EnumSource
  void eachCacheHasItsOwnSettings(CachePlaces place) {
    run(
        place
            .runner()
            .withPropertyValues(
                "spring.cache.redis.time-to-live=1h",
                "spring.cache.cache-names=named",
                "redstart.cache.defaults.key-prefix=shop:",
                "redstart.cache.caches.short.time-to-live=30s",
                "redstart.cache.caches.idle.time-to-idle=90s",
                "redstart.cache.caches.jittered.jitter=0.5",
                "redstart.cache.caches.jittered.key-prefix=j:",
                "redstart.cache.caches.strict.cache-null-values=false"),
        context -> {
          StringRedisTemplate redis = context.getBean(StringRedisTemplate.class);
          for (String name : List.of("short", "idle", "jittered", "named", "strict", "unknown")) {
            cache(context, name).put("k", "v");
            assertThat(cache(context, name).get("k", String.class)).isEqualTo("v");
          }
          assertThat(redis.getExpire("shop:short::k")).isBetween(25L, 30L);
          assertThat(redis.getExpire("shop:idle::k")).isBetween(85L, 90L);
          assertThat(redis.getExpire("j:jittered::k")).isBetween(1795L, 3600L);
          assertThat(redis.getExpire("shop:named::k")).isBetween(3595L, 3600L);
          assertThat(redis.getExpire("shop:unknown::k")).isBetween(3595L, 3600L);
          redis.expire("shop:idle::k", Duration.ofSeconds(5));
          cache(context, "idle").get("k");
          assertThat(redis.getExpire("shop:idle::k")).isBetween(85L, 90L);
          cache(context, "short").put("null", null);
          assertThat(cache(context, "short").get("null")).isNotNull();
          assertThatThrownBy(() -> cache(context, "strict").put("null", null))
              .isInstanceOf(IllegalArgumentException.class);
        });
  }

  @ParameterizedTest
  @EnumSource
  void holdsJson(CachePlaces place) {
    run(
        place
            .runner()
            .withPropertyValues(JSON)
            .withPropertyValues(
                "redstart.cache.caches.java.serializer=jdk",
                "redstart.cache.caches.typed.type=java.util.Map<java.lang.Long,java.util.List<"
                    + Item.class.getName()
                    + ">>"),
        context -> {
          Map<Long, List<Item>> value = Map.of(5L, List.of(new Item(1, List.of("a"))));
          StringRedisTemplate redis = context.getBean(StringRedisTemplate.class);
          for (String name : List.of("any", "typed")) {
            cache(context, name).put("k", value);
            assertThat(cache(context, name).get("k").get()).isEqualTo(value);
            cache(context, name).put("null", null);
            assertThat(cache(context, name).get("null").get()).isNull();
          }
          assertThat(redis.opsForValue().get("typed::k"))
              .isEqualTo("{\"5\":[{\"id\":1,\"tags\":[\"a\"]}]}");
          assertThat(redis.opsForValue().get("any::k")).contains("\"@class\"");
          cache(context, "java").put("k", List.of("a"));
          assertThat(cache(context, "java").get("k").get()).isEqualTo(List.of("a"));
        });
  }

  @ParameterizedTest
  @EnumSource
  void isEmptyWhenClearReturns(CachePlaces place) {
    run(
        place.runner().withPropertyValues("redstart.cache.batch-size=7"),
        context -> {
          StringRedisTemplate redis = context.getBean(StringRedisTemplate.class);
          redis.opsForValue().set("things:not-of-the-cache", "x");
          redis.opsForValue().set("thing[s]?", "x");
          for (String name : List.of("things", "thing[s]*")) {
            Cache cache = cache(context, name);
            Cache other = cache(context, "others");
            other.put("k", "v");
            IntStream.range(0, 50).forEach(i -> cache.put("k" + i, "v"));
            cache.evict("k1");
            assertThat(cache.get("k1")).isNull();
            assertThat(cache.evictIfPresent("k1")).isFalse();
            cache.clear();
            IntStream.range(0, 50).forEach(i -> assertThat(cache.get("k" + i)).isNull());
            assertThat(other.get("k")).isNotNull();
            cache.put("k", "v");
            assertThat(cache.invalidate()).isTrue();
            assertThat(cache.invalidate()).isFalse();
          }
          assertThat(redis.keys("thing*"))
              .containsExactlyInAnyOrder("things:not-of-the-cache", "thing[s]?");
        });
  }

  @ParameterizedTest
  @EnumSource
  void clearsByPatternToo(CachePlaces place) {
    run(
        place.runner(),
        context -> {
          RedisCache cache = (RedisCache) cache(context, "things");
          cache.put("a1", "v");
          cache.put("a2", "v");
          cache.put("b1", "v");
          cache.clear("a*");
          assertThat(cache.get("a1")).isNull();
          assertThat(cache.get("b1")).isNotNull();
        });
  }

  @ParameterizedTest
  @EnumSource
  void oneThreadLoadsForAll(CachePlaces place) {
    run(
        place.runner(),
        context -> {
          AtomicInteger loads = new AtomicInteger();
          CountDownLatch loading = new CountDownLatch(1);
          Callable<String> loader =
              () -> {
                loading.await(200, TimeUnit.MILLISECONDS);
                return "loaded " + loads.incrementAndGet();
              };
          assertThat(together(20, () -> cache(context, "sync").get("k", loader)))
              .isEqualTo(Set.of("loaded 1"));
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
                      AtomicInteger loads = new AtomicInteger();
                      Callable<String> loader =
                          () -> {
                            new CountDownLatch(1).await(200, TimeUnit.MILLISECONDS);
                            return "loaded " + loads.incrementAndGet();
                          };
                      AtomicInteger turn = new AtomicInteger();
                      Set<String> seen =
                          together(
                              10,
                              () -> {
                                ApplicationContext mine =
                                    turn.incrementAndGet() % 2 == 0 ? one : other;
                                return cache(mine, "sync").get("k", loader);
                              });
                      assertThat(seen).isEqualTo(Set.of("loaded 1"));
                      CacheStatistics statistics =
                          ((RedisCache) cache(one, "sync")).getStatistics();
                      assertThat(statistics.getMisses()).isPositive();
                    }));
  }

  @ParameterizedTest
  @EnumSource
  void aLeaseThatWasLeftBehindEnds(CachePlaces place) {
    run(
        place.runner(),
        context -> {
          StringRedisTemplate redis = context.getBean(StringRedisTemplate.class);
          redis.opsForValue().set("~lease:sync::k", "of the dead", Duration.ofMillis(150));
          assertThat(cache(context, "sync").get("k", () -> "loaded")).isEqualTo("loaded");
          assertThat(redis.hasKey("~lease:sync::k")).isFalse();
          CacheStatistics statistics = ((RedisCache) cache(context, "sync")).getStatistics();
          assertThat(statistics.getLockWaitDuration(TimeUnit.MILLISECONDS)).isPositive();
        });
  }

  @ParameterizedTest
  @EnumSource
  void aLeaseIsTheHoldersUntilItEnds(CachePlaces place) {
    run(
        place.runner().withPropertyValues("redstart.cache.lease=10s"),
        context -> {
          StringRedisTemplate redis = context.getBean(StringRedisTemplate.class);
          cache(context, "sync")
              .get(
                  "k",
                  () -> {
                    assertThat(redis.getExpire("~lease:sync::k")).isBetween(5L, 10L);
                    // Meanwhile it expires, and somebody else takes it.
                    redis.opsForValue().set("~lease:sync::k", "other");
                    return "v";
                  });
          assertThat(redis.opsForValue().get("~lease:sync::k")).isEqualTo("other");
        });
  }

  @ParameterizedTest
  @EnumSource
  void aLoaderThatFailsLeavesNothing(CachePlaces place) {
    run(
        place.runner(),
        context -> {
          Cache cache = cache(context, "sync");
          assertThatThrownBy(
                  () ->
                      cache.get(
                          "k",
                          () -> {
                            throw new IllegalStateException("no value");
                          }))
              .isInstanceOf(Cache.ValueRetrievalException.class)
              .hasRootCauseMessage("no value");
          assertThat(cache.get("k", () -> "v")).isEqualTo("v");
        });
  }

  @ParameterizedTest
  @EnumSource
  void aLoaderMayAskForItsOwnKey(CachePlaces place) {
    run(
        place.runner(),
        context -> {
          Cache cache = cache(context, "sync");
          assertThat(cache.get("k", () -> cache.get("k", () -> "inner") + " and outer"))
              .isEqualTo("inner and outer");
          assertThat(cache.get("k").get()).isEqualTo("inner and outer");
        });
  }

  @ParameterizedTest
  @EnumSource
  void whatCannotBeReadIsAbsent(CachePlaces place) {
    run(
        place.runner().withPropertyValues(JSON),
        context -> {
          StringRedisTemplate redis = context.getBean(StringRedisTemplate.class);
          RedisCache cache = (RedisCache) cache(context, "things");
          for (String key : List.of("a", "b", "c", "d")) {
            redis.opsForValue().set("things::" + key, "{\"@class\":\"gone.Away\"}");
          }
          assertThat(cache.get("a")).isNull();
          assertThat(cache.get("b", () -> "again")).isEqualTo("again");
          assertThat(cache.get("b").get()).isEqualTo("again");
          assertThat(cache.retrieve("c").get()).isNull();
          assertThat(cache.retrieve("d", () -> CompletableFuture.completedFuture("anew")).get())
              .isEqualTo("anew");
          assertThat(cache.retrieve("d").get().get()).isEqualTo("anew");
          CacheStatistics statistics = cache.getStatistics();
          assertThat(statistics.getMisses()).isEqualTo(4);
          assertThat(statistics.getHits()).isEqualTo(2);
          assertThat(context.getBean(CacheLayers.class).counts().of("things").undecodable())
              .isEqualTo(4);
          cache.clearStatistics();
          assertThat(cache.getStatistics().getMisses()).isZero();
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
          assertThat(cache.get("k", () -> "old")).isEqualTo("old");
          assertThat(cache.get("k", () -> "unused")).isEqualTo("old");
          redis.expire("early::k", Duration.ofSeconds(9));
          String during =
              cache.get(
                  "k",
                  () -> together(3, () -> cache.get("k", () -> "unused")).iterator().next() + "er");
          assertThat(during).isEqualTo("older");
          assertThat(redis.getExpire("early::k")).isGreaterThan(50);
          redis.expire("early::k", Duration.ofSeconds(9));
          assertThat(
                  cache.<String>get(
                      "k",
                      () -> {
                        throw new IllegalStateException("no value");
                      }))
              .isEqualTo("older");
          assertThat(context.getBean(CacheLayers.class).counts().of("early").refreshes())
              .isEqualTo(1);
        });
  }

  /** What all get, each in a thread of its own. */
  private static Set<String> together(int threads, Callable<String> call) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      Set<String> results = new TreeSet<>();
      for (Future<String> result : executor.invokeAll(Collections.nCopies(threads, call))) {
        results.add(result.get());
      }
      return results;
    } finally {
      executor.shutdownNow();
    }
  }
}
