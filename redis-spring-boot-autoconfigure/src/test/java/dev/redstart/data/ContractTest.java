package dev.redstart.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.data.ContractSteps.Step;
import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.testing.Oracle;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisPipelineException;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.zset.Tuple;

/**
 * The same calls on the embedded engine and, over Lettuce, on a real server: directly, in a
 * pipeline and in a transaction the results must be the same, and so must the data be afterwards.
 */
class ContractTest {

  private static RedisEngine engine;
  private static RedisConnectionFactory embedded;
  private static LettuceConnectionFactory lettuce;

  @BeforeAll
  static void start() {
    lettuce = new LettuceConnectionFactory("127.0.0.1", Oracle.required().port());
    lettuce.afterPropertiesSet();
    lettuce.start();
    engine = RedisEngine.builder().build();
    embedded = new EngineConnectionFactory(engine);
  }

  @AfterAll
  static void stop() {
    if (engine != null) {
      engine.close();
      lettuce.destroy();
    }
  }

  @ParameterizedTest
  @MethodSource("steps")
  void directly(Step step) {
    compare(step.call());
  }

  @ParameterizedTest
  @MethodSource("steps")
  void inAPipeline(Step step) {
    compare(
        it -> {
          it.openPipeline();
          assertThat(step.call().apply(it)).isNull();
          return it.closePipeline();
        });
  }

  @ParameterizedTest
  @MethodSource("stepsOfATransaction")
  void inATransaction(Step step) {
    compare(
        it -> {
          it.multi();
          assertThat(step.call().apply(it)).isNull();
          return it.exec();
        });
  }

  static List<Step> steps() {
    return ContractSteps.everywhere();
  }

  /** Without the one that Lettuce itself refuses to queue. */
  static List<Step> stepsOfATransaction() {
    return steps().stream().filter(step -> !step.name().equals("wrong arity")).toList();
  }

  private static void compare(Function<RedisConnection, Object> call) {
    assertThat(outcome(embedded, call)).isEqualTo(outcome(lettuce, call));
  }

  private static Object outcome(
      RedisConnectionFactory factory, Function<RedisConnection, Object> call) {
    try (RedisConnection it = factory.getConnection()) {
      ContractSteps.prepare(it);
    }
    List<Object> outcome = new ArrayList<>();
    try (RedisConnection it = factory.getConnection()) {
      outcome.add(result(it, call));
    }
    try (RedisConnection it = factory.getConnection()) {
      outcome.add(data(it));
    }
    return outcome;
  }

  private static Object result(RedisConnection it, Function<RedisConnection, Object> call) {
    try {
      return plain(call.apply(it));
    } catch (RedisPipelineException e) {
      // Lettuce gives no results then; ours are in EngineConnectionTest.
      return "the pipeline failed";
    } catch (DataAccessException e) {
      return plain(e);
    }
  }

  /** All keys with what they hold and whether they are mortal. */
  private static Map<String, Object> data(RedisConnection it) {
    Map<String, Object> data = new TreeMap<>();
    for (byte[] key : it.keyCommands().keys(ContractSteps.b("*"))) {
      boolean mortal = it.keyCommands().pTtl(key) > 0;
      Object value =
          switch (it.keyCommands().type(key)) {
            case STRING -> it.stringCommands().get(key);
            case LIST -> it.listCommands().lRange(key, 0, -1);
            case SET -> it.setCommands().sMembers(key);
            case ZSET -> it.zSetCommands().zRangeWithScores(key, 0, -1);
            case HASH -> it.hashCommands().hGetAll(key);
            default -> "?";
          };
      data.put(new String(key, StandardCharsets.UTF_8), plain(value) + (mortal ? " mortal" : ""));
    }
    return data;
  }

  /** Something that is equal where the results are equivalent. */
  private static Object plain(Object value) {
    if (value instanceof byte[] bytes) {
      return "'" + new String(bytes, StandardCharsets.UTF_8) + "'";
    }
    if (value instanceof Tuple tuple) {
      return plain(tuple.getValue()) + "=" + tuple.getScore();
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> sorted = new TreeMap<>();
      map.forEach((k, v) -> sorted.put("" + plain(k), plain(v)));
      return sorted.toString();
    }
    if (value instanceof Map.Entry<?, ?> entry) {
      return plain(entry.getKey()) + "->" + plain(entry.getValue());
    }
    if (value instanceof Collection<?> collection) {
      List<Object> items = new ArrayList<>();
      collection.forEach(item -> items.add("" + plain(item)));
      return isOrdered(collection) ? items : items.stream().map(String::valueOf).sorted().toList();
    }
    if (value instanceof DataAccessException e) {
      return e.getClass().getSimpleName() + ": " + e.getMostSpecificCause().getMessage();
    }
    return value instanceof Duration || value == null
        ? String.valueOf(value)
        : value + " " + value.getClass().getSimpleName();
  }

  /** Sets of byte strings have no order, those of tuples do; so do lists. */
  private static boolean isOrdered(Collection<?> collection) {
    return collection instanceof List || collection.stream().anyMatch(Tuple.class::isInstance);
  }
}
