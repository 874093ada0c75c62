package dev.redstart.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.data.EngineConnectionFactory;
import dev.redstart.engine.RedisEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.data.redis.aot.RedisRuntimeHints;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.json.JsonMapper;

/** The application context as it is made ahead of time, for native images. */
class AheadOfTimeTest {

  @Test
  @CompileWithForkedClassLoader
  void aGeneratedContextIsTheSame() {
    run(
        context -> {
          context.getBean(StringRedisTemplate.class).opsForValue().set("key", "first");
          Other other = context.getBean(Other.class);
          other.strings.opsForValue().set("key", "other");
          assertThat(context.getBean(StringRedisTemplate.class).opsForValue().get("key"))
              .isEqualTo("first");
          assertThat(other.reactive.opsForValue().get("key").block()).isEqualTo("other");
          assertThat(context.getBeansOfType(RedisEngine.class)).hasSize(2);
        });
  }

  @Test
  void connectionsAreWhatSpringDataHasProxiesFor() {
    RuntimeHints hints = new RuntimeHints();
    new RedisRuntimeHints().registerHints(hints, getClass().getClassLoader());
    try (RedisEngine engine = RedisEngine.builder().build()) {
      RedisConnection connection = new EngineConnectionFactory(engine).getConnection();
      assertThat(RuntimeHintsPredicates.proxies().forInterfaces(interfacesOf(connection)))
          .accepts(hints);
      List<Object> groups =
          List.of(
              connection.keyCommands(),
              connection.stringCommands(),
              connection.listCommands(),
              connection.setCommands(),
              connection.zSetCommands(),
              connection.hashCommands(),
              connection.streamCommands(),
              connection.geoCommands(),
              connection.hyperLogLogCommands(),
              connection.scriptingCommands(),
              connection.serverCommands());
      for (Object group : groups) {
        assertThat(RuntimeHintsPredicates.proxies().forInterfaces(asInATransaction(group)))
            .as(group.getClass().getSimpleName())
            .accepts(hints);
      }
    }
  }

  @Test
  void ourOwnHints() {
    RuntimeHints hints = new RuntimeHints();
    new RedstartRuntimeHints().registerHints(hints, getClass().getClassLoader());
    assertThat(RuntimeHintsPredicates.reflection().onType(io.lettuce.core.RedisClient.class))
        .accepts(hints);
    assertThat(RuntimeHintsPredicates.reflection().onType(JsonMapper.class)).accepts(hints);
    for (String file : List.of("script/all.lua", "script/parts/add.lua", "board/board.js")) {
      String resource = "dev/redstart/jobs/" + file;
      assertThat(getClass().getClassLoader().getResource(resource)).isNotNull();
      assertThat(RuntimeHintsPredicates.resource().forResource(resource)).accepts(hints);
    }
  }

  private static Class<?>[] interfacesOf(Object object) {
    return ClassUtils.getAllInterfacesForClass(object.getClass());
  }

  /** What Spring Data splits a connection into where a transaction holds it. */
  private static Class<?>[] asInATransaction(Object group) {
    List<Class<?>> interfaces = new ArrayList<>();
    interfaces.add(
        type("org.springframework.data.redis.core.RedisConnectionUtils$RedisConnectionProxy"));
    interfaces.addAll(List.of(interfacesOf(group)));
    interfaces.add(org.springframework.aop.SpringProxy.class);
    interfaces.add(org.springframework.aop.framework.Advised.class);
    interfaces.add(org.springframework.core.DecoratingProxy.class);
    return interfaces.toArray(Class<?>[]::new);
  }

  private static Class<?> type(String name) {
    return ClassUtils.resolveClassName(name, AheadOfTimeTest.class.getClassLoader());
  }

  private static void run(Consumer<GenericApplicationContext> test) {
    TestGenerationContext generation = new TestGenerationContext();
    AnnotationConfigApplicationContext source = new AnnotationConfigApplicationContext();
    properties().applyTo(source);
    source.register(
        RedstartAutoConfiguration.class,
        InstancesAutoConfiguration.class,
        EmbeddedEngineAutoConfiguration.class,
        DataRedisAutoConfiguration.class,
        DataRedisReactiveAutoConfiguration.class,
        RemoteAutoConfiguration.class,
        Other.class);
    var initializer = new ApplicationContextAotGenerator().processAheadOfTime(source, generation);
    generation.writeGeneratedContent();
    TestCompiler.forSystem()
        .with(generation)
        .compile(
            compiled -> {
              GenericApplicationContext context = new GenericApplicationContext();
              properties().applyTo(context);
              @SuppressWarnings("unchecked")
              ApplicationContextInitializer<GenericApplicationContext> generated =
                  compiled.getInstance(ApplicationContextInitializer.class, initializer.toString());
              generated.initialize(context);
              context.refresh();
              try (context) {
                test.accept(context);
              }
            });
  }

  private static TestPropertyValues properties() {
    return TestPropertyValues.of("redstart.instances.other.database=1");
  }

  static class Other {

    private final StringRedisTemplate strings;
    private final ReactiveStringRedisTemplate reactive;

    Other(
        @Qualifier("other") StringRedisTemplate strings,
        @Qualifier("other") ReactiveStringRedisTemplate reactive) {
      this.strings = strings;
      this.reactive = reactive;
    }
  }
}
