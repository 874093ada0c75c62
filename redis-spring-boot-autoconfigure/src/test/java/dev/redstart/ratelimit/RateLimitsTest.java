package dev.redstart.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redstart.data.EngineConnectionFactory;
import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.testing.ManualClock;
import dev.redstart.ratelimit.Plan.Bandwidth;
import dev.redstart.ratelimit.Plan.Style;
import dev.redstart.ratelimit.Verdict.Outcome;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

@Timeout(60)
class RateLimitsTest {

  private static final Duration TIMEOUT = Duration.ofMillis(50);

  private final ManualClock clock = new ManualClock();
  private final RedisEngine engine = RedisEngine.builder().clock(clock).build();
  private final RedisBuckets buckets =
      RedisBuckets.builder(new EngineConnectionFactory(engine)).build();
  private final NamedPlans plans =
      new NamedPlans(
          Map.of(
              "three",
              Plan.of(3, Duration.ofSeconds(30)),
              "two",
              new Plan(
                  List.of(
                      new Bandwidth(2, 2, Duration.ofSeconds(1), Style.GREEDY),
                      new Bandwidth(5, 5, Duration.ofHours(1), Style.INTERVAL)),
                  0),
              "hourly",
              new Plan(List.of(new Bandwidth(5, 5, Duration.ofHours(1), Style.INTERVAL)), 0)),
          buckets.clock());
  private final RateLimits limits = limits(buckets, FailurePolicy.ALLOW);

  @AfterEach
  void close() {
    engine.close();
  }

  private RateLimits limits(RedisBuckets from, FailurePolicy policy) {
    return new RateLimits(from, plans, new RateLimits.Options("limit:", TIMEOUT, policy));
  }

  private static Verdict take(RateLimits from, String plan, long cost) {
    return from.take(new Ask("l", plan, "k", cost)).join();
  }

  @Test
  void grantsUntilNothingIsLeftAndRefills() {
    assertThat(take(limits, "three", 2).remaining()).isEqualTo(1);
    Verdict refused = take(limits, "three", 2);
    assertThat(refused.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(10));
    assertThat(new Answer(List.of(refused)).headers())
        .containsEntry("RateLimit-Policy", "\"l\";q=3;w=30")
        .containsEntry("RateLimit", "\"l\";r=1;t=10")
        .containsEntry("Retry-After", "10");
    clock.advance(Duration.ofSeconds(10));
    assertThat(take(limits, "three", 2).granted()).isTrue();
    assertThat(engine.session().execute("KEYS", "*").asList()).hasSize(1);
    clock.advance(Duration.ofSeconds(95));
    assertThat(engine.session().execute("KEYS", "*").asList()).isEmpty();
  }

  @Test
  void ofSeveralBandwidthsTheTightestIsTold() {
    assertThat(take(limits, "two", 2).tightest()).isZero();
    clock.advance(Duration.ofSeconds(1));
    Verdict verdict = take(limits, "two", 2);
    assertThat(verdict.remaining()).isZero();
    clock.advance(Duration.ofSeconds(1));
    Verdict refused = take(limits, "two", 2);
    assertThat(new Answer(List.of(refused)).headers())
        .containsEntry("RateLimit-Policy", "\"l-1\";q=2;w=1, \"l-2\";q=5;w=3600")
        .containsEntry("RateLimit", "\"l-2\";r=1;t=3598")
        .containsEntry("Retry-After", "3598");
  }

  @Test
  void whatComesBackTogetherIsToldOfTogether() {
    for (long left = 4; left >= 0; left--) {
      assertThat(state(take(limits, "hourly", 1))).isEqualTo("\"l\";r=" + left + ";t=3600");
    }
    clock.advance(Duration.ofMinutes(59));
    Verdict refused = take(limits, "hourly", 1);
    assertThat(state(refused)).isEqualTo("\"l\";r=0;t=60");
    assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(60));
    clock.advance(Duration.ofMinutes(1));
    assertThat(state(take(limits, "hourly", 1))).isEqualTo("\"l\";r=4;t=3600");
  }

  @Test
  void ofTwoThatAreUsedUpTheSlowerIsTold() {
    Plan both =
        new Plan(
            List.of(
                new Bandwidth(2, 2, Duration.ofSeconds(1), Style.GREEDY),
                new Bandwidth(2, 2, Duration.ofHours(1), Style.INTERVAL)),
            1);
    plans.set("both", both);
    take(limits, "both", 2);
    Verdict refused = take(limits, "both", 1);
    assertThat(state(refused)).isEqualTo("\"l-2\";r=0;t=3600");
    assertThat(new Answer(List.of(refused)).problem())
        .containsEntry("violated-policies", List.of("l-2"));
  }

  @Test
  void whoAsksForMoreThanThereEverIsIsToldNoTime() {
    Verdict never = take(limits, "three", 4);
    assertThat(never.granted()).isFalse();
    assertThat(state(never)).isEqualTo("\"l\";r=3");
    assertThat(new Answer(List.of(never)).headers()).doesNotContainKey("Retry-After");
  }

  private static String state(Verdict verdict) {
    return new Answer(List.of(verdict)).headers().get("RateLimit");
  }

  @Test
  void whatWasTakenIsGivenBackWhereALaterOneRefuses() {
    take(limits, "two", 2);
    Ask three = new Ask("l", "three", "k", 1);
    Ask two = new Ask("l", "two", "k", 1);
    List<Verdict> verdicts = limits.takeAll(List.of(three, two)).join();
    assertThat(verdicts).extracting(Verdict::granted).containsExactly(true, false);
    assertThat(take(limits, "three", 3).granted()).isTrue();
  }

  @Test
  void aPlanThatChangesKeepsTheShareOfTokens() {
    take(limits, "three", 2);
    plans.set("three", Plan.of(30, Duration.ofSeconds(30)));
    assertThat(take(limits, "three", 1).remaining()).isEqualTo(9);
    assertThatThrownBy(() -> take(limits, "none", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'none'");
  }

  @Test
  void longKeysAreHashed() {
    limits.take(new Ask("l", "three", "x".repeat(100_000), 1)).join();
    limits.take(new Ask("l", "three", "x".repeat(100_001), 3)).join();
    assertThat(engine.session().execute("KEYS", "*").asList())
        .hasSize(2)
        .allSatisfy(key -> assertThat(key.asText()).hasSizeLessThan(100));
  }

  @ParameterizedTest
  @CsvSource({"ALLOW, UNCOUNTED, UNCOUNTED", "DENY, UNAVAILABLE, UNAVAILABLE"})
  void aBackendThatIsSilentIsGivenUp(FailurePolicy policy, Outcome first, Outcome then)
      throws Exception {
    LettuceConnectionFactory lettuce;
    try (ServerSocket silent = new ServerSocket(0)) {
      lettuce = Backends.lettuce(silent.getLocalPort());
      RateLimits cut = limits(RedisBuckets.builder(lettuce).build(), policy);
      assertThat(take(cut, "three", 2).outcome()).isEqualTo(first);
      assertThat(take(cut, "three", 2).outcome()).isEqualTo(then);
    }
    lettuce.destroy();
  }

  @Test
  void whereNobodyListensEachProcessCountsForItself() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    LettuceConnectionFactory lettuce = Backends.lettuce(closed);
    RateLimits cut = limits(RedisBuckets.builder(lettuce).build(), FailurePolicy.LOCAL);
    Verdict granted = take(cut, "three", 2);
    assertThat(granted.outcome()).isEqualTo(Outcome.GRANTED_LOCALLY);
    assertThat(take(cut, "three", 2).outcome()).isEqualTo(Outcome.REFUSED_LOCALLY);
    cut.giveBack(granted).join();
    assertThat(take(cut, "three", 3).granted()).isTrue();
    lettuce.destroy();
  }

  @Test
  void worksOverADriverThatOnlyWaits() {
    try (Backends backends = new Backends()) {
      int port = ((LettuceConnectionFactory) backends.all.get("our port")).getPort();
      JedisConnectionFactory jedis = jedis(port);
      RateLimits waiting =
          new RateLimits(
              RedisBuckets.builder(jedis).build(),
              plans,
              new RateLimits.Options("limit:", Duration.ofSeconds(30), FailurePolicy.DENY));
      Verdict granted = take(waiting, "three", 3);
      assertThat(granted.outcome()).isEqualTo(Outcome.GRANTED);
      assertThat(take(waiting, "three", 3).outcome()).isEqualTo(Outcome.REFUSED);
      waiting.giveBack(granted).join();
      assertThat(take(waiting, "three", 3).outcome()).isEqualTo(Outcome.GRANTED);
      jedis.destroy();
    }
  }

  private static JedisConnectionFactory jedis(int port) {
    JedisConnectionFactory jedis =
        new JedisConnectionFactory(new RedisStandaloneConfiguration("127.0.0.1", port));
    jedis.afterPropertiesSet();
    jedis.start();
    return jedis;
  }
}
