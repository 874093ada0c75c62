package dev.redstart.autoconfigure;

import dev.redstart.remote.Needs;
import dev.redstart.remote.RemoteCheck;
import dev.redstart.remote.Requirement;
import dev.redstart.session.SessionEvents;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.session.data.redis.autoconfigure.SessionDataRedisAutoConfiguration;
import org.springframework.boot.session.data.redis.autoconfigure.SessionDataRedisProperties;
import org.springframework.boot.session.data.redis.autoconfigure.SessionDataRedisProperties.ConfigureAction;
import org.springframework.context.annotation.Bean;
import org.springframework.session.ReactiveSessionRepository;
import org.springframework.session.SessionRepository;
import org.springframework.session.data.redis.ReactiveRedisIndexedSessionRepository;
import org.springframework.session.data.redis.RedisIndexedSessionRepository;

/** What sessions need of a Redis server. */
@AutoConfiguration(
    before = RemoteAutoConfiguration.class,
    after = {RedstartSessionAutoConfiguration.class, SessionDataRedisAutoConfiguration.class})
@ConditionalOnClass({
  SessionDataRedisAutoConfiguration.class,
  RedisIndexedSessionRepository.class,
  RemoteCheck.class
})
public final class SessionNeedsAutoConfiguration {

  @Bean
  @ConditionalOnBean(SessionRepository.class)
  Requirement redstartNeedOfSessions() {
    return Needs.noEviction("sessions");
  }

  @Bean
  @ConditionalOnBean(ReactiveSessionRepository.class)
  Requirement redstartNeedOfWebSessions() {
    return Needs.noEviction("sessions");
  }

  @Bean
  @ConditionalOnBean(RedisIndexedSessionRepository.class)
  Requirement redstartNeedOfIndexedSessions(SessionDataRedisProperties properties) {
    return indexed(properties);
  }

  @Bean
  @ConditionalOnBean(ReactiveRedisIndexedSessionRepository.class)
  Requirement redstartNeedOfIndexedWebSessions(SessionDataRedisProperties properties) {
    return indexed(properties);
  }

  /** Where events are switched on by us, whoever can't has warned already. */
  private static Requirement indexed(SessionDataRedisProperties properties) {
    Requirement events =
        properties.getConfigureAction() == ConfigureAction.NONE
            ? Needs.events(SessionEvents.NEEDED)
            : target -> List.of();
    return target ->
        target.isCluster() ? List.of(SessionEvents.OF_ONE_NODE) : events.lackedBy(target);
  }
}
