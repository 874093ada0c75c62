package dev.redstart.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.redstart.jobs.Job;
import dev.redstart.jobs.JobQueue;
import dev.redstart.jobs.JobQueues;
import dev.redstart.jobs.JobState;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

class JobsAutoConfigurationTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  RedstartAutoConfiguration.class,
                  EmbeddedEngineAutoConfiguration.class,
                  DataRedisAutoConfiguration.class,
                  JobsAutoConfiguration.class));

  @Test
  void backsOff() {
    runner
        .withClassLoader(new FilteredClassLoader(JsonMapper.class))
        .run(context -> assertThat(context).doesNotHaveBean("jobQueues"));
    runner
        .withPropertyValues("redstart.jobs.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean(JobQueues.class));
    runner
        .withBean(
            "mine",
            JobQueues.class,
            () ->
                JobQueues.builder(
                        new dev.redstart.data.EngineConnectionFactory(
                            dev.redstart.engine.RedisEngine.builder().build()))
                    .build())
        .run(context -> assertThat(context).hasSingleBean(JobQueues.class).hasBean("mine"));
  }

  @Test
  void propertiesAreHeeded() {
    runner
        .withPropertyValues("redstart.jobs.prefix=own", "redstart.jobs.layout=v6")
        .run(
            context -> {
              JobQueue queue = context.getBean(JobQueues.class).queue("mail");
              queue.pause();
              queue.add("a");
              StringRedisTemplate template = context.getBean(StringRedisTemplate.class);
              assertThat(template.opsForList().range("own:mail:wait", 0, -1)).containsExactly("1");
              assertThat(template.opsForHash().get("own:mail:meta", "version"))
                  .isEqualTo("bullmq:6.7.0");
            });
  }

  @Test
  void jobsWaitForTheCommit() {
    runner.run(
        context -> {
          JobQueue queue = context.getBean(JobQueues.class).queue("mail");
          TransactionTemplate transaction = new TransactionTemplate(new NoTransactions());
          Job job =
              transaction.execute(
                  status -> {
                    Job added = queue.add("a", 7);
                    assertThat(queue.count(JobState.WAITING)).isZero();
                    return added;
                  });
          assertThat(job.state()).contains(JobState.WAITING);
          assertThat(job.refreshed().orElseThrow().payload()).isEqualTo("7");
          assertThatIllegalStateException()
              .isThrownBy(
                  () ->
                      transaction.executeWithoutResult(
                          status -> {
                            queue.add("b");
                            throw new IllegalStateException("no");
                          }));
          assertThat(queue.count(JobState.WAITING)).isEqualTo(1);
          assertThat(queue.add("c").id()).isNotEqualTo(job.id());
        });
  }

  @Test
  void jobsMayAlsoBeAddedAtOnce() {
    runner
        .withPropertyValues("redstart.jobs.after-commit=false")
        .run(
            context -> {
              JobQueue queue = context.getBean(JobQueues.class).queue("mail");
              new TransactionTemplate(new NoTransactions())
                  .executeWithoutResult(
                      status -> {
                        queue.add("a");
                        assertThat(queue.count(JobState.WAITING)).isEqualTo(1);
                      });
            });
  }

  /** Transactions of nothing, with all that Spring does around them. */
  private static final class NoTransactions extends AbstractPlatformTransactionManager {

    private static final long serialVersionUID = 1L;

    @Override
    protected Object doGetTransaction() {
      return new Object();
    }

    @Override
    protected void doBegin(
        Object transaction, org.springframework.transaction.TransactionDefinition definition) {}

    @Override
    protected void doCommit(DefaultTransactionStatus status) {}

    @Override
    protected void doRollback(DefaultTransactionStatus status) {}
  }
}
