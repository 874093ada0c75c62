package dev.redstart.autoconfigure;

import dev.redstart.data.EngineConnectionFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.session.config.ReactiveSessionRepositoryCustomizer;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.data.redis.ReactiveRedisIndexedSessionRepository;
import org.springframework.session.data.redis.RedisIndexedSessionRepository;

/**
 * Tells Spring Session which database its sessions are in. It knows how to ask Lettuce and Jedis
 * only, and would listen for the ends of sessions in database 0.
 */
@AutoConfiguration(after = EmbeddedEngineAutoConfiguration.class)
@ConditionalOnClass({RedisIndexedSessionRepository.class, SessionRepositoryCustomizer.class})
@ConditionalOnBean(EngineConnectionFactory.class)
public final class EngineSessionAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean(name = "redstartSessionDatabase")
  SessionRepositoryCustomizer<RedisIndexedSessionRepository> redstartSessionDatabase(
      EngineConnectionFactory factory) {
    return sessions -> sessions.setDatabase(factory.getDatabase());
  }

  @Bean
  @ConditionalOnMissingBean(name = "redstartWebSessionDatabase")
  ReactiveSessionRepositoryCustomizer<ReactiveRedisIndexedSessionRepository>
      redstartWebSessionDatabase(EngineConnectionFactory factory) {
    return sessions -> sessions.setDatabase(factory.getDatabase());
  }
}
