package dev.redstart.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.actuate.LimitMeters;
import dev.redstart.actuate.RedisMeters;
import dev.redstart.ratelimit.Ask;
import dev.redstart.ratelimit.RateLimits;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.search.Search;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Meters, which are the same wherever the data are. */
class RedstartMetricsTest {

  private static final Page PAGE = Page.of("observability.md");

  private final MockClock clock = new MockClock();
  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(RedstartConfigurations.ALL)
          .withConfiguration(
              AutoConfigurations.of(
                  MetricsAutoConfiguration.class,
                  CompositeMeterRegistryAutoConfiguration.class,
                  SimpleMetricsExportAutoConfiguration.class,
                  RateLimitAutoConfiguration.class,
                  RedstartMetricsAutoConfiguration.class))
          .withBean(Clock.class, () -> clock);

  @Test
  void namesAndTagsAreThoseOfEveryPlace() {
    List<Set<String>> meters = new ArrayList<>();
    Places.forEach(
        place ->
            runner
                .withPropertyValues(place)
                .run(
                    context -> {
                      use(context);
                      meters.add(names(context));
                    }));
    assertThat(meters.get(0)).isEqualTo(meters.get(1)).isEqualTo(meters.get(2));
    assertThat(meters.get(0))
        .allSatisfy(
            meter ->
                assertThat(PAGE.text())
                    .contains("`" + meter.substring(0, meter.indexOf(' ')) + "`"));
    assertThat(meters.get(0))
        .contains(
            "redis.up [name=redis]",
            "redis.commands [cmd=set, name=redis]",
            "redis.latency.percentiles [cmd=get, name=redis, quantile=99.9]",
            "redis.db.keys [db=db0, name=redis]",
            "redis.memory.used [name=redis]");
  }

  @Test
  void theyShowWhatHappens() {
    Places.forEach(
        place ->
            runner
                .withPropertyValues(place)
                .run(
                    context -> {
                      use(context);
                      assertThat(value(context, "redis.up")).isOne();
                      assertThat(value(context, "redis.keyspace.hits")).isEqualTo(2);
                      assertThat(value(context, "redis.keyspace.misses")).isOne();
                      assertThat(value(context, "redis.db.keys", "db", "db0")).isEqualTo(2);
                      assertThat(value(context, "redis.db.keys.expiring", "db", "db0")).isOne();
                      assertThat(value(context, "redis.commands", "cmd", "get")).isEqualTo(3);
                      assertThat(value(context, "redis.commands.failed.calls", "cmd", "lpush"))
                          .isOne();
                      assertThat(value(context, "redis.commands.duration", "cmd", "get"))
                          .isPositive();
                      assertThat(
                              value(
                                  context,
                                  "redis.latency.percentiles",
                                  "cmd",
                                  "get",
                                  "quantile",
                                  "50"))
                          .isPositive();
                      assertThat(value(context, "redis.memory.used")).isGreaterThan(10_000);
                      assertThat(value(context, "redis.rdb.last.bgsave.status")).isOne();
                      assertThat(value(context, "redis.aof.enabled")).isZero();
                      assertThat(value(context, "redis.instance.info", "role", "master")).isOne();
                    }));
  }

  @Test
  void whatHasBeenToldIsGoodForAWhile() {
    runner.run(
        context -> {
          StringRedisTemplate redis = context.getBean(StringRedisTemplate.class);
          redis.opsForValue().set("a", "1");
          assertThat(value(context, "redis.db.keys")).isOne();
          redis.opsForValue().set("b", "1");
          assertThat(value(context, "redis.db.keys")).isOne();
          clock.add(Duration.ofSeconds(2));
          assertThat(value(context, "redis.db.keys")).isEqualTo(2);
        });
  }

  @Test
  void aServerThatIsGoneIsSaidToBe() {
    runner
        .withPropertyValues(
            "redstart.mode=remote",
            "redstart.remote.check=off",
            "spring.data.redis.port=1",
            "spring.data.redis.connect-timeout=500ms")
        .run(
            context -> {
              assertThat(value(context, "redis.up")).isZero();
              assertThat(value(context, "redis.memory.used")).isNaN();
              assertThat(value(context, "redis.keyspace.hits")).isZero();
            });
  }

  @Test
  void furtherInstancesHaveTheirNames() {
    runner
        .withPropertyValues("redstart.instances.orders.database=0")
        .run(
            context -> {
              context
                  .getBean("ordersStringRedisTemplate", StringRedisTemplate.class)
                  .opsForValue()
                  .set("a", "1");
              assertThat(value(context, "redis.db.keys", "name", "orders")).isOne();
              assertThat(value(context, "redis.db.keys", "name", "redis")).isZero();
            });
  }

  @Test
  void limitsTellTheirAnswers() {
    runner
        .withPropertyValues(
            "redstart.rate-limit.plans.two.bandwidths[0].capacity=2",
            "redstart.rate-limit.plans.two.bandwidths[0].period=1h")
        .run(
            context -> {
              RateLimits limits = context.getBean(RateLimits.class);
              for (int i = 0; i < 3; i++) {
                assertThat(limits.take(new Ask("api", "two", "ada", 1)).join().granted())
                    .isEqualTo(i < 2);
              }
              String[] permitted = {"limit", "api", "result", "permitted"};
              String[] denied = {"limit", "api", "result", "denied"};
              assertThat(value(context, "rate.limit.requests", permitted)).isEqualTo(2);
              assertThat(value(context, "rate.limit.requests", denied)).isOne();
              assertThat(value(context, "rate.limit.failures", "limit", "api")).isZero();
            });
  }

  @Test
  void backsOff() {
    new ApplicationContextRunner()
        .withConfiguration(RedstartConfigurations.ALL)
        .withConfiguration(AutoConfigurations.of(RedstartMetricsAutoConfiguration.class))
        .withClassLoader(new FilteredClassLoader(MeterRegistry.class))
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("redstartMeters"));
    runner
        .withPropertyValues("redstart.metrics.enabled=false")
        .run(
            context ->
                assertThat(context)
                    .doesNotHaveBean(RedisMeters.class)
                    .doesNotHaveBean(LimitMeters.class));
    runner
        .withPropertyValues("redstart.rate-limit.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean(LimitMeters.class));
  }

  private void use(ApplicationContext context) {
    StringRedisTemplate redis = context.getBean(StringRedisTemplate.class);
    redis.opsForValue().set("a", "1");
    redis.opsForValue().set("b", "1", Duration.ofHours(1));
    redis.opsForValue().get("a");
    redis.opsForValue().get("b");
    redis.opsForValue().get("c");
    try {
      redis.opsForList().leftPush("a", "1");
    } catch (DataAccessException wrongType) {
      assertThat(wrongType).hasStackTraceContaining("WRONGTYPE");
    }
    value(context, "redis.up");
  }

  private static double value(ApplicationContext context, String name, String... tags) {
    Meter meter =
        Search.in(context.getBean(MeterRegistry.class)).name(name).tags(tags).meters().stream()
            .findFirst()
            .orElseThrow(() -> new AssertionError(name + List.of(tags) + " is not there"));
    return meter.measure().iterator().next().getValue();
  }

  /** Those of Redis; the version may differ. */
  private static Set<String> names(ApplicationContext context) {
    return Search.in(context.getBean(MeterRegistry.class))
        .name(name -> name.startsWith("redis."))
        .meters()
        .stream()
        .map(Meter::getId)
        .filter(id -> id.getTag("cmd") == null || Set.of("get", "set").contains(id.getTag("cmd")))
        .map(
            id ->
                id.getName()
                    + id.getTags().stream()
                        .filter(tag -> !tag.getKey().equals("redis_version"))
                        .map(Tag::toString)
                        .map(tag -> tag.replaceAll("tag\\((.*)\\)", "$1"))
                        .collect(Collectors.joining(", ", " [", "]")))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
