package dev.redstart.jobs.listener;

import dev.redstart.jobs.Job;
import dev.redstart.jobs.worker.JobHandler;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Observes each run of a handler, as a part of the trace that the job was added in. */
final class ObservedHandler implements JobHandler {

  private final JobHandler handler;
  private final ObservationRegistry observations;

  ObservedHandler(JobHandler handler, ObservationRegistry observations) {
    this.handler = handler;
    this.observations = observations;
  }

  @Override
  public @Nullable Object handle(Job job) throws Exception {
    Map<String, String> trace = job.trace();
    ReceiverContext<Map<String, String>> context =
        new ReceiverContext<>((carrier, name) -> trace.get(name), Kind.CONSUMER);
    context.setCarrier(trace);
    Observation observation =
        Observation.createNotStarted("redstart.job", () -> context, observations)
            .contextualName(job.queue().name() + " " + job.name())
            .lowCardinalityKeyValue("queue", job.queue().name())
            .lowCardinalityKeyValue("job", job.name())
            .highCardinalityKeyValue("id", job.id())
            .start();
    Observation.Scope scope = observation.openScope();
    try {
      return handler.handle(job);
    } catch (Throwable e) {
      observation.error(e);
      throw e;
    } finally {
      scope.close();
      observation.stop();
    }
  }
}
