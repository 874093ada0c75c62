package dev.redstart.autoconfigure;

import dev.redstart.actuate.JobMeters;
import dev.redstart.actuate.QueueMeters;
import dev.redstart.jobs.JobQueues;
import dev.redstart.jobs.listener.JobListenerAnnotationBeanPostProcessor;
import dev.redstart.jobs.listener.JobListenerContainerFactory;
import dev.redstart.jobs.listener.JobListenerRegistry;
import dev.redstart.jobs.listener.JobWorkerCustomizer;
import dev.redstart.jobs.worker.BackoffStrategy;
import dev.redstart.jobs.worker.WorkerListener;
import dev.redstart.remote.Needs;
import dev.redstart.remote.Requirement;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.thread.Threading;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import tools.jackson.databind.json.JsonMapper;

/** Job queues, where Jackson is there to write payloads. */
@AutoConfiguration(
    after = DataRedisAutoConfiguration.class,
    afterName = {
      "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure"
          + ".CompositeMeterRegistryAutoConfiguration",
      "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"
    })
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
      ObjectProvider<JsonMapper> mappers,
      ObjectProvider<ObservationRegistry> observations) {
    return JobQueues.builder(factory)
        .prefix(properties.prefix())
        .layout(properties.layout())
        .afterCommit(properties.afterCommit())
        .observations(observations.getIfUnique(() -> ObservationRegistry.NOOP))
        .mapper(mappers.getIfUnique(JsonMapper::shared))
        .build();
  }

  /** Before the application's own, which may say something else. */
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  JobWorkerCustomizer listenersAndStrategies(
      ObjectProvider<WorkerListener> listeners, Map<String, BackoffStrategy> strategies) {
    return (queue, worker) -> {
      listeners.orderedStream().forEach(worker::listener);
      worker.backoffs(strategies);
    };
  }

  @Bean
  @ConditionalOnMissingBean
  JobListenerContainerFactoryConfigurer jobListenerContainerFactoryConfigurer(
      JobsProperties properties,
      Environment environment,
      ObjectProvider<JobWorkerCustomizer> customizers,
      ObjectProvider<ObservationRegistry> observations) {
    return new JobListenerContainerFactoryConfigurer(
        properties.listener().or(Threading.VIRTUAL.isActive(environment)),
        customizers.orderedStream().toList(),
        observations.getIfUnique(() -> ObservationRegistry.NOOP));
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
  @ConditionalOnProperty("redstart.jobs.events.queues")
  @ConditionalOnMissingBean
  JobEventPublisher jobEventPublisher(
      JobQueues queues, JobsProperties properties, ApplicationEventPublisher publisher) {
    return new JobEventPublisher(
        properties.events().queues().stream().map(queues::queue).toList(), publisher);
  }

  /** Looked at where a server is used instead of the engine, and the application has queues. */
  @Bean
  Requirement redstartNeedOfJobs(JobQueues queues) {
    Requirement commands = Needs.commands("A job queue", List.of("evalsha", "eval", "bzpopmin"));
    Requirement noEviction = Needs.noEviction("jobs");
    return target ->
        queues.known().isEmpty()
            ? List.of()
            : Stream.of(commands, noEviction)
                .flatMap(need -> need.lackedBy(target).stream())
                .toList();
  }

  /** Meters, where somebody looks at them. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(MeterRegistry.class)
  @ConditionalOnBean(MeterRegistry.class)
  static final class Meters {

    @Bean
    @ConditionalOnMissingBean
    JobMeters jobMeters(MeterRegistry registry) {
      return new JobMeters(registry);
    }

    @Bean
    @ConditionalOnMissingBean
    QueueMeters queueMeters(JobListenerRegistry containers) {
      return new QueueMeters(containers);
    }
  }

  @Bean
  @ConditionalOnMissingBean
  static JobListenerAnnotationBeanPostProcessor jobListenerAnnotationBeanPostProcessor() {
    return new JobListenerAnnotationBeanPostProcessor();
  }
}
