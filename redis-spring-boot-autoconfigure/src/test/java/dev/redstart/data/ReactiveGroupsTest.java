package dev.redstart.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.server.RespServer;
import dev.redstart.engine.testing.Oracle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.domain.Range;
import org.springframework.data.geo.Circle;
import org.springframework.data.geo.Distance;
import org.springframework.data.geo.Metrics;
import org.springframework.data.geo.Point;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisGeoCommands.GeoRadiusCommandArgs;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.stream.Consumer;
import org.springframework.data.redis.connection.stream.MapRecord;
import org.springframework.data.redis.connection.stream.ReadOffset;
import org.springframework.data.redis.connection.stream.StreamOffset;
import org.springframework.data.redis.connection.stream.StreamReadOptions;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.data.redis.listener.ChannelTopic;
import org.springframework.data.redis.listener.PatternTopic;
import org.springframework.data.redis.listener.ReactiveRedisMessageListenerContainer;
import org.springframework.data.redis.stream.StreamReceiver;
import reactor.core.Disposable;

/**
 * The same assertions on the embedded connection and, over Lettuce, on the engine's port and on a
 * real server.
 */
@SuppressWarnings("unchecked") // Arrays of generic types, for variable arguments.
@ParameterizedClass
@ValueSource(strings = {"embedded", "port", "server"})
class ReactiveGroupsTest {

  private static RedisEngine engine;
  private static EngineConnectionFactory embedded;
  private static LettuceConnectionFactory port;
  private static LettuceConnectionFactory server;

  private final ReactiveRedisConnectionFactory factory;
  private final ReactiveStringRedisTemplate template;

  ReactiveGroupsTest(String where) {
    this.factory =
        switch (where) {
          case "embedded" -> embedded;
          case "port" -> port;
          default -> server;
        };
    this.template = new ReactiveStringRedisTemplate(factory);
  }

  @BeforeAll
  static void start() {
    server = lettuce(Oracle.required().port());
    RespServer opened = new RespServer(0);
    engine = RedisEngine.builder().with(opened).build();
    embedded = new EngineConnectionFactory(engine, 3);
    port = lettuce(opened.port());
  }

  private static LettuceConnectionFactory lettuce(int number) {
    var configuration = new RedisStandaloneConfiguration("127.0.0.1", number);
    configuration.setDatabase(3);
    LettuceConnectionFactory factory = new LettuceConnectionFactory(configuration);
    factory.afterPropertiesSet();
    factory.start();
    return factory;
  }

  @AfterAll
  static void stop() {
    if (engine != null) {
      server.destroy();
      port.destroy();
      embedded.destroy();
      engine.close();
    }
  }

  @BeforeEach
  void clear() {
    try (var connection = ((RedisConnectionFactory) factory).getConnection()) {
      connection.serverCommands().flushAll();
    }
  }

  @Test
  void places() {
    var geo = template.opsForGeo();
    assertThat(geo.add("cities", new Point(13.361389, 38.115556), "palermo").block()).isEqualTo(1);
    assertThat(geo.add("cities", new Point(15.087269, 37.502669), "catania").block()).isEqualTo(1);
    Distance far = geo.distance("cities", "palermo", "catania", Metrics.KILOMETERS).block();
    assertThat(far.getValue()).isCloseTo(166.2742, within(0.001));
    assertThat(far.getMetric()).isEqualTo(Metrics.KILOMETERS);
    assertThat(geo.hash("cities", "palermo", "nowhere").block())
        .containsExactly("sqc8b49rny0", null);
    assertThat(geo.position("cities", "palermo").block().getX())
        .isCloseTo(13.361389, within(0.001));
    Circle circle = new Circle(new Point(15, 37), new Distance(200, Metrics.KILOMETERS));
    var args = GeoRadiusCommandArgs.newGeoRadiusArgs().includeDistance().sortAscending();
    var found = geo.radius("cities", circle, args).collectList().block();
    assertThat(found)
        .extracting(it -> it.getContent().getName())
        .containsExactly("catania", "palermo");
    assertThat(found.get(0).getDistance().getValue()).isCloseTo(56.4413, within(0.001));
    assertThat(geo.remove("cities", "palermo").block()).isEqualTo(1);
  }

  @Test
  void estimates() {
    var logs = template.opsForHyperLogLog();
    assertThat(logs.add("a", "x", "y").block()).isEqualTo(1);
    assertThat(logs.add("b", "y", "z").block()).isEqualTo(1);
    assertThat(logs.union("both", "a", "b").block()).isTrue();
    assertThat(logs.size("both").block()).isEqualTo(3);
  }

  @Test
  void streamsAndGroups() {
    var streams = template.<String, String>opsForStream();
    var first = streams.add("s", Map.of("n", "1")).block();
    streams.add("s", Map.of("n", "2")).block();
    assertThat(streams.createGroup("s", ReadOffset.from("0-0"), "g").block()).isEqualTo("OK");
    var fresh = StreamOffset.create("s", ReadOffset.lastConsumed());
    assertThat(
            streams
                .read(Consumer.from("g", "c"), fresh)
                .map(MapRecord::getValue)
                .collectList()
                .block())
        .containsExactly(Map.of("n", "1"), Map.of("n", "2"));
    assertThat(streams.pending("s", "g").block().getTotalPendingMessages()).isEqualTo(2);
    assertThat(streams.pending("s", Consumer.from("g", "c"), Range.unbounded(), 9).block())
        .hasSize(2);
    assertThat(streams.acknowledge("s", "g", first).block()).isEqualTo(1);
    assertThat(streams.claim("s", "g", "d", Duration.ZERO, first).collectList().block()).isEmpty();
    assertThat(streams.info("s").block().streamLength()).isEqualTo(2);
    assertThat(streams.groups("s").map(it -> it.pendingCount()).blockLast()).isEqualTo(1);
    assertThat(streams.consumers("s", "g").map(it -> it.consumerName()).collectList().block())
        .contains("c");
    assertThat(streams.range("s", Range.unbounded()).count().block()).isEqualTo(2);
    assertThat(streams.destroyGroup("s", "g").block()).isEqualTo("OK");
    assertThat(streams.trim("s", 0).block()).isEqualTo(2);
  }

  @Test
  void aReadThatWaitsGetsWhatComesAndEndsWhenCancelled() throws Exception {
    BlockingQueue<String> read = new LinkedBlockingQueue<>();
    var streams = template.<String, String>opsForStream();
    StreamReadOptions waiting = StreamReadOptions.empty().block(Duration.ofSeconds(30));
    streams
        .read(waiting, StreamOffset.latest("s"))
        .subscribe(it -> read.add(it.getValue() + Thread.currentThread().getName()));
    await().until(() -> blocked() == 1);
    streams.add("s", Map.of("k", "v")).block();
    assertThat(read.poll(30, TimeUnit.SECONDS))
        .startsWith("{k=v}")
        .doesNotContain(Thread.currentThread().getName());
    Disposable cancelled = streams.read(waiting, StreamOffset.latest("s")).subscribe();
    await().until(() -> blocked() == 1);
    if (factory == embedded) {
      cancelled.dispose();
    } else {
      streams.add("s", Map.of("k", "w")).block(); // Lettuce's connection goes on to wait.
    }
    await().until(() -> blocked() == 0);
  }

  @Test
  void aReceiverFollowsAStream() throws Exception {
    BlockingQueue<String> read = new LinkedBlockingQueue<>();
    var options =
        StreamReceiver.StreamReceiverOptions.builder().pollTimeout(Duration.ofMillis(100)).build();
    Disposable following =
        StreamReceiver.create(factory, options)
            .receive(StreamOffset.fromStart("s"))
            .subscribe(it -> read.add(it.getValue().get("k")));
    for (String value : List.of("1", "2", "3")) {
      template.opsForStream().add("s", Map.of("k", value)).block();
      assertThat(read.poll(30, TimeUnit.SECONDS)).isEqualTo(value);
    }
    following.dispose();
  }

  @Test
  void messagesOfChannelsAndPatternsArriveInOrder() {
    List<String> received = new CopyOnWriteArrayList<>();
    var container = new ReactiveRedisMessageListenerContainer(factory);
    var messages =
        container
            .receiveLater(ChannelTopic.of("news"))
            .zipWith(container.receiveLater(PatternTopic.of("news.*")))
            .block(Duration.ofSeconds(30));
    Disposable channel = messages.getT1().subscribe(it -> received.add(it.getMessage()));
    List<String> matched = new CopyOnWriteArrayList<>();
    Disposable pattern =
        messages.getT2().subscribe(it -> matched.add(it.getChannel() + "=" + it.getMessage()));
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      sent.add("" + i);
      template.convertAndSend("news", "" + i).block();
    }
    template.convertAndSend("news.uk", "rain").block();
    await().untilAsserted(() -> assertThat(List.copyOf(received)).isEqualTo(sent));
    await().untilAsserted(() -> assertThat(List.copyOf(matched)).containsExactly("news.uk=rain"));
    channel.dispose();
    pattern.dispose();
    await()
        .untilAsserted(() -> assertThat(template.convertAndSend("news", "late").block()).isZero());
    container.destroyLater().block();
  }

  @Test
  void scripts() {
    RedisScript<Long> sum = RedisScript.of("return KEYS[1] + ARGV[1]", Long.class);
    template.opsForValue().set("k", "v").block();
    assertThat(template.execute(sum, List.of("40"), List.of("2")).blockLast()).isEqualTo(42);
    assertThat(template.execute(sum, List.of("1"), List.of("2")).blockLast()).isEqualTo(3);
    RedisScript<String> get = RedisScript.of("return redis.call('get', KEYS[1])", String.class);
    assertThat(template.execute(get, List.of("k")).blockLast()).isEqualTo("v");
    assertThat(template.execute(get, List.of("none")).blockLast()).isNull();
    RedisScript<Boolean> has =
        RedisScript.of("return redis.call('exists', KEYS[1])", Boolean.class);
    assertThat(template.execute(has, List.of("k")).blockLast()).isTrue();
    RedisScript<?> all = RedisScript.of("return {KEYS[1], 7, ARGV[1]}", List.class);
    assertThat((Object) template.execute(all, List.of("k"), List.of("x")).blockLast())
        .isEqualTo(List.of("k", 7L, "x"));
  }

  private long blocked() {
    try (var connection = ((RedisConnectionFactory) factory).getConnection()) {
      return Long.parseLong(
          connection.serverCommands().info("clients").getProperty("blocked_clients"));
    }
  }
}
