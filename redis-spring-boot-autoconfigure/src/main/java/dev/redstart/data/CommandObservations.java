package dev.redstart.data;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.CommandTable;
import dev.redstart.engine.reply.RedisException;
import dev.redstart.engine.reply.Reply;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Observes calls to an engine under the very names that Lettuce gives its own calls, so that spans,
 * and the timers made of them, stay what they are when the data move to a server. Any thread.
 */
final class CommandObservations {

  /** What Lettuce calls its observations. */
  private static final String NAME = "lettuce";

  private static final String ERROR = "lettuce.command.error";

  /** As Lettuce has them; there is no address, but a meter has to have all of its tags. */
  private static final KeyValues IN_PROCESS =
      KeyValues.of(
          "db.system",
          "redis",
          "net.transport",
          "inproc",
          "net.sock.peer.addr",
          "embedded",
          "net.sock.peer.port",
          "0");

  private final ObservationRegistry registry;
  private final CommandTable commands;

  /**
   * Observations of calls.
   *
   * @param commands what may be called; all other names are observed as one
   */
  CommandObservations(ObservationRegistry registry, CommandTable commands) {
    this.registry = registry;
    this.commands = commands;
  }

  /** Begins the observation of a call; {@link #end} is to follow. */
  Observation begin(Bytes name) {
    if (registry.isNoop()) {
      return Observation.NOOP;
    }
    Observation observation = Observation.createNotStarted(NAME, Context::new, registry);
    if (!observation.isNoop()) {
      String operation =
          commands.find(name) == null ? "UNKNOWN" : name.toString().toUpperCase(Locale.ROOT);
      observation
          .contextualName(operation.toLowerCase(Locale.ROOT))
          .lowCardinalityKeyValues(IN_PROCESS)
          .lowCardinalityKeyValue("db.operation", operation);
    }
    return observation.start();
  }

  /** Ends the observation of a call that has been replied to, or has failed altogether. */
  void end(Observation observation, @Nullable Reply reply, @Nullable Throwable failure) {
    if (reply instanceof Reply.Failure error) {
      observation.highCardinalityKeyValue(ERROR, error.message());
      observation.error(new RedisException(error.message()));
    } else if (failure != null) {
      observation.error(failure);
    }
    observation.stop();
  }

  /** A call that leaves the application, as far as a trace is concerned. */
  private static final class Context extends SenderContext<Object> {

    Context() {
      super((carrier, key, value) -> {}, Kind.CLIENT);
      setRemoteServiceName("Redis");
    }
  }
}
