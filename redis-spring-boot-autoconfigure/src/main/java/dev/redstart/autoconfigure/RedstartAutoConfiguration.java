package dev.redstart.autoconfigure;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.time.Clock;
import dev.redstart.engine.time.Randomness;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.data.redis.core.RedisOperations;

/**
 * Binds the properties, in every mode, so that a mode that does not exist is noticed in every mode,
 * and finds what all engines of the application are made with.
 */
@AutoConfiguration
@ConditionalOnClass({RedisOperations.class, RedisEngine.class})
@EnableConfigurationProperties({
  RedstartProperties.class,
  MemoryProperties.class,
  PersistenceProperties.class
})
@ImportRuntimeHints(RedstartRuntimeHints.class)
public final class RedstartAutoConfiguration {

  @Bean
  EngineInputs redstartEngineInputs(
      MemoryProperties memory, ObjectProvider<Clock> clock, ObjectProvider<Randomness> chance) {
    return new EngineInputs(memory, clock, chance);
  }
}
