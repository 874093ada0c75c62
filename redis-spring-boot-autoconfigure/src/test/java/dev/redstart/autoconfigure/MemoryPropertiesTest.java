package dev.redstart.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redstart.engine.RedisEngine;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.redis.core.StringRedisTemplate;

@ExtendWith(OutputCaptureExtension.class)
class MemoryPropertiesTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  RedstartAutoConfiguration.class,
                  EmbeddedEngineAutoConfiguration.class,
                  DataRedisAutoConfiguration.class));

  private static String directive(RedisEngine engine, String name) {
    return Objects.requireNonNull(engine.settings().find(name)).text();
  }

  @Test
  void aQuarterOfTheHeapUnlessSomethingElseIsSaid(CapturedOutput output) {
    runner.run(
        context -> {
          RedisEngine engine = context.getBean(RedisEngine.class);
          long quarter = Runtime.getRuntime().maxMemory() / 4;
          assertThat(directive(engine, "maxmemory")).isEqualTo(Long.toString(quarter));
          assertThat(directive(engine, "maxmemory-policy")).isEqualTo("volatile-lru");
          assertThat(directive(engine, "redstart-protected-prefixes"))
              .isEqualTo("spring:session: bull:");
          assertThat(output)
              .contains(
                  "Redis in this process may take up to "
                      + (quarter >> 20)
                      + " MB of the heap, then volatile-lru (redstart.memory.*)");
        });
  }

  @Test
  void propertiesSayHowMuchAndWhatGoes() {
    runner
        .withPropertyValues(
            "redstart.memory.max=64MB",
            "redstart.memory.policy=allkeys-lfu",
            "redstart.memory.protected-prefixes=jobs:,locks:",
            "redstart.memory.protected-databases=1,2")
        .run(
            context -> {
              RedisEngine engine = context.getBean(RedisEngine.class);
              assertThat(directive(engine, "maxmemory")).isEqualTo("67108864");
              assertThat(directive(engine, "maxmemory-policy")).isEqualTo("allkeys-lfu");
              assertThat(directive(engine, "redstart-protected-prefixes"))
                  .isEqualTo("jobs: locks:");
              assertThat(directive(engine, "redstart-protected-databases")).isEqualTo("1 2");
            });
  }

  @Test
  void directivesTakePrecedence() {
    runner
        .withPropertyValues("redstart.settings.maxmemory=0")
        .run(
            context ->
                assertThat(directive(context.getBean(RedisEngine.class), "maxmemory"))
                    .isEqualTo("0"));
  }

  @Test
  void whatIsNeitherSizeNorPartStopsTheStart() {
    for (String wrong : new String[] {"much", "0%", "101%", "-1%"}) {
      runner
          .withPropertyValues("redstart.memory.max=" + wrong)
          .run(context -> assertThat(context).hasFailed());
    }
  }

  @Test
  void aFullCacheLosesNoSession() {
    runner
        .withPropertyValues("redstart.memory.max=2MB", "redstart.memory.policy=allkeys-lru")
        .run(
            context -> {
              StringRedisTemplate template = context.getBean(StringRedisTemplate.class);
              template.opsForValue().set("spring:session:sessions:1", "mine");
              for (int i = 0; i < 20_000; i++) {
                template.opsForValue().set("cache::" + i, "x".repeat(200));
              }
              assertThat(template.hasKey("cache::0")).isFalse();
              assertThat(template.hasKey("cache::19999")).isTrue();
              assertThat(template.opsForValue().get("spring:session:sessions:1")).isEqualTo("mine");
            });
  }

  @Test
  void withoutAKeyThatMayGoWritesFail() {
    runner
        .withPropertyValues("redstart.memory.max=1MB", "redstart.memory.policy=noeviction")
        .run(
            context -> {
              StringRedisTemplate template = context.getBean(StringRedisTemplate.class);
              template.opsForValue().set("big", "x".repeat(2_000_000));
              assertThatThrownBy(() -> template.opsForValue().set("more", "x"))
                  .rootCause()
                  .hasMessageContaining("OOM command not allowed");
              template.delete("big");
              template.opsForValue().set("more", "x");
            });
  }

  @Test
  void saysSoWhereThereIsNoLimit() {
    assertThat(MemoryProperties.describe(Map.of("maxmemory", "0"))).contains("all of the heap");
  }
}
