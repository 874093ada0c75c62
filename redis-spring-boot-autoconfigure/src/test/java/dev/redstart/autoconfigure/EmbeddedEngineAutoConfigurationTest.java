package dev.redstart.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

import dev.redstart.data.EngineConnectionFactory;
import dev.redstart.engine.RedisEngine;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.ReactiveRedisTemplate;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.RedisOperations;
import org.springframework.data.redis.core.StringRedisTemplate;

class EmbeddedEngineAutoConfigurationTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  RedstartAutoConfiguration.class,
                  EmbeddedEngineAutoConfiguration.class,
                  DataRedisAutoConfiguration.class,
                  DataRedisReactiveAutoConfiguration.class));

  @Test
  void createsAnEngineAndConnectionsToIt() {
    runner.run(
        context -> {
          assertThat(context).hasSingleBean(RedisEngine.class);
          assertThat(context).hasSingleBean(RedisConnectionFactory.class);
          assertThat(context).hasSingleBean(ReactiveRedisConnectionFactory.class);
          assertThat(context.getBean("redisConnectionFactory"))
              .isInstanceOf(EngineConnectionFactory.class);
          StringRedisTemplate template = context.getBean(StringRedisTemplate.class);
          template.opsForValue().set("key", "value");
          assertThat(template.opsForValue().get("key")).isEqualTo("value");
        });
  }

  @Test
  void startsNoThreadOfLettuce() {
    Set<Thread> before = threadsOfLettuce();
    runner.run(
        context -> {
          assertThat(context.containsBeanDefinition("lettuceClientResources")).isTrue();
          assertThat(context.getSourceApplicationContext().getBeanFactory())
              .satisfies(
                  it -> assertThat(it.containsSingleton("lettuceClientResources")).isFalse());
          // Contexts of other tests, kept for later ones, may have theirs.
          assertThat(before).containsAll(threadsOfLettuce());
        });
  }

  private static Set<Thread> threadsOfLettuce() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("lettuce"))
        .collect(Collectors.toSet());
  }

  @Test
  void anEngineWithNothingToBeWrongTakesItsTime() {
    runner.run(
        context -> {
          RedisEngine engine = context.getBean(RedisEngine.class);
          assertThat(engine.isRunning()).isFalse();
          context.publishEvent(
              new ApplicationReadyEvent(
                  new SpringApplication(),
                  new String[0],
                  context.getSourceApplicationContext(),
                  Duration.ZERO));
          await().until(engine::isRunning);
        });
  }

  @Test
  void whatIsWrongWithDirectivesIsToldAtTheStart() {
    runner
        .withPropertyValues("redstart.settings.no-such-directive=1")
        .run(context -> assertThat(context).hasFailed());
    runner
        .withPropertyValues("redstart.databases=0")
        .run(context -> assertThat(context).hasFailed());
  }

  @Test
  void lazyBeansOfTheApplicationStayAsTheyAre() {
    runner
        .withUserConfiguration(OwnReactiveTemplate.class)
        .run(
            context ->
                assertThat(
                        context
                            .getSourceApplicationContext()
                            .getBeanFactory()
                            .containsSingleton("reactiveRedisTemplate"))
                    .isTrue());
    runner.run(
        context -> {
          assertThat(
                  context
                      .getSourceApplicationContext()
                      .getBeanFactory()
                      .containsSingleton("reactiveRedisTemplate"))
              .isFalse();
          assertThat(
                  context
                      .getBean(ReactiveStringRedisTemplate.class)
                      .opsForValue()
                      .set("k", "v")
                      .block())
              .isTrue();
        });
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnReactiveTemplate {

    @Bean
    ReactiveRedisTemplate<String, String> reactiveRedisTemplate(
        ReactiveRedisConnectionFactory factory) {
      return new ReactiveStringRedisTemplate(factory);
    }
  }

  @Test
  void backsOffFromTheApplicationsOwnFactory() {
    runner
        .withUserConfiguration(OwnFactory.class)
        .run(
            context -> {
              assertThat(context).doesNotHaveBean(RedisEngine.class);
              assertThat(context).doesNotHaveBean(EngineConnectionFactory.class);
            });
  }

  @Test
  void backsOffFromDetailsOfAServer() {
    runner
        .withUserConfiguration(OwnDetails.class)
        .run(
            context -> {
              assertThat(context).doesNotHaveBean(RedisEngine.class);
              assertThat(context).hasSingleBean(LettuceConnectionFactory.class);
            });
  }

  @Test
  void usesTheApplicationsOwnEngine() {
    runner
        .withUserConfiguration(OwnEngine.class)
        .run(
            context -> {
              assertThat(context).hasSingleBean(RedisEngine.class);
              assertThat(context.getBean(EngineConnectionFactory.class).getEngine())
                  .isSameAs(context.getBean("myEngine"));
            });
  }

  @Test
  void isNothingWithoutSpringData() {
    runner
        .withClassLoader(new FilteredClassLoader(RedisOperations.class))
        .run(context -> assertThat(context).doesNotHaveBean(RedisEngine.class));
  }

  @Test
  void remoteIsBootsOwn() {
    runner
        .withPropertyValues("redstart.mode=remote", "spring.data.redis.host=example.test")
        .run(
            context -> {
              assertThat(context).doesNotHaveBean(RedisEngine.class);
              assertThat(context).hasSingleBean(LettuceConnectionFactory.class);
            });
  }

  @Test
  void propertiesBind() {
    runner
        .withPropertyValues(
            "redstart.databases=4",
            "redstart.database=3",
            "redstart.settings.hash-max-listpack-entries=7")
        .run(
            context -> {
              EngineConnectionFactory factory = context.getBean(EngineConnectionFactory.class);
              assertThat(factory.getDatabase()).isEqualTo(3);
              try (var session = factory.getEngine().session()) {
                assertThat(session.execute("SELECT", "4").failure()).isNotNull();
              }
            });
  }

  @Test
  void anUnknownDirectiveFails() {
    runner
        .withPropertyValues("redstart.settings.no-such-directive=1")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("no-such-directive"));
  }

  @Test
  void anUnknownModeFails() {
    runner
        .withPropertyValues("redstart.mode=replica")
        .run(
            context ->
                assertThat(context).getFailure().rootCause().hasMessageContaining("replica"));
  }

  @Test
  void aServerForTheEmbeddedEngineIsAContradiction() {
    runner
        .withPropertyValues("spring.data.redis.host=example.test")
        .run(
            context -> {
              assertThat(context)
                  .getFailure()
                  .rootCause()
                  .isInstanceOf(ContradictingPropertiesException.class);
              FailureAnalysis analysis =
                  new ContradictingPropertiesFailureAnalyzer().analyze(context.getStartupFailure());
              assertThat(analysis).isNotNull();
              assertThat(analysis.getDescription()).contains("spring.data.redis.host");
              assertThat(analysis.getAction()).contains("redstart.mode=remote");
            });
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnFactory {

    @Bean
    RedisConnectionFactory myFactory() {
      return mock(RedisConnectionFactory.class);
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnDetails {

    @Bean
    DataRedisConnectionDetails details() {
      return new DataRedisConnectionDetails() {
        @Override
        public Standalone getStandalone() {
          return Standalone.of("example.test", 6379);
        }
      };
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnEngine {

    @Bean
    RedisEngine myEngine() {
      return RedisEngine.builder().build();
    }
  }
}
