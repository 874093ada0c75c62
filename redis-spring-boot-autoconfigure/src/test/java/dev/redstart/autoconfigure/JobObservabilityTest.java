package dev.redstart.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.jobs.Job;
import dev.redstart.jobs.JobQueue;
import dev.redstart.jobs.JobQueues;
import dev.redstart.jobs.event.JobEvent;
import dev.redstart.jobs.listener.JobListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.observation.transport.SenderContext;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.EventListener;

/** Events of queues, meters and traces. */
@Timeout(60)
class JobObservabilityTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  RedstartAutoConfiguration.class,
                  EmbeddedEngineAutoConfiguration.class,
                  DataRedisAutoConfiguration.class,
                  JobsAutoConfiguration.class))
          .withBean(Mails.class)
          .withPropertyValues("redstart.jobs.events.queues=mail");

  @Test
  void eventsOfQueuesAreEventsOfTheApplication() {
    runner.run(
        context -> {
          Mails mails = context.getBean(Mails.class);
          queue(context.getBean(JobQueues.class)).add("welcome", 7);
          assertThat(mails.next())
              .satisfies(event -> assertThat(event.kind()).isEqualTo("added"))
              .satisfies(event -> assertThat(event.fields()).containsEntry("name", "welcome"));
          assertThat(mails.next().kind()).isEqualTo("waiting");
          assertThat(mails.next().kind()).isEqualTo("active");
          assertThat(mails.next())
              .satisfies(event -> assertThat(event.kind()).isEqualTo("completed"))
              .satisfies(event -> assertThat(event.jobId()).isEqualTo("1"))
              .satisfies(event -> assertThat(event.fields()).containsEntry("returnvalue", "8"))
              .satisfies(event -> assertThat(event.time().toEpochMilli()).isPositive());
          assertThat(mails.next().kind()).isEqualTo("drained");
        });
  }

  @Test
  void whatWorkersDoIsMetered() {
    runner
        .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
        .run(
            context -> {
              MeterRegistry registry = context.getBean(MeterRegistry.class);
              context.getBeansOfType(MeterBinder.class).values().forEach(it -> it.bindTo(registry));
              queue(context.getBean(JobQueues.class)).add("welcome", 7);
              Timer latency = null;
              Timer duration = null;
              while (latency == null || duration == null) {
                latency = registry.find("redstart.jobs.latency").tag("queue", "mail").timer();
                duration =
                    registry.find("redstart.jobs.duration").tags("outcome", "completed").timer();
              }
              assertThat(latency.getId().getTag("job")).isEqualTo("welcome");
              assertThat(registry.get("redstart.jobs").tags("state", "completed").gauge().value())
                  .isEqualTo(1);
            });
  }

  @Test
  void tracesAreCarriedByJobs() {
    ObservationRegistry observations = ObservationRegistry.create();
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    observations.observationConfig().observationHandler(new Tracer(seen));
    runner
        .withBean(ObservationRegistry.class, () -> observations)
        .run(
            context -> {
              Job job = queue(context.getBean(JobQueues.class)).add("welcome", 7);
              assertThat(job.options().get("tm")).isEqualTo("{\"traceparent\":\"00-7\"}");
              assertThat(seen.poll(20, TimeUnit.SECONDS)).isEqualTo("redstart.job 00-7");
            });
  }

  private static JobQueue queue(JobQueues queues) {
    return queues.queue("mail");
  }

  /** What a bridge to a tracer does. */
  private record Tracer(BlockingQueue<String> seen)
      implements ObservationHandler<Observation.Context> {

    @Override
    @SuppressWarnings("unchecked")
    public void onStart(Observation.Context context) {
      if (context instanceof SenderContext<?> sender) {
        SenderContext<Object> it = (SenderContext<Object>) sender;
        it.getSetter().set(it.getCarrier(), "traceparent", "00-7");
      }
      if (context instanceof ReceiverContext<?> receiver) {
        ReceiverContext<Object> it = (ReceiverContext<Object>) receiver;
        seen.add(context.getName() + " " + it.getGetter().get(it.getCarrier(), "traceparent"));
      }
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
      return true;
    }
  }

  static class Mails {

    private final BlockingQueue<JobEvent> events = new LinkedBlockingQueue<>();

    JobEvent next() throws InterruptedException {
      return events.poll(20, TimeUnit.SECONDS);
    }

    @JobListener(queue = "mail")
    int run(int number) {
      return number + 1;
    }

    @EventListener
    void hear(JobEvent event) {
      events.add(event);
    }
  }
}
