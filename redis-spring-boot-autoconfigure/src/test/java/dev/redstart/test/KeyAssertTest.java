package dev.redstart.test;

import static dev.redstart.test.RedstartAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

@RedstartTest
@RedstartData("everything.redis")
class KeyAssertTest {

  private final RedisEngine redis;

  KeyAssertTest(RedisEngine redis) {
    this.redis = redis;
  }

  @Test
  void looksAtEachType() {
    assertThat(redis).key("string").isString("text").hasEncoding("embstr").exists();
    assertThat(redis).key("hash").isHash(Map.of("f", "1", "g", "2")).hasEncoding("listpack");
    assertThat(redis).key("list").isList("a", "b", "a");
    assertThat(redis).key("set").isSet("c", "b", "a");
    assertThat(redis).key("zset").isSortedSet(Map.of("one", 1.0, "two", 2.0));
    assertThat(redis).key("stream").isStream(2).hasGroup("g").hasPending("g", 1);
    assertThat(redis).key("nothing").isAbsent();
  }

  @Test
  void goesOnWithTheValue() {
    assertThat(redis).key("string").string().startsWith("te");
    assertThat(redis).key("hash").hash().containsEntry("f", "1");
    assertThat(redis).key("list").list().contains("b").hasSize(3);
    assertThat(redis).key("set").set().contains("a");
    assertThat(redis).key("zset").sortedSet().containsKey("one").containsEntry("two", 2.0);
    assertThat(redis).key("stream").stream().containsExactly(Map.of("n", "1"), Map.of("n", "2"));
    assertThat(redis).keys("s*").containsExactly("set", "stream", "string");
  }

  @Test
  void looksAtDeadlines(RedstartClock clock) {
    clock.freeze();
    assertThat(redis).key("string").doesNotExpire();
    try (Session session = redis.session()) {
      session.execute("EXPIRE", "string", "60");
    }
    assertThat(redis)
        .key("string")
        .expires()
        .expiresWithin(Duration.ofMinutes(1))
        .expiresAfter(Duration.ofMinutes(1));
    clock.advance(Duration.ofSeconds(20));
    assertThat(redis).key("string").expiresWithin(Duration.ofSeconds(40));
  }

  @Test
  void asksWhateverLeadsToARedis(StringRedisTemplate template, RedisConnectionFactory factory) {
    assertThat(template).key("string").isString("text");
    assertThat(factory).key("string").isString("text");
    template.delete(template.keys("*"));
    assertThat(redis).isEmpty();
  }

  @Test
  void failuresSayWhatIsThereInstead() {
    fails(
        () -> key("string").isString("other"),
        "string",
        "be the string \"other\"",
        "is the string \"text\"");
    fails(() -> key("nothing").isString("x"), "nothing", "be the string \"x\"", "is absent");
    fails(() -> key("nothing").exists(), "nothing", "exist", "is absent");
    fails(() -> key("list").isAbsent(), "list", "be absent", "is the list [a, b, a]");
    fails(
        () -> key("hash").isHash(Map.of("f", "1")),
        "hash",
        "be the hash {f=1}",
        "is the hash {f=1, g=2}");
    fails(() -> key("list").isList("a"), "list", "be the list [a]", "is the list [a, b, a]");
    fails(() -> key("set").isSet("a"), "set", "be the set [a]", "is the set [a, b, c]");
    fails(
        () -> key("zset").isSortedSet(Map.of()),
        "zset",
        "be the sorted set {}",
        "is the sorted set {one=1.0, two=2.0}");
    fails(
        () -> key("stream").isStream(3),
        "stream",
        "be a stream of 3 entries",
        "is the stream [{n=1}, {n=2}]");
    fails(
        () -> key("stream").hasGroup("h"), "stream", "have the group \"h\"", "has the groups [g]");
    fails(
        () -> key("stream").hasPending("g", 2),
        "stream",
        "have 2 entries pending in \"g\"",
        "has 1");
    fails(() -> key("string").hasGroup("g"), "string", "be a stream", "is the string \"text\"");
    fails(() -> key("string").hash(), "string", "be a hash", "is the string \"text\"");
    fails(() -> key("set").hasEncoding("intset"), "set", "be encoded as intset", "is as listpack");
    fails(() -> key("string").expires(), "string", "expire", "stays for good");
    fails(() -> key("nothing").doesNotExpire(), "nothing", "exist", "is absent");
    assertThatThrownBy(() -> assertThat(redis).isEmpty())
        .hasMessage(
            "there should be no key%n but there are [hash, list, set, stream, string, zset]"
                .formatted());
    assertThatThrownBy(() -> key("list").as("the queue").list().isEmpty())
        .hasMessageContaining("key \"list\"");
    assertThatThrownBy(() -> key("list").as("the queue").isAbsent())
        .hasMessageStartingWith("[the queue] key \"list\" should be absent");
  }

  @Test
  void failuresSayWhatIsLeft(RedstartClock clock) {
    clock.freeze();
    try (Session session = redis.session()) {
      session.execute("EXPIRE", "string", "90");
    }
    fails(() -> key("string").doesNotExpire(), "string", "not expire", "expires in PT1M30S");
    fails(
        () -> key("string").expiresWithin(Duration.ofMinutes(1)),
        "string",
        "expire within PT1M",
        "does so in PT1M30S");
    fails(
        () -> key("string").expiresAfter(Duration.ofMinutes(2)),
        "string",
        "expire after PT2M",
        "does so in PT1M30S");
  }

  private KeyAssert key(String name) {
    return assertThat(redis).key(name);
  }

  private static void fails(ThrowingCallable assertion, String key, String wanted, String found) {
    assertThatThrownBy(assertion)
        .isInstanceOf(AssertionError.class)
        .hasMessage("key \"%s\" should %s%n but %s".formatted(key, wanted, found));
  }
}
