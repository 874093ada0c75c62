package dev.redstart.autoconfigure;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.server.RespServer;
import io.netty.bootstrap.ServerBootstrap;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.ConfigurableEnvironment;

/** A port of the embedded engine, where one is wanted. */
@AutoConfiguration(after = EmbeddedEngineAutoConfiguration.class)
@ConditionalOnClass({RedisEngine.class, ServerBootstrap.class})
@ConditionalOnBean(RedisEngine.class)
@Conditional(OnServerPortCondition.class)
public final class EngineServerAutoConfiguration {

  /** The port; the engine, of which it becomes part, opens and closes it. */
  @Bean(destroyMethod = "")
  @ConditionalOnMissingBean
  RespServer redisServer(RedstartProperties properties) {
    RedstartProperties.Server server = properties.server();
    return new RespServer(server.bind(), server.portToOpen());
  }

  /** Tells the rest of the application which port is open. */
  @Bean
  LocalPort redisLocalPort(
      RedisEngine engine, RespServer server, ConfigurableEnvironment environment) {
    return new LocalPort(server, environment);
  }
}
