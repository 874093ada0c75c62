package dev.redstart.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.data.ContractSteps.Step;
import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.server.RespServer;
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
import org.springframework.data.domain.Range;
import org.springframework.data.geo.Distance;
import org.springframework.data.geo.GeoResult;
import org.springframework.data.geo.GeoResults;
import org.springframework.data.redis.connection.Limit;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisGeoCommands.GeoLocation;
import org.springframework.data.redis.connection.RedisPipelineException;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.stream.MapRecord;
import org.springframework.data.redis.connection.stream.PendingMessage;
import org.springframework.data.redis.connection.stream.PendingMessages;
import org.springframework.data.redis.connection.stream.PendingMessagesSummary;
import org.springframework.data.redis.connection.stream.StreamInfo.XInfoConsumer;
import org.springframework.data.redis.connection.stream.StreamInfo.XInfoGroup;
import org.springframework.data.redis.connection.stream.StreamInfo.XInfoStream;
import org.springframework.data.redis.connection.zset.Tuple;
import org.springframework.data.util.Streamable;

/**
 * The same calls on the embedded engine and, over Lettuce, on its port and on a real server:
 * directly, in a pipeline and in a transaction the results must be the same, and so must the data
 * be afterwards.
 */
class ContractTest {

  private static RedisEngine engine;
  private static RedisConnectionFactory embedded;
  private static LettuceConnectionFactory lettuce;
  private static LettuceConnectionFactory port;

  @BeforeAll
  static void start() {
    lettuce = lettuce(Oracle.required().port());
    RespServer server = new RespServer(0);
    engine = RedisEngine.builder().with(server).build();
    port = lettuce(server.port());
    embedded = new EngineConnectionFactory(engine);
  }

  @AfterAll
  static void stop() {
    if (engine != null) {
      port.destroy();
      engine.close();
      lettuce.destroy();
    }
  }

  private static LettuceConnectionFactory lettuce(int port) {
    LettuceConnectionFactory factory = new LettuceConnectionFactory("127.0.0.1", port);
    factory.afterPropertiesSet();
    factory.start();
    return factory;
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
    Object real = outcome(lettuce, call);
    assertThat(outcome(embedded, call)).as("embedded").isEqualTo(real);
    assertThat(outcome(port, call)).as("over the port").isEqualTo(real);
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
            case STREAM -> it.streamCommands().xRange(key, Range.unbounded(), Limit.unlimited());
            default -> "?";
          };
      data.put(new String(key, StandardCharsets.UTF_8), plain(value) + (mortal ? " mortal" : ""));
    }
    return data;
  }

  /** Something that is equal where the results are equivalent. */
  private static Object plain(Object value) {
    Object described = described(value);
    if (described != null) {
      return described;
    }
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

  /** What has more than one part, none of them a time; null for anything else. */
  private static Object described(Object value) {
    if (value instanceof MapRecord<?, ?, ?> it) {
      return plain(it.getStream()) + " " + it.getId() + plain(it.getValue());
    }
    if (value instanceof PendingMessage it) {
      return it.getId() + " of " + it.getConsumer() + " " + it.getTotalDeliveryCount();
    }
    if (value instanceof PendingMessages it) {
      return it.getGroupName() + " " + plain(it.stream().toList());
    }
    if (value instanceof PendingMessagesSummary it) {
      return List.of(
              it.getTotalPendingMessages(), it.getIdRange(), it.getPendingMessagesPerConsumer())
          .toString();
    }
    if (value instanceof XInfoStream it) {
      return List.of(
              it.streamLength(),
              it.lastGeneratedId(),
              it.groupCount(),
              it.firstEntryId(),
              it.lastEntryId())
          .toString();
    }
    if (value instanceof Streamable<?> it) {
      return plain(it.toList());
    }
    if (value instanceof XInfoGroup it) {
      return List.of(it.groupName(), it.consumerCount(), it.pendingCount(), it.lastDeliveredId());
    }
    if (value instanceof XInfoConsumer it) {
      return List.of(it.groupName(), it.consumerName(), it.pendingCount());
    }
    return place(value);
  }

  private static Object place(Object value) {
    if (value instanceof GeoResults<?> it) {
      return plain(it.getContent()) + " " + it.getAverageDistance();
    }
    if (value instanceof GeoResult<?> it) {
      return plain(it.getContent()) + " " + it.getDistance() + " " + it.getDistance().getMetric();
    }
    if (value instanceof GeoLocation<?> it) {
      return plain(it.getName()) + " at " + it.getPoint();
    }
    return value instanceof Distance it ? it + " " + it.getMetric() : null;
  }

  /** Sets of byte strings have no order, those of tuples do; so do lists. */
  private static boolean isOrdered(Collection<?> collection) {
    return collection instanceof List || collection.stream().anyMatch(Tuple.class::isInstance);
  }
}
