package dev.redstart.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The example of docs/persistence.md: what an application has stored is there the next time. */
class PersistenceExampleTest {

  private final String[] properties =
      Page.of("persistence.md").block("properties", "appendonly").split("\n");

  @TempDir private Path directory;

  @Test
  void whatWasStoredIsThereAgain() {
    ApplicationContextRunner application =
        new ApplicationContextRunner()
            .withConfiguration(
                AutoConfigurations.of(
                    RedstartAutoConfiguration.class,
                    EmbeddedEngineAutoConfiguration.class,
                    DataRedisAutoConfiguration.class))
            .withPropertyValues(properties)
            .withPropertyValues("redstart.settings.dir=" + directory);
    application.run(
        first -> first.getBean(StringRedisTemplate.class).opsForValue().set("key", "kept"));
    application.run(
        second ->
            assertThat(second.getBean(StringRedisTemplate.class).opsForValue().get("key"))
                .isEqualTo("kept"));
  }
}
