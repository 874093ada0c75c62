package dev.redstart.autoconfigure;

import dev.redstart.engine.RedisEngine;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.core.RedisOperations;

/**
 * Further Redis instances, each with an engine or a server, a connection factory and templates of
 * its own. They are got by qualifier only: whatever asks for a connection factory by its type still
 * gets the one that it would get without them.
 */
@AutoConfiguration(
    after = RedstartAutoConfiguration.class,
    before = DataRedisAutoConfiguration.class)
@ConditionalOnClass({RedisOperations.class, RedisEngine.class})
@EnableConfigurationProperties(InstancesProperties.class)
@Import(InstanceBeans.class)
public final class InstancesAutoConfiguration {

  @Bean(InstanceBeans.MAKER)
  Instances redstartInstances(
      InstancesProperties properties,
      EngineInputs inputs,
      Environment environment,
      ObjectProvider<SslBundles> bundles,
      ObjectProvider<ClientResourcesBuilderCustomizer> customizers) {
    return new Instances(properties, inputs, environment, bundles, customizers);
  }
}
