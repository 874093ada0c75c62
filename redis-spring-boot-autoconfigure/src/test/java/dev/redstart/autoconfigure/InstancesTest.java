package dev.redstart.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.data.EngineConnectionFactory;
import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.testing.RealCluster;
import dev.redstart.engine.testing.RealServer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.health.DataRedisHealthContributorAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.health.DataRedisReactiveHealthContributorAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.health.contributor.CompositeReactiveHealthContributor;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.ReactiveRedisTemplate;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.RedisTemplate;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/** Several engines and servers in one application. */
class InstancesTest {

  private static final Page PAGE = Page.of("instances.md");

  private final WebApplicationContextRunner runner =
      new WebApplicationContextRunner().withConfiguration(RedstartConfigurations.ALL);

  @Test
  void theExampleOfTheManualRuns() {
    assertThat(PAGE.javaMissingIn(InstancesTest.class)).isEmpty();
    try (RealServer server = RealServer.required()) {
      runner
          .withUserConfiguration(Orders.class)
          .withPropertyValues(
              PAGE.block("properties", "instances")
                  .replace("10.0.0.1", "localhost")
                  .replace("6379", "" + server.port())
                  .split("\n"))
          .run(
              context -> {
                Orders orders = context.getBean(Orders.class);
                orders.placed("17");
                assertThat(orders.sum()).isEqualTo("here: null, orders: 17, archive: 17");
              });
    }
  }

  @Test
  void eachHasAnEngineAndTemplatesOfItsOwn() {
    runner
        .withPropertyValues(
            "redstart.instances.one.database=2",
            "redstart.instances.one.databases=3",
            "redstart.instances.two.settings.maxmemory-policy=allkeys-lru")
        .withUserConfiguration(Both.class)
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              Both.Beans one = context.getBean("one", Both.Beans.class);
              Both.Beans two = context.getBean("two", Both.Beans.class);
              one.strings.opsForValue().set("key", "one");
              two.strings.opsForValue().set("key", "two");
              assertThat(one.reactiveStrings.opsForValue().get("key").block()).isEqualTo("one");
              two.objects.opsForValue().set("object", 2);
              assertThat(two.reactiveObjects.opsForValue().get("object").block()).isEqualTo(2);
              assertThat(one.objects.opsForValue().get("object")).isNull();
              assertThat(one.engine).isNotSameAs(two.engine);
              assertThat(((EngineConnectionFactory) one.factory).getDatabase()).isEqualTo(2);
              assertThat(
                      two.factory
                          .getConnection()
                          .serverCommands()
                          .getConfig("maxmemory-policy")
                          .getProperty("maxmemory-policy"))
                  .isEqualTo("allkeys-lru");
            });
  }

  @Test
  void thePrimaryStaysTheDefault() {
    runner
        .withPropertyValues("redstart.instances.one.database=2")
        .run(
            context -> {
              assertThat(context.getBean(RedisConnectionFactory.class))
                  .isSameAs(context.getBean("redisConnectionFactory"))
                  .isNotSameAs(context.getBean("oneRedisConnectionFactory"));
              assertThat(context.getBean(StringRedisTemplate.class))
                  .isSameAs(context.getBean("stringRedisTemplate"));
              assertThat(context.getBean(RedisEngine.class))
                  .isSameAs(context.getBean("redisEngine"));
              assertThat(context).hasBean("redisTemplate").hasBean("reactiveRedisTemplate");
              assertThat(context).hasBean("sessionRepository");
            });
  }

  @Test
  void anEngineBesidesAServer() {
    try (RealServer server = RealServer.required()) {
      runner
          .withPropertyValues(
              "redstart.mode=remote",
              "spring.data.redis.port=" + server.port(),
              "redstart.instances.local.mode=embedded")
          .run(
              context -> {
                assertThat(context.getBean(RedisConnectionFactory.class))
                    .isInstanceOf(LettuceConnectionFactory.class);
                assertThat(context.getBean("localRedisConnectionFactory"))
                    .isInstanceOf(EngineConnectionFactory.class);
                assertThat(context).hasBean("redstartRemoteCheck");
              });
    }
  }

  @Test
  void aClusterBesidesTheEngine() {
    try (RealCluster cluster = RealCluster.required()) {
      LettuceConnectionFactory[] seen = new LettuceConnectionFactory[1];
      runner
          .withPropertyValues(
              "redstart.instances.far.mode=remote",
              "redstart.instances.far.redis.cluster.nodes=" + cluster.addresses(),
              "redstart.instances.far.redis.timeout=5s")
          .run(
              context -> {
                seen[0] = context.getBean(LettuceConnectionFactory.class);
                assertThat(seen[0].isClusterAware()).isTrue();
                assertThat(seen[0].getTimeout()).isEqualTo(5000);
                StringRedisTemplate far =
                    context.getBean("farStringRedisTemplate", StringRedisTemplate.class);
                far.opsForValue().set("key", "far");
                assertThat(far.opsForValue().get("key")).isEqualTo("far");
              });
      assertThat(seen[0].isRunning()).isFalse();
    }
  }

  @Test
  void theHealthOfEachIsTold() {
    runner
        .withConfiguration(
            AutoConfigurations.of(
                DataRedisHealthContributorAutoConfiguration.class,
                DataRedisReactiveHealthContributorAutoConfiguration.class))
        .withPropertyValues("redstart.instances.one.mode=embedded")
        .run(
            context ->
                assertThat(
                        context
                            .getBean(
                                "redisHealthContributor", CompositeReactiveHealthContributor.class)
                            .stream()
                            .map(entry -> entry.name()))
                    .containsExactlyInAnyOrder(
                        "redisConnectionFactory", "oneRedisConnectionFactory"));
  }

  @Test
  void aServerForAnEmbeddedInstanceIsAContradiction() {
    runner
        .withPropertyValues("redstart.instances.one.redis.host=example.test")
        .run(
            context -> {
              FailureAnalysis analysis =
                  new ContradictingPropertiesFailureAnalyzer().analyze(context.getStartupFailure());
              assertThat(analysis.getDescription())
                  .contains("redstart.instances.one.redis.host", "redstart.instances.one.mode");
              assertThat(analysis.getAction()).contains("redstart.instances.one.mode=remote");
            });
  }

  @Test
  void namesAreSimple() {
    runner
        .withPropertyValues("redstart.instances[Some Name].database=0")
        .run(context -> assertThat(context).getFailure().hasMessageContaining("small letters"));
  }

  @Component
  static class Orders {

    private final StringRedisTemplate here;
    private final StringRedisTemplate orders;
    private final StringRedisTemplate archive;

    Orders(
        StringRedisTemplate here,
        @Qualifier("orders") StringRedisTemplate orders,
        @Qualifier("archive") StringRedisTemplate archive) {
      this.here = here;
      this.orders = orders;
      this.archive = archive;
    }

    void placed(String id) {
      orders.opsForValue().set("last", id);
      archive.opsForValue().set("last", id);
    }

    String sum() {
      return "here: %s, orders: %s, archive: %s"
          .formatted(
              here.opsForValue().get("last"),
              orders.opsForValue().get("last"),
              archive.opsForValue().get("last"));
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Both {

    record Beans(
        RedisEngine engine,
        RedisConnectionFactory factory,
        StringRedisTemplate strings,
        RedisTemplate<Object, Object> objects,
        ReactiveStringRedisTemplate reactiveStrings,
        ReactiveRedisTemplate<Object, Object> reactiveObjects) {}

    @Bean
    Beans one(
        @Qualifier("one") RedisEngine engine,
        @Qualifier("one") RedisConnectionFactory factory,
        @Qualifier("one") ReactiveRedisConnectionFactory reactive,
        @Qualifier("one") StringRedisTemplate strings,
        @Qualifier("one") RedisTemplate<Object, Object> objects,
        @Qualifier("one") ReactiveStringRedisTemplate reactiveStrings,
        @Qualifier("one") ReactiveRedisTemplate<Object, Object> reactiveObjects) {
      assertThat(reactive).isSameAs(factory);
      return new Beans(engine, factory, strings, objects, reactiveStrings, reactiveObjects);
    }

    @Bean
    Beans two(
        @Qualifier("two") RedisEngine engine,
        @Qualifier("two") RedisConnectionFactory factory,
        @Qualifier("two") StringRedisTemplate strings,
        @Qualifier("two") RedisTemplate<Object, Object> objects,
        @Qualifier("two") ReactiveStringRedisTemplate reactiveStrings,
        @Qualifier("two") ReactiveRedisTemplate<Object, Object> reactiveObjects) {
      return new Beans(engine, factory, strings, objects, reactiveStrings, reactiveObjects);
    }
  }
}
