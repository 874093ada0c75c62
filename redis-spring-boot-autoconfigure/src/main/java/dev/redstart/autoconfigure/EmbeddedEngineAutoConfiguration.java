package dev.redstart.autoconfigure;

import dev.redstart.data.EngineConnectionFactory;
import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.spi.Feature;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Scope;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.RedisOperations;

/**
 * An engine in this process and connections to it, unless the application has a connection factory
 * of its own or something says where a server is (Testcontainers, Docker Compose).
 */
@AutoConfiguration(
    after = RedstartAutoConfiguration.class,
    before = DataRedisAutoConfiguration.class)
@ConditionalOnClass({RedisOperations.class, RedisEngine.class})
@ConditionalOnProperty(name = "redstart.mode", havingValue = "embedded", matchIfMissing = true)
@ConditionalOnMissingBean({RedisConnectionFactory.class, DataRedisConnectionDetails.class})
public final class EmbeddedEngineAutoConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedEngineAutoConfiguration.class);

  /** An engine to be set up further. Beans that are features become part of it, in their order. */
  @Bean
  @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
  @ConditionalOnMissingBean
  RedisEngine.Builder redisEngineBuilder(
      RedstartProperties properties,
      PersistenceProperties persistence,
      EngineInputs inputs,
      ObjectProvider<Feature> features) {
    Map<String, String> directives = inputs.directives(given(properties, persistence));
    RedisEngine.Builder builder = inputs.builder(directives);
    features.orderedStream().forEach(builder::with);
    LOG.info(MemoryProperties.describe(directives));
    return builder;
  }

  /** The engine. Where there is nothing that could be wrong, it takes its time until it is used. */
  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  RedisEngine redisEngine(
      RedisEngine.Builder builder,
      RedstartProperties properties,
      MemoryProperties memory,
      PersistenceProperties persistence,
      ObjectProvider<Feature> features) {
    boolean plain =
        given(properties, persistence).isEmpty()
            && memory.protectedDatabases().isEmpty()
            && features.stream().findAny().isEmpty();
    return plain ? builder.buildLater() : builder.build();
  }

  private static Map<String, String> given(
      RedstartProperties properties, PersistenceProperties persistence) {
    return new Persistence("redstart", persistence).addTo(properties.directives());
  }

  /** The type says both interfaces: imperative and reactive auto-configurations ask for theirs. */
  @Bean
  EngineConnectionFactory redisConnectionFactory(
      RedisEngine engine, RedstartProperties properties, Environment environment) {
    ContradictingPropertiesException.check(environment);
    return new EngineConnectionFactory(engine, properties.database());
  }

  @Bean
  EngineStart redstartEngineStart(RedisEngine engine) {
    return new EngineStart(engine);
  }

  @Bean
  static BeanFactoryPostProcessor redstartLazyBeans() {
    return new LazyBeans();
  }
}
