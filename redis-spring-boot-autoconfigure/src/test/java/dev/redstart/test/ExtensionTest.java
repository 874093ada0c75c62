package dev.redstart.test;

import static dev.redstart.test.RedstartAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.MethodName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** What JUnit makes of test classes with an engine: the classes below are run by it. */
@Timeout(120)
class ExtensionTest {

  private static final Map<Class<?>, RedisEngine> ENGINES = new ConcurrentHashMap<>();

  @Test
  void anEngineOfTheSameNameIsShared() {
    assertThat(failures(Map.of(), OneOfName.class, OtherOfName.class)).isEmpty();
    assertThat(ENGINES).hasSize(2);
    assertThat(Set.copyOf(ENGINES.values())).hasSize(1);
  }

  @Test
  void aSharedEngineIsAsItWasBeforeEachTest() {
    assertThat(failures(Map.of(), Spoiling.class)).isEmpty();
  }

  @Test
  void parallelRunsDoNotDisturbEachOther() {
    Map<String, String> parallel =
        Map.of(
            "junit.jupiter.execution.parallel.enabled", "true",
            "junit.jupiter.execution.parallel.mode.default", "concurrent",
            "junit.jupiter.execution.parallel.mode.classes.default", "concurrent",
            "junit.jupiter.execution.parallel.config.strategy", "fixed",
            "junit.jupiter.execution.parallel.config.fixed.parallelism", "8");
    Anonymous.atOnce = new CyclicBarrier(2);
    assertThat(
            failures(parallel, Anonymous.class, OneOfName.class, OtherOfName.class, Counting.class))
        .isEmpty();
  }

  @Test
  void aFailureTellsTheSeedOfChance() {
    Map<String, String> seed = Map.of("redstart.test.seed", "4711");
    List<Throwable> failures = failures(seed, Failing.class);
    assertThat(failures).hasSize(1);
    assertThat(failures.get(0).getSuppressed()[0]).hasMessage("redstart.test.seed=4711");
  }

  @Test
  void thereIsNoEngineForAllTestsWithoutAName() {
    assertThat(failures(Map.of(), ForAll.class))
        .singleElement()
        .satisfies(failure -> assertThat(failure).hasMessageContaining("give the engine a name"));
  }

  @Test
  void dataThatCannotBeLoadedSayWhy() {
    assertThat(failures(Map.of(), WrongData.class).get(0))
        .hasMessageContaining("wrong.redis")
        .hasMessageContaining("line 3, 'INCR cart:1 x': ERR wrong number of arguments");
    assertThat(failures(Map.of(), MissingData.class).get(0))
        .hasMessageContaining("missing.redis")
        .hasMessageContaining("can't be read");
  }

  /** By the time that the processor works, so that others who use it make no difference. */
  @Test
  void anEngineIsThereAtOnce() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      long began = threads.getCurrentThreadCpuTime();
      try (RedisEngine engine = new TestRedis().builder().build()) {
        assertThat(engine).isEmpty();
      }
      nanos.add(threads.getCurrentThreadCpuTime() - began);
    }
    List<Long> warm = nanos.subList(20, 40).stream().sorted().toList();
    assertThat(Duration.ofNanos(warm.get(10))).isLessThan(Duration.ofMillis(20));
  }

  private static List<Throwable> failures(Map<String, String> parameters, Class<?>... tests) {
    List<Throwable> failures = new ArrayList<>();
    AtomicInteger run = new AtomicInteger();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(Arrays.stream(tests).map(test -> selectClass(test)).toList())
            .configurationParameters(parameters)
            .build();
    LauncherFactory.create()
        .execute(
            request,
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                run.incrementAndGet();
                synchronized (failures) {
                  result.getThrowable().ifPresent(failures::add);
                }
              }
            });
    assertThat(run).hasValueGreaterThan(1);
    return failures;
  }

  @RedstartTest("orders")
  static class OneOfName {

    @BeforeAll
    static void getsTheEngineForAllTests(RedisEngine engine) {
      ENGINES.put(OneOfName.class, engine);
    }

    @RepeatedTest(5)
    void isAloneWithIt(StringRedisTemplate redis) {
      count(redis);
    }
  }

  @RedstartTest("orders")
  static class OtherOfName {

    @RepeatedTest(5)
    void isAloneWithIt(StringRedisTemplate redis, RedisEngine engine) {
      ENGINES.put(OtherOfName.class, engine);
      count(redis);
    }
  }

  @RedstartTest
  static class Counting {

    @RepeatedTest(10)
    void isAloneWithIt(StringRedisTemplate redis) {
      count(redis);
    }
  }

  private static void count(StringRedisTemplate redis) {
    for (long i = 1; i <= 200; i++) {
      assertThat(redis.opsForValue().increment("count")).isEqualTo(i);
    }
  }

  /** Two tests at the same time, each with an engine of its own. */
  @RedstartTest
  static class Anonymous {

    private static CyclicBarrier atOnce;

    @Test
    void one(Session session) throws Exception {
      session.execute("SET", "k", "one");
      atOnce.await(60, TimeUnit.SECONDS);
      assertThat(session.execute("GET", "k").asText()).isEqualTo("one");
    }

    @Test
    void other(Session session, RedstartClock clock) throws Exception {
      session.execute("SET", "k", "other", "EX", "60");
      clock.advance(Duration.ofSeconds(59));
      atOnce.await(60, TimeUnit.SECONDS);
      assertThat(session.execute("GET", "k").asText()).isEqualTo("other");
    }
  }

  @RedstartTest("spoilt")
  @TestMethodOrder(MethodName.class)
  static class Spoiling {

    @Test
    void first(Session session, RedstartClock clock, Faults faults) {
      session.execute("SET", "k", "v");
      session.execute("CONFIG", "SET", "maxmemory", "1");
      session.execute("FUNCTION", "LOAD", "#!lua name=lib\nredis.register_function('f', print)");
      clock.freeze();
      clock.advance(Duration.ofDays(1));
      faults.add(Fault.loading());
    }

    @Test
    void second(RedisEngine engine, Session session, RedstartClock clock, CommandSpy spy) {
      assertThat(spy).calledNothing();
      assertThat(engine).isEmpty();
      assertThat(clock.millis()).isLessThanOrEqualTo(System.currentTimeMillis());
      assertThat(session.execute("SET", "k", "v").failure()).isNull();
      assertThat(session.execute("FUNCTION", "LIST").asList()).isEmpty();
    }
  }

  @RedstartTest
  static class Failing {

    @Test
    void fails() {
      fail("as it should");
    }
  }

  @RedstartTest
  static class ForAll {

    @BeforeAll
    static void asks(RedisEngine engine) {}

    @Test
    void isNeverRun() {}
  }

  @RedstartTest
  @RedstartData("wrong.redis")
  static class WrongData {

    @Test
    void isNeverRun() {}
  }

  @RedstartTest
  @RedstartData("missing.redis")
  static class MissingData {

    @Test
    void isNeverRun() {}
  }
}
