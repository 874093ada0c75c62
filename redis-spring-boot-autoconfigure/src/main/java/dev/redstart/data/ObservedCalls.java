package dev.redstart.data;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.reply.Reply;
import io.micrometer.observation.Observation;
import java.util.function.Supplier;

/** Calls of which each is observed. */
final class ObservedCalls implements Calls {

  private final Calls calls;
  private final CommandObservations observations;

  ObservedCalls(Calls calls, CommandObservations observations) {
    this.calls = calls;
    this.observations = observations;
  }

  @Override
  public Reply run(Verb verb, Bytes[] args) {
    return observed(args, () -> calls.run(verb, args));
  }

  @Override
  public Reply run(Bytes[] args) {
    return observed(args, () -> calls.run(args));
  }

  private Reply observed(Bytes[] args, Supplier<Reply> call) {
    Observation observation = observations.begin(args[0]);
    try {
      Reply reply = call.get();
      observations.end(observation, reply, null);
      return reply;
    } catch (RuntimeException e) {
      observations.end(observation, null, e);
      throw e;
    }
  }
}
