package dev.redstart.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.redstart.engine.testing.RealServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.health.DataRedisHealthContributorAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.health.DataRedisReactiveHealthContributorAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.ReactiveHealthContributor;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.util.FileSystemUtils;

/** What the health endpoint is told, with a reason in words. */
class RedstartHealthTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String DUMP = "redstart.settings.dbfilename=dump.rdb";
  private static final String REWRITING = "aof_rewrite_in_progress";

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(RedstartConfigurations.ALL)
          .withConfiguration(
              AutoConfigurations.of(
                  RedstartHealthAutoConfiguration.class,
                  DataRedisReactiveHealthContributorAutoConfiguration.class,
                  DataRedisHealthContributorAutoConfiguration.class));

  @Test
  void allIsWell() {
    Places.forEach(
        place ->
            runner
                .withPropertyValues(place)
                .run(
                    context -> {
                      assertThat(context).doesNotHaveBean(ReactiveHealthContributor.class);
                      Health health = health(context);
                      assertThat(health.getStatus()).isEqualTo(Status.UP);
                      assertThat(health.getDetails())
                          .containsEntry("role", "master")
                          .containsKeys("version", "memory", "persistence")
                          .doesNotContainKey("reason");
                      assertThat(health.getDetails().get("persistence"))
                          .isEqualTo(
                              Map.of(
                                  "snapshot",
                                  "ok",
                                  "changesSinceSnapshot",
                                  0L,
                                  "appendOnlyFile",
                                  "off"));
                    }));
  }

  @Test
  void aFullMemoryIsToldInWords() {
    Places.forEach(
        place ->
            runner
                .withPropertyValues(place)
                .run(
                    context -> {
                      StringRedisTemplate redis = context.getBean(StringRedisTemplate.class);
                      set(redis, "maxmemory-policy", "noeviction");
                      set(redis, "maxmemory", "1");
                      assertThatThrownBy(() -> redis.opsForValue().set("a", "1"))
                          .hasStackTraceContaining("OOM");
                      Health health = health(context);
                      assertThat(health.getStatus()).isEqualTo(Status.DOWN);
                      assertThat(reason(health))
                          .startsWith("Memory is full:")
                          .contains("maxmemory-policy is noeviction")
                          .contains("OOM");
                      set(redis, "maxmemory", "0");
                      assertThat(health(context).getStatus()).isEqualTo(Status.UP);
                    }));
  }

  @Test
  void aLogThatCannotBeWrittenIsToldInWords(@TempDir Path mine, @TempDir Path others) {
    logFails(
        mine,
        "redstart.settings.appendonly=yes",
        "redstart.settings.appendfsync=always",
        "redstart.settings.dir=" + mine);
    try (RealServer server =
        RealServer.required("--appendonly", "yes", "--dir", others.toString())) {
      logFails(others, "redstart.mode=remote", "spring.data.redis.port=" + server.port());
    }
  }

  private void logFails(Path directory, String... properties) {
    runner
        .withPropertyValues(properties)
        .run(
            context -> {
              StringRedisTemplate redis = context.getBean(StringRedisTemplate.class);
              redis.opsForValue().set("a", "1");
              assertThat(health(context).getStatus()).isEqualTo(Status.UP);
              await().atMost(PATIENCE).until(() -> info(redis, REWRITING).equals("0"));
              fillTheDisk(directory.resolve("appendonlydir"));
              run(redis, connection -> connection.serverCommands().bgReWriteAof());
              awaitRefusal(redis);
              Health health = health(context);
              assertThat(health.getStatus()).isEqualTo(Status.DOWN);
              assertThat(reason(health)).contains("append only file", "MISCONF", "disk full");
              assertThat(redis.opsForValue().get("a")).isNotNull();
            });
  }

  @Test
  void aSnapshotThatCannotBeSavedIsToldInWords(@TempDir Path mine, @TempDir Path others)
      throws IOException {
    Path gone = Files.createDirectory(mine.resolve("gone"));
    snapshotFails(mine, "redstart.settings.save=60 1000", DUMP, "redstart.settings.dir=" + gone);
    gone = Files.createDirectory(others.resolve("gone"));
    try (RealServer server = RealServer.required("--save", "60 1000", "--dir", gone.toString())) {
      snapshotFails(others, "redstart.mode=remote", "spring.data.redis.port=" + server.port());
    }
  }

  private void snapshotFails(Path directory, String... properties) {
    runner
        .withPropertyValues(properties)
        .run(
            context -> {
              StringRedisTemplate redis = context.getBean(StringRedisTemplate.class);
              redis.opsForValue().set("a", "1");
              assertThat(health(context).getStatus()).isEqualTo(Status.UP);
              FileSystemUtils.deleteRecursively(directory.resolve("gone"));
              run(redis, connection -> connection.serverCommands().bgSave());
              awaitRefusal(redis);
              Health health = health(context);
              assertThat(health.getStatus()).isEqualTo(Status.DOWN);
              assertThat(reason(health))
                  .startsWith("The last snapshot could not be written")
                  .contains("MISCONF");
            });
  }

  @Test
  void aServerThatIsGoneIsDown() {
    runner
        .withPropertyValues(
            "redstart.mode=remote", "redstart.remote.check=off", "spring.data.redis.port=1")
        .run(context -> assertThat(health(context).getStatus()).isEqualTo(Status.DOWN));
  }

  @Test
  void eachInstanceIsToldOf() {
    runner
        .withPropertyValues("redstart.instances.one.mode=embedded")
        .run(
            context ->
                assertThat(
                        context
                            .getBean("redisHealthContributor", CompositeHealthContributor.class)
                            .stream()
                            .map(entry -> entry.name()))
                    .containsExactlyInAnyOrder(
                        "redisConnectionFactory", "oneRedisConnectionFactory"));
  }

  @Test
  void backsOff() {
    runner
        .withPropertyValues("redstart.health.enabled=false")
        .run(
            context ->
                assertThat(context)
                    .hasSingleBean(ReactiveHealthContributor.class)
                    .doesNotHaveBean(HealthContributor.class));
    runner
        .withPropertyValues("management.health.redis.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean("redisHealthContributor"));
    HealthIndicator own = () -> Health.unknown().build();
    runner
        .withBean("redisHealthIndicator", HealthIndicator.class, () -> own)
        .run(context -> assertThat(context.getBean(HealthContributor.class)).isSameAs(own));
    runner
        .withClassLoader(new FilteredClassLoader(HealthIndicator.class))
        .run(context -> assertThat(context).hasNotFailed());
  }

  /** The next increment is a device on which there never is any room. */
  private static void fillTheDisk(Path directory) throws IOException {
    Files.createSymbolicLink(directory.resolve("appendonly.aof.2.incr.aof"), Path.of("/dev/full"));
  }

  private static void awaitRefusal(StringRedisTemplate redis) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> redis.opsForValue().set("a", "2"))
                    .hasStackTraceContaining("MISCONF"));
  }

  private static void run(StringRedisTemplate redis, Consumer<RedisConnection> work) {
    redis.execute(
        (RedisCallback<Object>)
            connection -> {
              work.accept(connection);
              return null;
            });
  }

  private static String info(StringRedisTemplate redis, String field) {
    return String.valueOf(
        redis.execute(
            (RedisCallback<Object>)
                connection -> connection.serverCommands().info("persistence").get(field)));
  }

  private static void set(StringRedisTemplate redis, String directive, String value) {
    run(redis, connection -> connection.serverCommands().setConfig(directive, value));
  }

  private static Health health(ApplicationContext context) {
    return context.getBean("redisHealthContributor", HealthIndicator.class).health();
  }

  private static String reason(Health health) {
    return String.valueOf(health.getDetails().get("reason"));
  }
}
