package dev.redstart.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.ExpirationOptions;
import org.springframework.data.redis.connection.RedisHashCommands.HashFieldSetOption;
import org.springframework.data.redis.core.ExpireChanges;
import org.springframework.data.redis.core.HashOperations;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.types.Expiration;
import org.springframework.data.redis.core.types.Expirations;

/** Deadlines of hash fields, and comparing strings before writing, as templates use them. */
class FieldExpiryTest {

  private static final List<String> ALL = List.of("a", "b", "none");

  private RedisEngine engine;
  private EngineConnectionFactory factory;
  private StringRedisTemplate template;
  private HashOperations<String, String, String> hashes;

  @BeforeEach
  void start() {
    engine = RedisEngine.builder().build();
    factory = new EngineConnectionFactory(engine);
    template = new StringRedisTemplate(factory);
    hashes = template.opsForHash();
    hashes.putAll("h", Map.of("a", "1", "b", "2"));
  }

  @AfterEach
  void stop() {
    factory.destroy();
    engine.close();
  }

  @Test
  void fieldsExpireAndStay() {
    ExpireChanges<String> changes = hashes.expire("h", Duration.ofMinutes(1), ALL);
    assertThat(changes.ok()).containsExactlyInAnyOrder("a", "b");
    assertThat(changes.stateOf("none").value()).isEqualTo(-2);
    Expirations<String> left = hashes.getTimeToLive("h", TimeUnit.MILLISECONDS, ALL);
    assertThat(left.ttlOf("a").toMillis()).isBetween(50_000L, 60_000L);
    assertThat(left.missing()).containsExactly("none");
    changes = hashes.persist("h", ALL);
    assertThat(changes.ok()).containsExactlyInAnyOrder("a", "b");
    assertThat(hashes.getTimeToLive("h", ALL).persistent()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void deadlinesMayBeMoments() {
    Instant at = Instant.ofEpochSecond(9_000_000_000L);
    assertThat(hashes.expireAt("h", at, List.of("a")).allOk()).isTrue();
    assertThat(hashes.getTimeToLive("h", TimeUnit.DAYS, List.of("a")).expiring()).hasSize(1);
    ExpireChanges<String> past = hashes.expireAt("h", Instant.EPOCH, List.of("a"));
    assertThat(past.expired()).containsExactly("a");
    assertThat(hashes.keys("h")).containsExactly("b");
  }

  @Test
  void conditionsAndFormsOfExpiration() {
    ExpirationOptions onlyIfNone = ExpirationOptions.builder().nx().build();
    Expiration soon = Expiration.milliseconds(99_999);
    assertThat(hashes.expire("h", soon, onlyIfNone, List.of("a")).allOk()).isTrue();
    assertThat(hashes.expire("h", soon, onlyIfNone, List.of("a")).allOk()).isFalse();
    Expiration stay = Expiration.persistent();
    assertThat(hashes.expire("h", stay, ExpirationOptions.none(), List.of("a")).allOk()).isTrue();
    assertThat(hashes.getTimeToLive("h", List.of("a")).persistent()).containsExactly("a");
  }

  @Test
  void fieldsAreReadAndRemovedOrChangedInOneGo() {
    assertThat(hashes.getAndDelete("h", List.of("a", "none"))).containsExactly("1", null);
    assertThat(hashes.hasKey("h", "a")).isFalse();
    assertThat(hashes.getAndExpire("h", Expiration.seconds(60), List.of("b", "none")))
        .containsExactly("2", null);
    assertThat(hashes.getTimeToLive("h", List.of("b")).expiring()).hasSize(1);
    assertThat(hashes.getAndExpire("h", Expiration.persistent(), List.of("b")))
        .containsExactly("2");
    assertThat(hashes.getTimeToLive("h", List.of("b")).persistent()).containsExactly("b");
    assertThat(hashes.getAndExpire("none", Expiration.seconds(60), List.of("b")))
        .containsExactly((String) null);
  }

  @Test
  void fieldsAreSetWithADeadline() {
    Expiration minute = Expiration.seconds(60);
    assertThat(put(HashFieldSetOption.IF_NONE_EXIST, minute, "a")).isFalse();
    assertThat(put(HashFieldSetOption.IF_NONE_EXIST, minute, "n")).isTrue();
    assertThat(put(HashFieldSetOption.IF_ALL_EXIST, Expiration.keepTtl(), "n")).isTrue();
    assertThat(hashes.getTimeToLive("h", List.of("n")).expiring()).hasSize(1);
    assertThat(put(HashFieldSetOption.UPSERT, Expiration.persistent(), "n")).isTrue();
    assertThat(hashes.getTimeToLive("h", List.of("n")).persistent()).containsExactly("n");
  }

  private Boolean put(HashFieldSetOption option, Expiration expiration, String field) {
    return hashes.putAndExpire("h", Map.of(field, "v"), option, expiration);
  }

  @Test
  void reactively() {
    ReactiveStringRedisTemplate reactive = new ReactiveStringRedisTemplate(factory);
    var operations = reactive.<String, String>opsForHash();
    ExpireChanges<String> changes = operations.expire("h", Duration.ofMinutes(1), ALL).block();
    assertThat(changes).isNotNull();
    assertThat(changes.ok()).containsExactlyInAnyOrder("a", "b");
    assertThat(operations.getAndDelete("h", List.of("a", "none")).block()).isNotNull();
    assertThat(operations.getTimeToLive("h", List.of("b")).block()).isNotNull();
    assertThat(operations.hasKey("h", "a").block()).isFalse();
  }

  @Test
  void stringsAreComparedBeforeTheyAreWritten() {
    template.opsForValue().set("k", "Hello world");
    assertThat(template.getDigest("k")).isEqualTo("b6acb9d84a38ff74");
    assertThat(template.getDigest("none")).isNull();
    assertThat(template.opsForValue().compareAndSet("k", "other", "v")).isFalse();
    assertThat(template.opsForValue().compareAndSet("k", "Hello world", "v")).isTrue();
    assertThat(template.compareAndDelete("k", "other")).isFalse();
    assertThat(template.compareAndDelete("k", "v")).isTrue();
    assertThat(template.hasKey("k")).isFalse();
  }
}
