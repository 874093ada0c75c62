package dev.redstart.autoconfigure;

import dev.redstart.data.EngineConnectionFactory;
import dev.redstart.remote.Needs;
import dev.redstart.remote.RemoteCheck;
import dev.redstart.remote.Requirement;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.script.RedisScript;

/** Looks at the start whether a server that is used instead of the engine has what is needed. */
@AutoConfiguration(
    after = {
      EmbeddedEngineAutoConfiguration.class,
      DataRedisAutoConfiguration.class,
      JobsAutoConfiguration.class
    },
    afterName = {
      "org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration",
      "org.springframework.boot.session.data.redis.autoconfigure.SessionDataRedisAutoConfiguration"
    })
@ConditionalOnSingleCandidate(RedisConnectionFactory.class)
@ConditionalOnMissingBean(EngineConnectionFactory.class)
@EnableConfigurationProperties(RemoteProperties.class)
public final class RemoteAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  RemoteCheck redstartRemoteCheck(
      RedisConnectionFactory factory,
      RemoteProperties properties,
      ObjectProvider<Requirement> requirements) {
    return new RemoteCheck(factory, requirements.orderedStream().toList(), properties.check());
  }

  @Bean
  Requirement redstartNeedOfWrites() {
    return Needs.writes();
  }

  @Bean
  Requirement redstartNeedOfCommands(RemoteProperties properties) {
    return Needs.commands("This application", properties.commands());
  }

  @Bean
  @ConditionalOnBean(RedisScript.class)
  Requirement redstartNeedOfScripts() {
    return Needs.commands("RedisTemplate.execute(RedisScript, ...)", List.of("evalsha", "eval"));
  }
}
