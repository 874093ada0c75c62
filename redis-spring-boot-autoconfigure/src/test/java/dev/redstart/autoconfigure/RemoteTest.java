package dev.redstart.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.testing.Door;
import dev.redstart.engine.testing.RealCluster;
import dev.redstart.engine.testing.RealServer;
import dev.redstart.jobs.listener.JobListener;
import dev.redstart.remote.RemoteCheck;
import dev.redstart.remote.TargetLacksException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.session.data.redis.RedisIndexedSessionRepository;

/**
 * What the application says about a server of its own, and does where the server lacks something.
 */
@ExtendWith(OutputCaptureExtension.class)
class RemoteTest {

  private static final String INDEXED = "spring.session.data.redis.repository-type=indexed";

  private final WebApplicationContextRunner runner =
      new WebApplicationContextRunner()
          .withConfiguration(RedstartConfigurations.ALL)
          .withPropertyValues("redstart.mode=remote");

  @Test
  void theExampleOfTheManualRuns() {
    try (RealServer server = RealServer.required()) {
      String properties = Page.of("remote.md").block("properties", "redstart.mode=remote");
      new WebApplicationContextRunner()
          .withConfiguration(RedstartConfigurations.ALL)
          .withPropertyValues(properties.replace("6379", "" + server.port()).split("\n"))
          .run(
              context -> {
                assertThat(context).hasSingleBean(LettuceConnectionFactory.class);
                context.getBean(StringRedisTemplate.class).opsForValue().set("where", "there");
                assertThat(run(server, "GET where")).contains("there");
              });
    }
  }

  @Test
  void theExampleOfAClusterRuns() {
    try (RealCluster cluster = RealCluster.required()) {
      String properties = Page.of("remote.md").block("properties", "cluster.nodes");
      new WebApplicationContextRunner()
          .withConfiguration(RedstartConfigurations.ALL)
          .withPropertyValues(
              properties.replaceAll("nodes=.*", "nodes=" + cluster.addresses()).split("\n"))
          .run(
              context -> {
                assertThat(context.getBean(LettuceConnectionFactory.class).isClusterAware())
                    .isTrue();
                StringRedisTemplate redis = context.getBean(StringRedisTemplate.class);
                redis.opsForValue().set("where", "there");
                assertThat(redis.opsForValue().get("where")).isEqualTo("there");
              });
    }
  }

  @Test
  void theExampleOfWhatTheServerMustHaveIsLookedAt() {
    String[] properties = Page.of("remote.md").block("properties", "remote.check").split("\n");
    try (RealServer server = RealServer.required("--rename-command", "FCALL", "")) {
      at(server)
          .withPropertyValues(properties)
          .run(
              context ->
                  assertThat(context)
                      .getFailure()
                      .isInstanceOf(TargetLacksException.class)
                      .hasMessageContaining("fcall"));
    }
  }

  @Test
  void saysNothingOfAServerThatHasItAll(CapturedOutput output) {
    try (RealServer server = RealServer.required()) {
      at(server)
          .withPropertyValues(INDEXED, "redstart.remote.commands=fcall,config|set,get")
          .withBean(RedisScript.class, () -> RedisScript.of("return 1"))
          .run(
              context -> {
                assertThat(context).hasNotFailed();
                assertThat(context.getBean(RemoteCheck.class).lacks()).isEmpty();
                assertThat(output).doesNotContain("WARN");
                assertThat(run(server, "CONFIG GET notify-keyspace-events")).contains("gxE");
              });
    }
  }

  @Test
  void aServerWithoutConfigIsNoReasonNotToStart(CapturedOutput output) {
    try (RealServer server = RealServer.required("--rename-command", "CONFIG", "")) {
      at(server)
          .withPropertyValues(INDEXED)
          .run(
              context -> {
                assertThat(context).hasSingleBean(RedisIndexedSessionRepository.class);
                assertThat(output)
                    .containsOnlyOnce("does not let this application switch on keyspace")
                    .contains("Egx", "ends of sessions are not noticed");
              });
    }
  }

  @Test
  void eventsThatNobodySwitchesOnAreMissed() {
    try (RealServer server = RealServer.required("--notify-keyspace-events", "Kg")) {
      at(server)
          .withPropertyValues(INDEXED, "spring.session.data.redis.configure-action=none")
          .run(
              context ->
                  assertThat(context.getBean(RemoteCheck.class).lacks())
                      .singleElement()
                      .asString()
                      .contains("notify-keyspace-events lacks Ex"));
    }
  }

  @Test
  void sessionsMustNotBeEvicted() {
    try (RealServer server =
        RealServer.required("--maxmemory", "50mb", "--maxmemory-policy", "allkeys-lru")) {
      at(server)
          .run(
              context ->
                  assertThat(context.getBean(RemoteCheck.class).lacks())
                      .singleElement()
                      .asString()
                      .contains("throw away sessions", "allkeys-lru", "noeviction"));
    }
  }

  @Test
  void commandsThatTheServerLacksOrForbids() {
    try (RealServer server = RealServer.required()) {
      run(server, "ACL SETUSER app on >secret ~* &* +@all -eval -hset");
      at(server)
          .withPropertyValues(
              "spring.data.redis.username=app",
              "spring.data.redis.password=secret",
              "redstart.remote.commands=hget,hset,no-such-command")
          .withBean(RedisScript.class, () -> RedisScript.of("return 1"))
          .run(
              context -> {
                List<String> lacks = context.getBean(RemoteCheck.class).lacks();
                assertThat(lacks).hasSize(3);
                assertThat(lacks.get(0)).contains("hset", "forbids");
                assertThat(lacks.get(1)).contains("no-such-command", "does not have");
                assertThat(lacks.get(2)).contains("eval", "forbids");
              });
    }
  }

  @Test
  void whatFeaturesNeedIsKnown() {
    try (RealServer server =
        RealServer.required("--maxmemory", "50mb", "--maxmemory-policy", "allkeys-lru")) {
      run(server, "ACL SETUSER app on >secret ~* &* +@all -eval -bzpopmin -client|tracking");
      WebApplicationContextRunner full =
          new WebApplicationContextRunner()
              .withConfiguration(
                  AutoConfigurations.of(
                      RedstartAutoConfiguration.class,
                      DataRedisAutoConfiguration.class,
                      RedstartCacheAutoConfiguration.class,
                      CacheAutoConfiguration.class,
                      RateLimitAutoConfiguration.class,
                      JobsAutoConfiguration.class,
                      RemoteAutoConfiguration.class))
              .withPropertyValues(
                  "redstart.mode=remote",
                  "spring.data.redis.port=" + server.port(),
                  "spring.data.redis.username=app",
                  "spring.data.redis.password=secret",
                  "redstart.jobs.listener.auto-startup=false");
      full.run(
          context -> assertThat(lacks(context)).singleElement(STRING).contains("A rate limit"));
      full.withUserConfiguration(Busy.class)
          .withPropertyValues("redstart.cache.caches.prices.near=true")
          .run(
              context ->
                  assertThat(lacks(context))
                      .hasSize(6)
                      .anyMatch(lack -> lack.contains("A rate limit needs the command eval"))
                      .anyMatch(lack -> lack.contains("Spring's cache needs the command eval"))
                      .anyMatch(lack -> lack.contains("cache needs the command client|tracking"))
                      .anyMatch(lack -> lack.contains("A job queue needs the command eval"))
                      .anyMatch(lack -> lack.contains("A job queue needs the command bzpopmin"))
                      .anyMatch(lack -> lack.contains("may throw away jobs")));
    }
  }

  private static List<String> lacks(AssertableWebApplicationContext context) {
    return context.getBean(RemoteCheck.class).lacks();
  }

  /** Has caches and jobs. */
  @EnableCaching
  static class Busy {

    @JobListener(queue = "mails")
    void send(String mail) {}
  }

  @Test
  void aReplicaTakesNoWrites() {
    try (RealServer primary = RealServer.required();
        RealServer replica = RealServer.required()) {
      run(replica, "REPLICAOF 127.0.0.1 " + primary.port());
      at(replica)
          .run(
              context ->
                  assertThat(context.getBean(RemoteCheck.class).lacks())
                      .singleElement()
                      .asString()
                      .contains("replica"));
    }
  }

  @Test
  void aStrictCheckIsAReasonNotToStart() {
    try (RealServer server = RealServer.required()) {
      at(server)
          .withPropertyValues(
              "redstart.remote.check=fail", "redstart.remote.commands=no-such-command")
          .run(
              context -> {
                assertThat(context).getFailure().isInstanceOf(TargetLacksException.class);
                FailureAnalysis analysis =
                    new TargetLacksFailureAnalyzer().analyze(context.getStartupFailure());
                assertThat(analysis.getDescription()).contains("no-such-command");
                assertThat(analysis.getAction()).contains("redstart.remote.check=warn");
              });
    }
  }

  @Test
  void aServerThatIsDownIsSaidOnce(CapturedOutput output) {
    runner
        .withPropertyValues("spring.data.redis.port=" + RealServer.freePort())
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              assertThat(output).containsOnlyOnce("can't be looked at");
            });
  }

  @Test
  void aServerThatIsDownStopsWhatCannotDoWithout() {
    int port = RealServer.freePort();
    runner
        .withPropertyValues("spring.data.redis.port=" + port, "redstart.remote.check=fail")
        .run(
            context -> {
              assertThat(context)
                  .getFailure()
                  .hasRootCauseInstanceOf(java.net.ConnectException.class);
              FailureAnalysis analysis =
                  new UnreachableServerFailureAnalyzer(
                          new MockEnvironment()
                              .withProperty("spring.data.redis.port", Integer.toString(port)))
                      .analyze(context.getStartupFailure());
              assertThat(analysis.getDescription()).contains("localhost:" + port, "refused");
              assertThat(analysis.getAction()).contains("redis-cli", "redstart.mode=embedded");
            });
  }

  @Test
  void aWrongPasswordIsSaidToBeOne() {
    try (RealServer server = RealServer.required("--requirepass", "right")) {
      at(server)
          .withPropertyValues("spring.data.redis.password=wrong", "redstart.remote.check=fail")
          .run(
              context -> {
                FailureAnalysis analysis =
                    new UnreachableServerFailureAnalyzer(new MockEnvironment())
                        .analyze(context.getStartupFailure());
                assertThat(analysis).isNotNull();
                assertThat(analysis.getAction()).contains("spring.data.redis.password");
              });
    }
  }

  @Test
  void detailsOfAServerWinOverTheEngine() {
    try (RealServer server = RealServer.required()) {
      runner
          .withPropertyValues("redstart.mode=embedded")
          .withBean(DataRedisConnectionDetails.class, () -> details(server.port()))
          .run(
              context -> {
                assertThat(context).doesNotHaveBean(RedisEngine.class);
                assertThat(context).hasSingleBean(LettuceConnectionFactory.class);
                assertThat(context).hasSingleBean(RemoteCheck.class);
                context.getBean(StringRedisTemplate.class).opsForValue().set("where", "there");
                assertThat(run(server, "GET where")).contains("there");
              });
    }
  }

  @Test
  void theEmbeddedEngineIsNotLookedAt() {
    runner
        .withPropertyValues("redstart.mode=embedded")
        .run(context -> assertThat(context).doesNotHaveBean(RemoteCheck.class));
  }

  @Test
  void everyNodeOfAClusterIsLookedAt() {
    try (RealCluster cluster = RealCluster.required()) {
      try (Door last = cluster.door(2)) {
        last.run("CONFIG SET maxmemory 50mb");
        last.run("CONFIG SET maxmemory-policy volatile-ttl");
        last.run("CONFIG SET notify-keyspace-events KEA");
      }
      runner
          .withPropertyValues(
              "spring.data.redis.cluster.nodes=" + cluster.addresses(),
              INDEXED,
              "redstart.remote.commands=fcall")
          .run(
              context -> {
                assertThat(context.getBean(RemoteCheck.class).lacks())
                    .hasSize(2)
                    .anyMatch(lack -> lack.contains("volatile-ttl"))
                    .anyMatch(lack -> lack.contains("a node of a cluster tells of its own"));
                for (int node = 0; node < cluster.ports().size(); node++) {
                  try (Door door = cluster.door(node)) {
                    assertThat(door.run("CONFIG GET notify-keyspace-events").toString())
                        .contains("AKE");
                  }
                }
              });
    }
  }

  private WebApplicationContextRunner at(RealServer server) {
    return runner.withPropertyValues("spring.data.redis.port=" + server.port());
  }

  private static String run(RealServer server, String line) {
    try (Door door = server.door(2)) {
      return door.run(line).toString();
    }
  }

  private static DataRedisConnectionDetails details(int port) {
    return new DataRedisConnectionDetails() {
      @Override
      public Standalone getStandalone() {
        return Standalone.of("localhost", port);
      }
    };
  }
}
