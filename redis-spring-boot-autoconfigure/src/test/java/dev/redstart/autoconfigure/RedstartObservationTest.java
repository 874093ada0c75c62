package dev.redstart.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.testing.RealServer;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.observation.LettuceObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Who observes calls, and who doesn't. */
class RedstartObservationTest {

  private static final String ENABLED = "redstart.observations.enabled=true";

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(RedstartConfigurations.ALL)
          .withConfiguration(
              AutoConfigurations.of(
                  RedstartObservationAutoConfiguration.class,
                  LettuceObservationAutoConfiguration.class));

  @Test
  void callsAreObservedWhereThatIsWanted() {
    runner
        .withBean(ObservationRegistry.class, this::registry)
        .withPropertyValues(ENABLED, "redstart.instances.orders.mode=embedded")
        .run(
            context -> {
              context.getBean(StringRedisTemplate.class).opsForValue().set("a", "1");
              context.getBean(ReactiveStringRedisTemplate.class).opsForValue().get("a").block();
              orders(context).delete("a");
              assertThat(seen).containsExactly("SET", "GET", "DEL");
            });
  }

  @Test
  void theyAreNotUnlessThatIsSaid() {
    runner
        .withBean(ObservationRegistry.class, this::registry)
        .run(
            context -> {
              context.getBean(StringRedisTemplate.class).opsForValue().set("a", "1");
              assertThat(seen).isEmpty();
            });
    runner.withPropertyValues(ENABLED).run(context -> assertThat(context).hasNotFailed());
    new ApplicationContextRunner()
        .withConfiguration(RedstartConfigurations.ALL)
        .withConfiguration(AutoConfigurations.of(RedstartObservationAutoConfiguration.class))
        .withPropertyValues(ENABLED)
        .withClassLoader(new FilteredClassLoader(ObservationRegistry.class))
        .run(context -> assertThat(context).doesNotHaveBean("redstartObservations"));
  }

  @Test
  void aServerOfAFurtherInstanceIsObservedAsTheFirstOneWouldBe() {
    try (RealServer server = RealServer.required()) {
      runner
          .withBean(ObservationRegistry.class, this::registry)
          .withPropertyValues(
              "redstart.instances.orders.mode=remote",
              "redstart.instances.orders.redis.port=" + server.port())
          .run(
              context -> {
                orders(context).opsForValue().set("a", "1");
                assertThat(seen).contains("SET");
              });
    }
  }

  private static StringRedisTemplate orders(ApplicationContext context) {
    return context.getBean("ordersStringRedisTemplate", StringRedisTemplate.class);
  }

  private ObservationRegistry registry() {
    ObservationRegistry registry = ObservationRegistry.create();
    registry
        .observationConfig()
        .observationHandler(
            new ObservationHandler<>() {
              @Override
              public void onStart(Observation.Context context) {
                KeyValue operation = context.getLowCardinalityKeyValue("db.operation");
                seen.add(operation == null ? "" : operation.getValue());
              }

              @Override
              public boolean supportsContext(Observation.Context context) {
                return true;
              }
            });
    return registry;
  }
}
