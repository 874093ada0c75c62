package dev.redstart.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.server.RespServer;
import io.netty.bootstrap.ServerBootstrap;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.core.StringRedisTemplate;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

class EngineServerAutoConfigurationTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  RedstartAutoConfiguration.class,
                  EmbeddedEngineAutoConfiguration.class,
                  EngineServerAutoConfiguration.class,
                  DataRedisAutoConfiguration.class));

  @Test
  void opensNoPortUnlessAsked() {
    runner.run(context -> assertThat(context).doesNotHaveBean(RespServer.class));
    runner
        .withPropertyValues("redstart.server.port=0", "redstart.server.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean(RespServer.class));
  }

  @Test
  void othersSeeTheSameKeysThroughThePort() {
    runner
        .withPropertyValues("redstart.server.port=0")
        .run(
            context -> {
              context.getBean(StringRedisTemplate.class).opsForValue().set("key", "value");
              try (Jedis jedis = new Jedis("127.0.0.1", port(context.getEnvironment()))) {
                assertThat(jedis.get("key")).isEqualTo("value");
              }
            });
  }

  @Test
  void thePasswordIsForThePortOnly() {
    runner
        .withPropertyValues("redstart.server.port=0", "redstart.server.password=secret")
        .run(
            context -> {
              context.getBean(StringRedisTemplate.class).opsForValue().set("key", "value");
              var config = DefaultJedisClientConfig.builder().password("secret").build();
              var address = new HostAndPort("127.0.0.1", port(context.getEnvironment()));
              try (Jedis jedis = new Jedis(address, config)) {
                assertThat(jedis.get("key")).isEqualTo("value");
              }
            });
  }

  @Test
  void opensNothingWithoutNetty() {
    runner
        .withPropertyValues("redstart.server.port=0")
        .withClassLoader(new FilteredClassLoader(ServerBootstrap.class))
        .run(context -> assertThat(context).doesNotHaveBean("redisServer"));
  }

  @Test
  void backsOffFromTheApplicationsOwnServer() {
    RespServer own = new RespServer("127.0.0.1", 0);
    runner
        .withBean("own", RespServer.class, () -> own)
        .withPropertyValues("redstart.server.port=0")
        .run(
            context -> {
              assertThat(context).getBean(RespServer.class).isSameAs(own);
              assertThat(port(context.getEnvironment())).isEqualTo(own.port()).isPositive();
            });
  }

  @Test
  void aPortInUseIsExplained() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      runner
          .withPropertyValues("redstart.server.port=" + taken.getLocalPort())
          .run(
              context -> {
                FailureAnalysis analysis =
                    new PortInUseFailureAnalyzer().analyze(context.getStartupFailure());
                assertThat(analysis).isNotNull();
                assertThat(analysis.getDescription()).contains("" + taken.getLocalPort());
                assertThat(analysis.getAction()).contains("redstart.server.port");
              });
    }
  }

  private static int port(Environment environment) {
    return environment.getRequiredProperty("local.redstart.port", Integer.class);
  }
}
