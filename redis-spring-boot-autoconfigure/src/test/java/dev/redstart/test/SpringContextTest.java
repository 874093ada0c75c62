package dev.redstart.test;

import static dev.redstart.test.RedstartAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Tests whose application context Spring keeps, with what the application has put in. */
@SpringBootTest(
    properties = {
      "spring.data.redis.repositories.enabled=false",
      "redstart.instances.orders.databases=2"
    })
@RedstartTest(settings = "list-max-listpack-size 3")
@RedstartData("visits.redis")
class SpringContextTest {

  @Autowired private StringRedisTemplate redis;
  @Autowired private RedstartClock clock;
  @Autowired private CommandSpy spy;
  @Autowired private Faults faults;

  @Qualifier("orders")
  @Autowired
  private StringRedisTemplate orders;

  @BeforeEach
  void findsWhatTheApplicationHasPutIn() {
    assertThat(redis).keys("*").containsExactly("greeting", "orders", "visits");
    assertThat(redis).key("orders").isStream(0).hasGroup("shipping");
  }

  @RepeatedTest(2)
  void leavesNothingBehind() {
    assertThat(spy).called("XINFO GROUPS", 0);
    redis.opsForValue().set("left", "behind");
    redis.delete("greeting");
    orders.opsForValue().set("left", "behind");
    faults.add(Fault.error("ERR still there"));
    clock.freeze();
    clock.advance(Duration.ofDays(1));
  }

  @Test
  void theClockMovesAllEngines(@Autowired RedisEngine engine) {
    redis.opsForValue().set("k", "v", Duration.ofHours(1));
    orders.opsForValue().set("k", "v", Duration.ofHours(2));
    assertThat(orders).keys("*").containsExactly("k");
    clock.advance(Duration.ofHours(1));
    assertThat(engine).key("k").isAbsent();
    assertThat(orders).key("k").isString("v");
    clock.advance(Duration.ofHours(1));
    assertThat(orders).isEmpty();
  }

  @Test
  void settingsAreThoseOfTheEngine(RedisEngine engine, Session session) {
    session.execute("RPUSH", "l", "1", "2", "3", "4");
    assertThat(engine).key("l").hasEncoding("quicklist");
  }

  @Test
  void contextsWithTheSameWishesAreTheSame() {
    EngineCustomizerFactory factory = new EngineCustomizerFactory();
    var mine = Objects.requireNonNull(factory.createContextCustomizer(Same.class, List.of()));
    assertThat(mine)
        .isEqualTo(factory.createContextCustomizer(SpringContextTest.class, List.of()))
        .hasSameHashCodeAs(factory.createContextCustomizer(SpringContextTest.class, List.of()))
        .isNotEqualTo(factory.createContextCustomizer(Other.class, List.of()));
    assertThat(factory.createContextCustomizer(Object.class, List.of())).isNull();
  }

  @Test
  void parametersAreTheBeans(RedstartClock parameter, Faults fault, @Autowired CommandSpy bean) {
    assertThat(parameter).isSameAs(clock);
    assertThat(fault).isSameAs(faults);
    assertThat(bean).isSameAs(spy);
  }

  @RedstartTest(settings = "list-max-listpack-size 3", seed = 5)
  private static final class Same {}

  @RedstartTest("other")
  private static final class Other {}

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {

    @Bean
    ApplicationRunner putIn(StringRedisTemplate redis) {
      return arguments -> {
        redis.opsForValue().set("greeting", "hello");
        redis.opsForStream().createGroup("orders", "shipping");
      };
    }
  }
}
