package dev.redstart.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redstart.engine.RedisEngine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.RedisSystemException;
import org.springframework.data.redis.connection.RedisPipelineException;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.RedisOperations;
import org.springframework.data.redis.core.ScanOptions;
import org.springframework.data.redis.core.SessionCallback;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The connection as templates use it. */
class EngineConnectionTest {

  private RedisEngine engine;
  private EngineConnectionFactory factory;
  private StringRedisTemplate template;

  @BeforeEach
  void start() {
    engine = RedisEngine.builder().build();
    factory = new EngineConnectionFactory(engine);
    template = new StringRedisTemplate(factory);
  }

  @AfterEach
  void stop() {
    factory.destroy();
    engine.close();
  }

  @Test
  void values() {
    template.opsForValue().set("greeting", "hello");
    assertThat(template.opsForValue().get("greeting")).isEqualTo("hello");
    assertThat(template.opsForValue().get("nothing")).isNull();
    assertThat(template.opsForValue().setIfAbsent("greeting", "bye")).isFalse();
    assertThat(template.opsForValue().setIfAbsent("other", "bye", Duration.ofMinutes(1))).isTrue();
    assertThat(template.getExpire("other")).isBetween(58L, 60L);
    assertThat(template.opsForValue().increment("counter", 5)).isEqualTo(5);
    assertThat(template.opsForValue().increment("counter", 0.5)).isEqualTo(5.5);
    assertThat(template.opsForValue().multiGet(List.of("greeting", "nothing")))
        .containsExactly("hello", null);
  }

  @Test
  void collections() {
    template.opsForHash().putAll("hash", Map.of("a", "1", "b", "2"));
    assertThat(template.opsForHash().entries("hash"))
        .containsEntry("a", "1")
        .containsEntry("b", "2");
    template.opsForList().rightPushAll("list", "x", "y", "z");
    assertThat(template.opsForList().range("list", 0, -1)).containsExactly("x", "y", "z");
    template.opsForSet().add("set", "m", "n");
    assertThat(template.opsForSet().members("set")).containsExactlyInAnyOrder("m", "n");
    template.opsForZSet().add("zset", "one", 1);
    template.opsForZSet().add("zset", "two", 2);
    assertThat(template.opsForZSet().reverseRange("zset", 0, 0)).containsExactly("two");
    assertThat(template.opsForZSet().score("zset", "one")).isEqualTo(1.0);
  }

  @Test
  void scansRunThroughAllKeys() {
    for (int i = 0; i < 1000; i++) {
      template.opsForValue().set("key:" + i, "v");
    }
    template.opsForValue().set("other", "v");
    try (var cursor = template.scan(ScanOptions.scanOptions().match("key:*").count(50).build())) {
      assertThat(cursor.stream().distinct()).hasSize(1000);
    }
  }

  @Test
  void pipelinesReturnTheResultsInOrder() {
    List<Object> results =
        template.executePipelined(
            new SessionCallback<Object>() {
              @Override
              @SuppressWarnings("unchecked")
              public <K, V> Object execute(RedisOperations<K, V> operations) {
                RedisOperations<String, String> strings =
                    (RedisOperations<String, String>) operations;
                strings.opsForValue().set("a", "1");
                strings.opsForValue().increment("a");
                strings.rename("a", "b");
                strings.opsForValue().get("b");
                return null;
              }
            });
    assertThat(results).containsExactly(true, 2L, "2");
  }

  @Test
  void pipelinesKeepErrorsInTheirPlace() {
    try (var connection = factory.getConnection()) {
      connection.openPipeline();
      connection.stringCommands().set(bytes("s"), bytes("x"));
      connection.listCommands().lPush(bytes("s"), bytes("x"));
      connection.stringCommands().strLen(bytes("s"));
      assertThatExceptionOfType(RedisPipelineException.class)
          .isThrownBy(connection::closePipeline)
          .satisfies(
              e -> {
                assertThat(e.getPipelineResult()).hasSize(3);
                assertThat(e.getPipelineResult().get(1)).isInstanceOf(DataAccessException.class);
                assertThat(e.getPipelineResult().get(2)).isEqualTo(1L);
              });
      assertThat(connection.isPipelined()).isFalse();
    }
  }

  @Test
  void transactionsRunAsOne() {
    try (var connection = factory.getConnection()) {
      connection.multi();
      assertThat(connection.isQueueing()).isTrue();
      assertThat(connection.stringCommands().incr(bytes("n"))).isNull();
      connection.keyCommands().rename(bytes("n"), bytes("m"));
      assertThat(connection.stringCommands().get(bytes("m"))).isNull();
      assertThat(template.hasKey("n")).isFalse();
      List<Object> results = connection.exec();
      assertThat(results).hasSize(2).first().isEqualTo(1L);
      assertThat(results.get(1)).isEqualTo(bytes("1"));
      assertThat(connection.isQueueing()).isFalse();
    }
  }

  @Test
  void aWatchedKeyThatChangesAbortsTheTransaction() {
    try (var connection = factory.getConnection()) {
      connection.watch(bytes("w"));
      template.opsForValue().set("w", "changed");
      connection.multi();
      connection.stringCommands().set(bytes("x"), bytes("y"));
      assertThat(connection.exec()).isNull();
      assertThat(template.hasKey("x")).isFalse();
    }
  }

  @Test
  void aCallThatCannotBeQueuedAbortsTheTransaction() {
    try (var connection = factory.getConnection()) {
      connection.multi();
      connection.execute("set", bytes("only-a-key"));
      assertThatExceptionOfType(RedisSystemException.class)
          .isThrownBy(connection::exec)
          .withMessageContaining("EXECABORT");
      connection.multi();
      connection.stringCommands().incr(bytes("n"));
      connection.discard();
      assertThat(template.hasKey("n")).isFalse();
      assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
          .isThrownBy(
              () -> {
                connection.multi();
                connection.watch(bytes("w"));
              });
    }
  }

  @Test
  void errorsKeepTheTextOfRedis() {
    assertThatExceptionOfType(RedisSystemException.class)
        .isThrownBy(() -> template.rename("missing", "x"))
        .satisfies(e -> assertThat(e.getMostSpecificCause()).hasMessage("ERR no such key"));
    template.opsForValue().set("string", "x");
    assertThatExceptionOfType(RedisSystemException.class)
        .isThrownBy(() -> template.opsForList().leftPop("string"))
        .satisfies(e -> assertThat(e.getMostSpecificCause()).hasMessageStartingWith("WRONGTYPE "));
    assertThatExceptionOfType(RedisSystemException.class)
        .isThrownBy(
            () ->
                template.<Object>execute(
                    (RedisCallback<Object>) it -> it.execute("nosuch", bytes("x"))))
        .withMessageStartingWith("ERR unknown command");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
