package dev.redstart.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Applications that end and start again. */
class PersistenceTest {

  private static final String DIRECTORY = "redstart.persistence.directory=";

  @TempDir private Path directory;

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  RedstartAutoConfiguration.class,
                  InstancesAutoConfiguration.class,
                  EmbeddedEngineAutoConfiguration.class,
                  DataRedisAutoConfiguration.class));

  @Test
  void nothingIsKeptUnlessSomebodySaysWhere() {
    runner.run(
        context -> {
          RedisEngine engine = context.getBean(RedisEngine.class);
          assertThat(directive(engine, "appendonly")).isEqualTo("no");
          assertThat(directive(engine, "dbfilename")).isEmpty();
        });
    runner
        .withPropertyValues(DIRECTORY + directory, "redstart.persistence.enabled=false")
        .run(context -> set(context, "a", "1"));
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void oneLineLetsDataOutliveTheApplication() {
    Path made = directory.resolve("made/for/it");
    ApplicationContextRunner kept = runner.withPropertyValues(DIRECTORY + made);
    kept.run(
        context -> {
          RedisEngine engine = context.getBean(RedisEngine.class);
          assertThat(directive(engine, "appendfsync")).isEqualTo("everysec");
          assertThat(directive(engine, "save")).isEmpty();
          set(context, "a", "1");
        });
    kept.run(context -> assertThat(get(context, "a")).isEqualTo("1"));
    assertThat(made.resolve("appendonlydir/appendonly.aof.manifest")).isRegularFile();
  }

  @Test
  void withoutALogASnapshotIsSavedAtTheEnd() {
    ApplicationContextRunner kept =
        runner.withPropertyValues(DIRECTORY + directory, "redstart.persistence.append-only=false");
    kept.run(
        context -> {
          String points = directive(context.getBean(RedisEngine.class), "save");
          assertThat(points).isEqualTo("3600 1 300 100 60 10000");
          set(context, "a", "1");
        });
    assertThat(directory).isDirectoryContaining("glob:**dump.rdb");
    kept.withPropertyValues("redstart.persistence.save-points=90s 5, 2m 1")
        .run(
            context -> {
              String points = directive(context.getBean(RedisEngine.class), "save");
              assertThat(points).isEqualTo("90 5 120 1");
              assertThat(get(context, "a")).isEqualTo("1");
            });
    // A log that is turned on begins with the snapshot.
    runner
        .withPropertyValues(DIRECTORY + directory)
        .run(context -> assertThat(get(context, "a")).isEqualTo("1"));
  }

  @Test
  void whatBeansWriteAsTheyEndIsKept() {
    for (String log : List.of("true", "false")) {
      ApplicationContextRunner kept =
          runner.withPropertyValues(
              DIRECTORY + directory.resolve(log), "redstart.persistence.append-only=" + log);
      kept.withBean(LastWords.class).run(context -> assertThat(context).hasNotFailed());
      kept.run(context -> assertThat(get(context, "last")).isEqualTo("words"));
    }
  }

  @Test
  void theExampleWorks() {
    ApplicationContextRunner shop =
        runner
            .withSystemProperties("directory=" + directory)
            .withInitializer(PersistenceTest::readTheExample);
    shop.run(
        context -> {
          RedisEngine engine = context.getBean(RedisEngine.class);
          assertThat(directive(engine, "appendfsync")).isEqualTo("always");
          RedisEngine cache = context.getBean("cacheRedisEngine", RedisEngine.class);
          assertThat(directive(cache, "appendonly")).isEqualTo("no");
          assertThat(directive(cache, "save")).isEqualTo("600 1");
          set(context, "order", "1");
          context
              .getBean("cacheStringRedisTemplate", StringRedisTemplate.class)
              .opsForValue()
              .set("page", "1");
        });
    shop.run(
        context -> {
          assertThat(get(context, "order")).isEqualTo("1");
          assertThat(get(context, "page")).isNull();
          assertThat(
                  context
                      .getBean("cacheStringRedisTemplate", StringRedisTemplate.class)
                      .opsForValue()
                      .get("page"))
              .isEqualTo("1");
        });
  }

  @Test
  void contradictionsStopTheStart() throws IOException {
    check("Remove one of them", "redstart.settings.dir=/tmp");
    check("dbfilename", "redstart.settings.dbfilename=x.rdb");
    check(
        "there is none", "redstart.persistence.append-only=false", "redstart.persistence.fsync=no");
    check("such as '5m 100'", "redstart.persistence.save-points=often");
    check("such as '5m 100'", "redstart.persistence.save-points=5m");
    check("such as '5m 100'", "redstart.persistence.save-points=5m 0");
    Files.createDirectories(directory.resolve("appendonlydir"));
    Files.createFile(directory.resolve("appendonlydir/appendonly.aof.manifest"));
    check("holds a log", "redstart.persistence.append-only=false");
    runner
        .withPropertyValues("redstart.persistence.enabled=true")
        .run(
            context ->
                assertThat(explained(context.getStartupFailure()))
                    .contains("no directory is given", "redstart.persistence.directory"));
  }

  private void check(String expected, String... properties) {
    runner
        .withPropertyValues(DIRECTORY + directory)
        .withPropertyValues(properties)
        .run(
            context -> {
              Throwable failure = context.getStartupFailure();
              assertThat(failure).as(expected).isNotNull();
              assertThat(explained(failure)).contains(expected);
            });
  }

  @Test
  void aDirectoryThatCantBeMadeIsExplained() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    runner
        .withPropertyValues(DIRECTORY + file.resolve("below"))
        .run(
            context ->
                assertThat(explained(context.getStartupFailure()))
                    .contains(file + "/below (redstart.persistence.directory) can't be made"));
  }

  @Test
  void aDamagedFileIsExplainedAndStays() throws IOException {
    ApplicationContextRunner kept = runner.withPropertyValues(DIRECTORY + directory);
    kept.run(context -> set(context, "a", "1"));
    Path log = directory.resolve("appendonlydir/appendonly.aof.1.incr.aof");
    Files.writeString(log, "x", StandardCharsets.UTF_8);
    kept.run(
        context ->
            assertThat(explained(context.getStartupFailure()))
                .contains(
                    log + " is damaged in the command at byte 0: no command",
                    "redstart-check-aof --fix " + log));
    assertThat(log).hasContent("x");
  }

  /** As Spring Boot does it. */
  private static String explained(@Nullable Throwable failure) {
    Throwable thrown = Objects.requireNonNull(failure);
    return SpringFactoriesLoader.forDefaultResourceLocation()
        // Some of Boot's own want a bean factory.
        .load(FailureAnalyzer.class, (type, name, why) -> {})
        .stream()
        .map(analyzer -> analyzer.analyze(thrown))
        .filter(Objects::nonNull)
        .map(PersistenceTest::text)
        .findFirst()
        .orElseGet(thrown::toString);
  }

  private static String text(FailureAnalysis analysis) {
    return analysis.getDescription() + "\n" + analysis.getAction();
  }

  private static void readTheExample(ConfigurableApplicationContext context) {
    try {
      String page = Files.readString(Path.of("..", "docs", "persistence.md"));
      String yaml = page.substring(page.indexOf("```yaml\n") + 8);
      String text = yaml.substring(0, yaml.indexOf("```")).replace("/var/lib/shop", "${directory}");
      List<PropertySource<?>> sources =
          new YamlPropertySourceLoader()
              .load("example", new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)));
      sources.forEach(context.getEnvironment().getPropertySources()::addLast);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String directive(RedisEngine engine, String name) {
    return Objects.requireNonNull(engine.settings().find(name)).text();
  }

  private static void set(ApplicationContext context, String key, String value) {
    strings(context).opsForValue().set(key, value);
  }

  private static @Nullable String get(ApplicationContext context, String key) {
    return strings(context).opsForValue().get(key);
  }

  private static StringRedisTemplate strings(ApplicationContext context) {
    return context.getBean("stringRedisTemplate", StringRedisTemplate.class);
  }

  /** Writes when its application ends. */
  static final class LastWords implements DisposableBean {

    private final StringRedisTemplate template;

    LastWords(StringRedisTemplate template) {
      this.template = template;
    }

    @Override
    public void destroy() {
      template.opsForValue().set("last", "words");
    }
  }
}
