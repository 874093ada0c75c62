package dev.redstart.autoconfigure;

import static dev.redstart.autoconfigure.CachePlaces.cache;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.mockito.Mockito.mock;

import dev.redstart.autoconfigure.ContradictingCachePropertiesException.Contradiction;
import dev.redstart.cache.CacheLayers;
import dev.redstart.cache.NearCopies;
import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.spi.Feature;
import dev.redstart.engine.testing.ManualClock;
import dev.redstart.remote.RemoteCheck;
import dev.redstart.remote.Requirement;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.cache.autoconfigure.RedisCacheManagerBuilderCustomizer;
import org.springframework.boot.cache.autoconfigure.metrics.CacheMetricsAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.cache.RedisCache;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RedstartCacheAutoConfigurationTest {

  private final ApplicationContextRunner runner = CachePlaces.EMBEDDED.runner();

  @Test
  void entriesExpireOnTime() {
    runner
        .withUserConfiguration(Timed.class)
        .withPropertyValues(
            "redstart.cache.caches.live.time-to-live=10s",
            "redstart.cache.caches.idle.time-to-idle=10s")
        .run(
            context -> {
              ManualClock clock = context.getBean(ManualClock.class);
              cache(context, "live").put("k", "v");
              cache(context, "idle").put("k", "v");
              clock.advance(Duration.ofSeconds(8));
              assertThat(cache(context, "live").get("k")).isNotNull();
              assertThat(cache(context, "idle").get("k")).isNotNull();
              clock.advance(Duration.ofSeconds(8));
              assertThat(cache(context, "live").get("k")).isNull();
              assertThat(cache(context, "idle").get("k")).isNotNull();
              clock.advance(Duration.ofSeconds(10));
              assertThat(cache(context, "idle").get("k")).isNull();
            });
  }

  @Test
  void aLeaseEndsByTheEnginesClock() {
    runner
        .withUserConfiguration(Timed.class)
        .withPropertyValues("redstart.cache.lease=20s")
        .run(
            context -> {
              StringRedisTemplate redis = context.getBean(StringRedisTemplate.class);
              cache(context, "sync")
                  .get(
                      "k",
                      () -> {
                        context.getBean(ManualClock.class).advance(Duration.ofSeconds(21));
                        assertThat(redis.hasKey("~lease:sync::k")).isFalse();
                        return "v";
                      });
              assertThat(cache(context, "sync").get("k").get()).isEqualTo("v");
            });
  }

  @Test
  void metricsTellSizesAndWhatHasExpired() {
    runner
        .withConfiguration(
            AutoConfigurations.of(
                RedstartCacheMetricsAutoConfiguration.class, CacheMetricsAutoConfiguration.class))
        .withUserConfiguration(Timed.class)
        .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
        .withPropertyValues("redstart.cache.caches.things.time-to-live=10s")
        .run(
            context -> {
              MeterRegistry registry = context.getBean(MeterRegistry.class);
              Cache cache = cache(context, "things");
              cache.put("a", "v");
              cache.put("b", "v");
              cache.get("a");
              cache.get("x");
              context.getBean(StringRedisTemplate.class).opsForValue().set("things::c", "broken");
              cache.get("c");
              cache.evict("b");
              assertThat(registry.get("cache.size").tag("cache", "things").gauge().value())
                  .isEqualTo(2);
              assertThat(count(registry, "cache.undecodable")).isEqualTo(1);
              assertThat(count(registry, "cache.failures")).isZero();
              assertThat(count(registry, "cache.refreshes")).isZero();
              assertThat(count(registry, "cache.near.hits")).isZero();
              assertThat(count(registry, "cache.puts")).isEqualTo(2);
              assertThat(registry.get("cache.gets").tag("result", "hit").functionCounter().count())
                  .isEqualTo(1);
              assertThat(registry.get("cache.gets").tag("result", "miss").functionCounter().count())
                  .isEqualTo(2);
              context.getBean(ManualClock.class).advance(Duration.ofSeconds(11));
              assertThat(count(registry, "cache.evictions")).isEqualTo(1);
            });
  }

  @Test
  void emptyingACacheLooksAtItsOwnKeysOnly() {
    runner.run(
        context -> {
          cache(context, "things").put("k", "v");
          RedisEngine engine = context.getBean(RedisEngine.class);
          try (var session = engine.session()) {
            session.execute("CONFIG", "RESETSTAT");
            cache(context, "things").clear();
            String calls = session.execute("INFO", "commandstats").asText();
            assertThat(calls).contains("cmdstat_unlink").doesNotContain("cmdstat_scan", "_keys");
          }
        });
  }

  @Test
  void anEngineThatIsTheApplicationsOwnNeedsNoGroups() {
    runner
        .withBean("own", RedisEngine.class, () -> RedisEngine.builder().build())
        .run(
            context -> {
              cache(context, "things").put("k", "v");
              cache(context, "things").clear();
              assertThat(cache(context, "things").get("k")).isNull();
            });
  }

  @Test
  void bootsOwnSwitchOfStatisticsCountsTheSame() {
    runner
        .withPropertyValues(
            "spring.cache.redis.enable-statistics=true", "redstart.cache.statistics=false")
        .run(
            context -> {
              RedisCache cache = (RedisCache) cache(context, "things");
              context.getBean(StringRedisTemplate.class).opsForValue().set("things::k", "broken");
              assertThat(cache.get("k")).isNull();
              assertThat(cache.getStatistics().getMisses()).isEqualTo(1);
              assertThat(cache.getStatistics().getHits()).isZero();
            });
  }

  @Test
  void nullIsLoadedOnce() {
    runner.run(
        context -> {
          Cache cache = cache(context, "things");
          assertThat(cache.<String>get("k", () -> null)).isNull();
          assertThat(cache.get("k", () -> "loaded again")).isNull();
        });
  }

  /**
   * Maven's build makes the description of the properties; where there is none, nothing is told.
   */
  @Test
  void everyPropertyIsDescribed() throws Exception {
    URI classes =
        RedstartCacheProperties.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    Path made = Path.of(classes).resolve("META-INF/spring-configuration-metadata.json");
    assumeThat(made).exists();
    int described = 0;
    for (JsonNode property : new JsonMapper().readTree(made).get("properties")) {
      if (property.at("/name").asString().startsWith("redstart.cache.")) {
        described++;
        assertThat(property.at("/description").asString())
            .as(property.at("/name").asString())
            .endsWith(".");
      }
    }
    assertThat(described).isGreaterThanOrEqualTo(20);
  }

  @Test
  void whatIsNotThereIsNotCreated() {
    runner
        .withPropertyValues(
            "redstart.cache.create-missing=false", "redstart.cache.caches.known.time-to-live=1m")
        .run(
            context -> {
              CacheManager manager = context.getBean(CacheManager.class);
              assertThat(manager.getCacheNames()).containsExactly("known");
              assertThat(manager.getCache("unknown")).isNull();
            });
  }

  @Test
  void customizersOfTheApplicationComeAfterTheProperties() {
    runner
        .withUserConfiguration(Customized.class)
        .withPropertyValues("redstart.cache.caches.things.time-to-live=1m")
        .run(
            context -> {
              cache(context, "things").put("k", "v");
              StringRedisTemplate redis = context.getBean(StringRedisTemplate.class);
              assertThat(redis.getExpire("things::k")).isBetween(115L, 120L);
              redis.opsForValue().set("things::k", "broken");
              assertThat(cache(context, "things").get("k")).isNull();
            });
  }

  @Test
  void backsOffFromAnotherManager() {
    runner
        .withBean("own", CacheManager.class, ConcurrentMapCacheManager::new)
        .run(context -> assertThat(context).doesNotHaveBean(RedisCacheManager.class));
  }

  @Test
  void backsOffWhereItIsNotClearWhichRedisIsMeant() {
    runner
        .withBean("own", CacheManager.class, ConcurrentMapCacheManager::new)
        .withBean("one", RedisConnectionFactory.class, () -> mock(RedisConnectionFactory.class))
        .withBean("two", RedisConnectionFactory.class, () -> mock(RedisConnectionFactory.class))
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(CacheLayers.class));
  }

  @Test
  void canBeSwitchedOff() {
    runner
        .withPropertyValues("redstart.cache.enabled=false")
        .run(
            context -> {
              assertThat(context).doesNotHaveBean(CacheLayers.class);
              assertThat(context).hasSingleBean(RedisCacheManager.class);
            });
  }

  @Test
  void theServerIsAskedForWhatCachesNeed() {
    CachePlaces.SERVER
        .runner()
        .withPropertyValues("redstart.cache.caches.idle.time-to-idle=1m")
        .run(
            context ->
                assertThat(
                        new RemoteCheck(
                                context.getBean(RedisConnectionFactory.class),
                                List.of(context.getBean(Requirement.class)),
                                RemoteCheck.Policy.FAIL)
                            .lacks())
                    .isEmpty());
  }

  @Test
  void isNothingWithoutBootsCaches() {
    runner
        .withClassLoader(new FilteredClassLoader(RedisCacheManagerBuilderCustomizer.class))
        .run(context -> assertThat(context).doesNotHaveBean(CacheLayers.class));
  }

  @Test
  void goesOnWithoutAServer() {
    CachePlaces.remote(1)
        .withPropertyValues("redstart.cache.caches.near.near=true")
        .run(
            context -> {
              Cache cache = cache(context, "near");
              assertThat(cache.get("k")).isNull();
              assertThat(cache.get("k", () -> "v")).isEqualTo("v");
              cache.put("k", "v");
              cache.clear();
              assertThat(context.getBean(NearCopies.class).isHeard()).isFalse();
              assertThat(context.getBean(CacheLayers.class).counts().of("near").failures())
                  .isGreaterThan(3);
            });
  }

  @Test
  void failsWithoutAServerWhereItIsToFail() {
    CachePlaces.remote(1)
        .withPropertyValues("redstart.cache.on-error=fail")
        .run(
            context ->
                assertThatThrownBy(() -> cache(context, "things").get("k"))
                    .hasMessageContaining("Unable to connect"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "caches.x.time-to-live=1m caches.x.time-to-idle=1m | time-to-live and a time-to-idle |"
            + " Choose",
        "defaults.time-to-live=0s | defaults.time-to-live is no time | more than nothing",
        "defaults.jitter=1.5 | jitter is 1.5 | share",
        "caches.x.time-to-idle=1m caches.x.early-refresh=1s | has an early-refresh | time-to-live",
        "caches.x.time-to-live=1m caches.x.early-refresh=1m | as long as | small part",
        "caches.x.type=java.lang.String | type is for JSON | serializer=json",
        "caches.x.type=no.Such caches.x.serializer=json | not to be found | with all packages",
        "caches.x.near=true | the engine is in this process | Remove near",
        "lease=0s | lease is no time | Set redstart.cache.lease",
        "batch-size=0 | must be positive | 1 or more",
        "json.allowed-types=com.example,java | has 'java' | Name the packages"
      })
  void contradictionsAreExplained(String properties, String problem, String action) {
    String[] values = properties.trim().split(" ", -1);
    for (int i = 0; i < values.length; i++) {
      values[i] = "redstart.cache." + values[i];
    }
    runner
        .withPropertyValues(values)
        .run(
            context -> {
              FailureAnalysis analysis =
                  new ContradictingCachePropertiesFailureAnalyzer()
                      .analyze(context.getStartupFailure());
              assertThat(analysis).isNotNull();
              assertThat(analysis.getDescription()).contains(problem.trim());
              assertThat(analysis.getAction()).contains(action.trim());
            });
  }

  @Test
  void copiesNeedAServerThatTells() {
    CachePlaces.application()
        .withPropertyValues(
            "redstart.mode=remote",
            "spring.data.redis.client-type=jedis",
            "redstart.cache.defaults.near=true",
            "redstart.cache.caches.x.time-to-idle=1m")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOfSatisfying(
                        ContradictingCachePropertiesException.class,
                        it ->
                            assertThat(it.contradictions().stream().map(Contradiction::problem))
                                .anyMatch(problem -> problem.contains("only Lettuce"))
                                .anyMatch(problem -> problem.contains("at each use"))));
  }

  @Test
  void jsonNeedsJackson() {
    runner
        .withClassLoader(new FilteredClassLoader(JsonMapper.class))
        .withPropertyValues("redstart.cache.defaults.serializer=json")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("Jackson is not there"));
  }

  @Test
  void anUnknownSerializerFails() {
    runner
        .withPropertyValues("redstart.cache.defaults.serializer=xml")
        .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("xml"));
  }

  @Test
  void nullIsForbiddenByBoot() {
    runner
        .withPropertyValues(
            "spring.cache.redis.cache-null-values=false",
            "redstart.cache.caches.x.cache-null-values=true")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOf(ContradictingCachePropertiesException.class));
  }

  private static double count(MeterRegistry registry, String meter) {
    return registry.get(meter).tag("cache", "things").functionCounter().count();
  }

  @Configuration(proxyBeanMethods = false)
  static class Timed {

    @Bean
    ManualClock clock() {
      return new ManualClock();
    }

    @Bean(destroyMethod = "close")
    RedisEngine engine(ManualClock clock, ObjectProvider<Feature> features) {
      RedisEngine.Builder builder = RedisEngine.builder().clock(clock);
      features.forEach(builder::with);
      return builder.build();
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Customized {

    @Bean
    RedisCacheManagerBuilderCustomizer mine() {
      return builder ->
          builder.withInitialCacheConfigurations(
              Map.of(
                  "things",
                  builder
                      .getCacheConfigurationFor("things")
                      .orElseThrow()
                      .entryTtl(Duration.ofMinutes(2))));
    }
  }
}
