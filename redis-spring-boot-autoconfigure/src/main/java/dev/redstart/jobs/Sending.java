package dev.redstart.jobs;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Observes that jobs are added, and gives them what their workers need to go on with the trace. */
final class Sending {

  private final ObservationRegistry observations;

  Sending(ObservationRegistry observations) {
    this.observations = observations;
  }

  <T> T observe(String queue, Function<Map<String, String>, T> add) {
    if (observations.isNoop()) {
      return add.apply(Map.of());
    }
    Map<String, String> trace = new LinkedHashMap<>();
    SenderContext<Map<String, String>> context =
        new SenderContext<>((carrier, name, value) -> trace.put(name, value), Kind.PRODUCER);
    context.setCarrier(trace);
    return Objects.requireNonNull(
        Observation.createNotStarted("redstart.job.add", () -> context, observations)
            .contextualName(queue + " add")
            .lowCardinalityKeyValue("queue", queue)
            .observe(() -> add.apply(trace)));
  }
}
