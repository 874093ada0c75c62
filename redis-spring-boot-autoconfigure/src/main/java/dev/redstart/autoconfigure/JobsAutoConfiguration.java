package dev.redstart.autoconfigure;

import dev.redstart.jobs.JobQueues;
import dev.redstart.jobs.listener.JobListenerAnnotationBeanPostProcessor;
import dev.redstart.jobs.listener.JobListenerContainerFactory;
import dev.redstart.jobs.listener.JobListenerRegistry;
import dev.redstart.jobs.listener.JobWorkerCustomizer;
import dev.redstart.jobs.worker.BackoffStrategy;
import dev.redstart.jobs.worker.WorkerListener;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
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

  @Bean
  @ConditionalOnMissingBean
  JobListenerContainerFactoryConfigurer jobListenerContainerFactoryConfigurer(
      JobsProperties properties,
      Environment environment,
      Map<String, BackoffStrategy> strategies,
      ObjectProvider<WorkerListener> listeners,
      ObjectProvider<JobWorkerCustomizer> customizers) {
    return new JobListenerContainerFactoryConfigurer(
        properties.listener(),
        Threading.VIRTUAL.isActive(environment),
        strategies,
        listeners.orderedStream().toList(),
        customizers.orderedStream().toList());
  }

  @Bean
  @ConditionalOnMissingBean(name = "jobListenerContainerFactory")
  JobListenerContainerFactory jobListenerContainerFactory(
      JobQueues queues, JobListenerContainerFactoryConfigurer configurer) {
    JobListenerContainerFactory factory = new JobListenerContainerFactory(queues);
    configurer.configure(factory);
    return factory;
  }

  @Bean
  @ConditionalOnMissingBean
  JobListenerRegistry jobListenerRegistry(JobsProperties properties) {
    return new JobListenerRegistry(properties.listener().shutdownTimeout());
  }

  @Bean
  @ConditionalOnMissingBean
  static JobListenerAnnotationBeanPostProcessor jobListenerAnnotationBeanPostProcessor() {
    return new JobListenerAnnotationBeanPostProcessor();
  }
}
