package dev.redstart.autoconfigure;

import dev.redstart.session.ForgivingMapper;
import dev.redstart.session.Losses;
import dev.redstart.session.SessionEvents;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.session.data.redis.autoconfigure.SessionDataRedisAutoConfiguration;
import org.springframework.boot.session.data.redis.autoconfigure.SessionDataRedisProperties;
import org.springframework.boot.session.data.redis.autoconfigure.SessionDataRedisProperties.ConfigureAction;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ResourceLoader;
import org.springframework.data.redis.serializer.JdkSerializationRedisSerializer;
import org.springframework.data.redis.serializer.RedisSerializer;
import org.springframework.session.config.ReactiveSessionRepositoryCustomizer;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.data.redis.ReactiveRedisIndexedSessionRepository;
import org.springframework.session.data.redis.ReactiveRedisSessionRepository;
import org.springframework.session.data.redis.RedisIndexedSessionRepository;
import org.springframework.session.data.redis.RedisSessionRepository;
import org.springframework.session.data.redis.config.ConfigureReactiveRedisAction;
import org.springframework.session.data.redis.config.ConfigureRedisAction;
import reactor.core.publisher.Mono;

/**
 * Sessions that a new version of the application can't read end quietly, and a server that doesn't
 * let us switch on keyspace notifications is no reason not to start.
 */
@AutoConfiguration(before = SessionDataRedisAutoConfiguration.class)
@ConditionalOnClass({
  SessionDataRedisAutoConfiguration.class,
  RedisIndexedSessionRepository.class,
  SessionRepositoryCustomizer.class
})
@EnableConfigurationProperties({RedstartSessionProperties.class, SessionDataRedisProperties.class})
public final class RedstartSessionAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  ConfigureRedisAction redstartSessionEvents(SessionDataRedisProperties properties) {
    return properties.getConfigureAction() == ConfigureAction.NONE
        ? ConfigureRedisAction.NO_OP
        : SessionEvents.NEEDED::switchOn;
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnClass(Mono.class)
  ConfigureReactiveRedisAction redstartReactiveSessionEvents(
      SessionDataRedisProperties properties) {
    return properties.getConfigureAction() == ConfigureAction.NONE
        ? ConfigureReactiveRedisAction.NO_OP
        : SessionEvents.NEEDED::switchOn;
  }

  /** Reading what can be read. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnBooleanProperty(name = "redstart.session.lenient", matchIfMissing = true)
  static final class Lenient {

    @Bean
    Losses redstartSessionLosses() {
      return new Losses();
    }

    /** Spring Session's own choice, where the application has none, so that it can be wrapped. */
    @Bean(defaultCandidate = false)
    @ConditionalOnMissingBean(name = ForgivingSerializers.BEAN)
    RedisSerializer<Object> springSessionDefaultRedisSerializer(ResourceLoader resources) {
      return new JdkSerializationRedisSerializer(resources.getClassLoader());
    }

    @Bean
    static BeanPostProcessor redstartForgivingSerializers() {
      return new ForgivingSerializers();
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SessionRepositoryCustomizer<RedisSessionRepository> redstartForgivingSessions(Losses losses) {
      return sessions -> sessions.setRedisSessionMapper(new ForgivingMapper(losses).asFunction());
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SessionRepositoryCustomizer<RedisIndexedSessionRepository> redstartForgivingIndexedSessions(
        Losses losses) {
      return sessions -> sessions.setRedisSessionMapper(new ForgivingMapper(losses).asFunction());
    }
  }

  /** The same for reactive applications. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(Mono.class)
  @ConditionalOnBooleanProperty(name = "redstart.session.lenient", matchIfMissing = true)
  static final class LenientReactive {

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    ReactiveSessionRepositoryCustomizer<ReactiveRedisSessionRepository>
        redstartForgivingWebSessions(Losses losses) {
      ForgivingMapper mapper = new ForgivingMapper(losses);
      return sessions ->
          sessions.setRedisSessionMapper(
              (id, stored) -> Mono.justOrEmpty(mapper.session(id, stored)));
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    ReactiveSessionRepositoryCustomizer<ReactiveRedisIndexedSessionRepository>
        redstartForgivingIndexedWebSessions(Losses losses) {
      ForgivingMapper mapper = new ForgivingMapper(losses);
      return sessions ->
          sessions.setRedisSessionMapper(
              (id, stored) -> Mono.justOrEmpty(mapper.session(id, stored)));
    }
  }

  /** Counting what could not be read. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(MeterBinder.class)
  @ConditionalOnBooleanProperty(name = "redstart.session.lenient", matchIfMissing = true)
  static final class Metrics {

    private static final String NAME = "redstart.session.undecodable";

    @Bean
    MeterBinder redstartSessionMeters(Losses losses) {
      return registry -> {
        FunctionCounter.builder(NAME, losses, Losses::attributes)
            .tag("what", "attribute")
            .description("Attributes of sessions that could not be read and were taken for missing")
            .register(registry);
        FunctionCounter.builder(NAME, losses, Losses::sessions)
            .tag("what", "session")
            .description("Sessions that could not be read and were taken for ended")
            .register(registry);
      };
    }
  }
}
