package dev.redstart.autoconfigure;

import dev.redstart.jobs.JobQueues;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import tools.jackson.databind.json.JsonMapper;

/** Job queues, where Jackson is there to write payloads. */
@AutoConfiguration(
    after = DataRedisAutoConfiguration.class,
    afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
@ConditionalOnClass({RedisConnectionFactory.class, JsonMapper.class})
@ConditionalOnSingleCandidate(RedisConnectionFactory.class)
@ConditionalOnBooleanProperty(name = "redstart.jobs.enabled", matchIfMissing = true)
@EnableConfigurationProperties(JobsProperties.class)
public final class JobsAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  JobQueues jobQueues(
      RedisConnectionFactory factory,
      JobsProperties properties,
      ObjectProvider<JsonMapper> mappers) {
    return JobQueues.builder(factory)
        .prefix(properties.prefix())
        .layout(properties.layout())
        .afterCommit(properties.afterCommit())
        .mapper(mappers.getIfUnique(JsonMapper::shared))
        .build();
  }
}
