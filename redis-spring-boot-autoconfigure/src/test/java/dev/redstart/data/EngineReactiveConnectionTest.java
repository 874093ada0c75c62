package dev.redstart.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.redstart.engine.RedisEngine;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.domain.Range;
import org.springframework.data.redis.RedisSystemException;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.ScanOptions;
import org.springframework.data.redis.core.ZSetOperations.TypedTuple;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** The reactive connection as templates use it. */
class EngineReactiveConnectionTest {

  private RedisEngine engine;
  private EngineConnectionFactory factory;
  private ReactiveStringRedisTemplate template;

  @BeforeEach
  void start() {
    engine = RedisEngine.builder().build();
    factory = new EngineConnectionFactory(engine);
    template = new ReactiveStringRedisTemplate(factory);
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  @Test
  void commandsHaveRunWhenSubscribeReturns() {
    AtomicReference<String> value = new AtomicReference<>();
    template.opsForValue().set("key", "value").subscribe();
    template.opsForValue().get("key").subscribe(value::set);
    assertThat(value).hasValue("value");
  }

  @Test
  void nothingRunsBeforeSubscription() {
    var late = template.opsForValue().set("key", "value");
    assertThat(template.hasKey("key").block()).isFalse();
    late.block();
    assertThat(template.hasKey("key").block()).isTrue();
  }

  @Test
  void values() {
    var ops = template.opsForValue();
    assertThat(ops.setIfAbsent("key", "value", Duration.ofMinutes(1)).block()).isTrue();
    assertThat(ops.setIfAbsent("key", "other").block()).isFalse();
    assertThat(template.getExpire("key").block())
        .isBetween(Duration.ofSeconds(58), Duration.ofSeconds(60));
    assertThat(ops.get("missing").block()).isNull();
    assertThat(ops.getAndExpire("key", Duration.ofHours(1)).block()).isEqualTo("value");
    assertThat(ops.increment("counter").block()).isEqualTo(1);
    assertThat(ops.increment("counter", 41).block()).isEqualTo(42);
    assertThat(ops.increment("counter", 0.5).block()).isEqualTo(42.5);
    assertThat(ops.multiGet(List.of("key", "missing")).block()).containsExactly("value", null);
    assertThat(template.expire("key", Duration.ofMillis(1500)).block()).isTrue();
    assertThat(template.delete("key", "counter").block()).isEqualTo(2);
    assertThat(template.unlink("key").block()).isZero();
  }

  @Test
  void collections() {
    var hashes = template.<String, String>opsForHash();
    assertThat(hashes.putAll("hash", Map.of("a", "1", "b", "2")).block()).isTrue();
    assertThat(hashes.entries("hash").collectMap(Map.Entry::getKey, Map.Entry::getValue).block())
        .containsEntry("a", "1")
        .containsEntry("b", "2");
    assertThat(hashes.increment("hash", "a", 2).block()).isEqualTo(3);
    template.opsForList().rightPushAll("list", "x", "y", "z").block();
    assertThat(template.opsForList().range("list", 0, -1).collectList().block())
        .containsExactly("x", "y", "z");
    assertThat(template.opsForList().leftPop("list").block()).isEqualTo("x");
    template.opsForSet().add("set", "m", "n").block();
    assertThat(template.opsForSet().members("set").collectList().block())
        .containsExactlyInAnyOrder("m", "n");
    template
        .opsForZSet()
        .addAll("zset", List.of(TypedTuple.of("one", 1.0), TypedTuple.of("two", 2.0)))
        .block();
    assertThat(template.opsForZSet().reverseRange("zset", Range.unbounded()).collectList().block())
        .containsExactly("two", "one");
    assertThat(template.opsForZSet().rank("zset", "nobody").block()).isNull();
    assertThat(template.opsForZSet().score("zset", "two").block()).isEqualTo(2.0);
  }

  @Test
  void scansGoOnAsElementsAreAskedFor() {
    Flux.range(0, 500).flatMap(i -> template.opsForValue().set("key:" + i, "v")).blockLast();
    ScanOptions some = ScanOptions.scanOptions().match("key:*").count(20).build();
    assertThat(template.scan(some).distinct().count().block()).isEqualTo(500);
    assertThat(template.scan(some).take(3).collectList().block()).hasSize(3);
  }

  @Test
  void aCallThatWaitsHoldsNoCallerAndEndsWhenItIsCancelled() {
    AtomicReference<String> popped = new AtomicReference<>();
    template.opsForList().leftPop("queue", Duration.ofSeconds(30)).subscribe(popped::set);
    assertThat(popped).hasValue(null);
    // Waiting began on another thread: pushing serves it whether it came before or after.
    template.opsForList().rightPush("queue", "job").block();
    await().untilAsserted(() -> assertThat(popped).hasValue("job"));

    Disposable waiting =
        template.opsForList().leftPop("queue", Duration.ofSeconds(30)).subscribe(popped::set);
    await().until(() -> blocked() == 1);
    waiting.dispose();
    await().until(() -> blocked() == 0);
  }

  @Test
  void buffersAreNotConsumed() {
    ByteBuffer key = ByteBuffer.wrap(ContractSteps.b("key"));
    ByteBuffer value = ByteBuffer.wrap(ContractSteps.b("value"));
    var connection = factory.getReactiveConnection();
    connection.stringCommands().set(key, value).block();
    assertThat(key.remaining()).isEqualTo(3);
    assertThat(connection.stringCommands().get(key).block()).isEqualTo(value);
    connection.close();
  }

  @Test
  void errorsComeAsErrors() {
    template.opsForValue().set("string", "x").block();
    assertThatExceptionOfType(RedisSystemException.class)
        .isThrownBy(() -> template.opsForList().leftPop("string").block())
        .withMessageStartingWith("WRONGTYPE");
  }

  private long blocked() {
    try (var connection = factory.getConnection()) {
      return Long.parseLong(
          connection.serverCommands().info("clients").getProperty("blocked_clients"));
    }
  }
}
