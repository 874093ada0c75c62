package dev.redstart.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.testing.RealServer;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.tracing.MicrometerTracing;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.SenderContext;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.RedisSystemException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Calls to the engine are observed as Lettuce's calls to a server are. */
class CommandObservationsTest {

  private static final byte[] KEY = {'k'};
  private static final Set<String> GREETINGS = Set.of("HELLO", "CLIENT");

  private final RedisEngine engine = RedisEngine.builder().build();
  private final EngineConnectionFactory factory = new EngineConnectionFactory(engine);
  private final Seen seen = new Seen();
  private final ObservationRegistry registry = ObservationRegistry.create();

  /** What is observed, when it has ended. */
  private static final class Seen implements ObservationHandler<Observation.Context> {

    final List<Observation.Context> all = new CopyOnWriteArrayList<>();
    final CountDownLatch three = new CountDownLatch(3);

    @Override
    public void onStop(Observation.Context context) {
      // Lettuce greets the server when it likes.
      if (!GREETINGS.contains(operation(context))) {
        all.add(context);
        three.countDown();
      }
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
      return true;
    }
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void theyAreNamedAsLettuceNamesThem() throws Exception {
    ObservationRegistry ofLettuce = ObservationRegistry.create();
    Seen byLettuce = new Seen();
    ofLettuce.observationConfig().observationHandler(byLettuce);
    registry.observationConfig().observationHandler(seen);
    factory.setObservationRegistry(registry);
    try (RealServer server = RealServer.required()) {
      ClientResources resources =
          ClientResources.builder().tracing(new MicrometerTracing(ofLettuce, "Redis")).build();
      LettuceConnectionFactory lettuce =
          new LettuceConnectionFactory(
              new RedisStandaloneConfiguration("localhost", server.port()),
              LettuceClientConfiguration.builder().clientResources(resources).build());
      lettuce.afterPropertiesSet();
      lettuce.start();
      call(lettuce);
      call(factory);
      assertThat(byLettuce.three.await(10, TimeUnit.SECONDS)).isTrue();
      lettuce.destroy();
      resources.shutdown(0, 0, TimeUnit.SECONDS).get();
    }
    assertThat(shapes(seen)).isEqualTo(shapes(byLettuce)).hasSize(3);
  }

  @Test
  void errorsAreTold() {
    registry.observationConfig().observationHandler(seen);
    factory.setObservationRegistry(registry);
    try (RedisConnection connection = factory.getConnection()) {
      connection.stringCommands().set(KEY, KEY);
      assertThatThrownBy(() -> connection.listCommands().lPush(KEY, KEY))
          .isInstanceOf(RedisSystemException.class);
      connection.execute("no-such-command");
    } catch (RedisSystemException unknown) {
      assertThat(unknown).hasMessageContaining("unknown command");
    }
    Observation.Context failed = seen.all.get(1);
    assertThat(failed.getError()).hasMessageStartingWith("WRONGTYPE");
    assertThat(failed.getHighCardinalityKeyValue("lettuce.command.error").getValue())
        .startsWith("WRONGTYPE");
    assertThat(operation(seen.all.get(2))).isEqualTo("UNKNOWN");
  }

  @Test
  void aWaitIsObservedToItsEnd() throws Exception {
    registry.observationConfig().observationHandler(seen);
    factory.setObservationRegistry(registry);
    var reactive = factory.getReactiveConnection();
    CountDownLatch popped = new CountDownLatch(1);
    reactive
        .listCommands()
        .blPop(List.of(ByteBuffer.wrap(KEY)), Duration.ofSeconds(30))
        .subscribe(value -> popped.countDown());
    assertThat(seen.all).isEmpty();
    try (RedisConnection connection = factory.getConnection()) {
      connection.listCommands().lPush(KEY, KEY);
    }
    assertThat(popped.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(seen.all.stream().map(CommandObservationsTest::operation))
        .containsExactlyInAnyOrder("BLPOP", "LPUSH");
  }

  @Test
  void nothingIsObservedWhereNobodyListens() {
    CommandObservations observations = new CommandObservations(registry, engine.commands());
    assertThat(observations.begin(Verb.GET.word())).isSameAs(Observation.NOOP);
  }

  private static void call(RedisConnectionFactory factory) {
    try (RedisConnection connection = factory.getConnection()) {
      connection.stringCommands().set(KEY, KEY);
      connection.stringCommands().get(KEY);
      connection.keyCommands().del(KEY);
    }
  }

  private static List<String> shapes(Seen seen) {
    return seen.all.stream().map(CommandObservationsTest::shape).sorted().toList();
  }

  /** All but what differs from place to place. */
  private static String shape(Observation.Context context) {
    return String.join(
        " ",
        context.getName(),
        context.getContextualName(),
        operation(context),
        context.getLowCardinalityKeyValues().stream().map(KeyValue::getKey).toList().toString(),
        context.getHighCardinalityKeyValues().stream().map(KeyValue::getKey).toList().toString(),
        context instanceof SenderContext<?> sender
            ? sender.getKind() + " " + sender.getRemoteServiceName()
            : "no sender");
  }

  private static String operation(Observation.Context context) {
    return context.getLowCardinalityKeyValue("db.operation").getValue();
  }
}
