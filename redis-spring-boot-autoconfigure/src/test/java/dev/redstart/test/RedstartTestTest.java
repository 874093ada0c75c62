package dev.redstart.test;

import static dev.redstart.test.RedstartAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Tests without Spring: each has an engine of its own. */
@RedstartTest(
    settings = {"databases 4", "hash-max-listpack-entries 2"},
    seed = 7)
@RedstartData("carts.redis")
class RedstartTestTest {

  private final StringRedisTemplate redis;

  RedstartTestTest(StringRedisTemplate redis) {
    this.redis = redis;
  }

  @BeforeEach
  void findsWhatTheFileHolds(RedisEngine engine) {
    assertThat(engine).key("cart:1").isHash(Map.of("tea", "2", "a cup", "1"));
  }

  @RepeatedTest(3)
  void leavesNothingBehind() {
    assertThat(redis).key("left").isAbsent();
    assertThat(redis).keys("*").containsExactly("cart:1", "raw", "visits");
    redis.opsForValue().set("left", "behind");
  }

  @Test
  void givesTheSameEngineToAllParameters(
      RedisEngine engine, Session session, RedisConnectionFactory factory, RedstartClock clock) {
    session.execute("SET", "k", "v", "EX", "5");
    try (var connection = factory.getConnection()) {
      assertThat(connection.keyCommands().exists("k".getBytes())).isTrue();
    }
    assertThat(redis.hasKey("k")).isTrue();
    clock.advance(Duration.ofSeconds(5));
    assertThat(engine).key("k").isAbsent();
  }

  @Test
  void setsDirectives(RedisEngine engine, Session session) {
    assertThat(session.execute("SELECT", "4").failure()).hasMessageContaining("out of range");
    session.execute("HSET", "h", "a", "1", "b", "2", "c", "3");
    assertThat(engine).key("h").hasEncoding("hashtable");
  }

  @RepeatedTest(2)
  void beginsChanceAnewForEachTest() {
    for (int i = 0; i < 100; i++) {
      redis.opsForSet().add("s", Integer.toString(i));
    }
    // What seed 7 leads to, on any machine.
    assertThat(redis.opsForSet().randomMember("s")).isEqualTo("36");
  }

  @Test
  @RedstartData({"visits.redis", "classpath:dev/redstart/test/shop.rdb"})
  void addsDataOfOneTest() {
    assertThat(redis).key("visits").isString("8");
    assertThat(redis).key("stock").isSortedSet(Map.of("tea", 3.0, "cup", 1.5));
    assertThat(redis).key("raw").exists();
  }

  @Nested
  class Within {

    @Test
    @RedstartData("visits.redis")
    void holdsWhatIsSaidOfTheClassAround(RedisEngine engine) {
      assertThat(engine).key("visits").isString("8");
      assertThat(engine).key("cart:1").expiresWithin(Duration.ofHours(1));
    }
  }
}
