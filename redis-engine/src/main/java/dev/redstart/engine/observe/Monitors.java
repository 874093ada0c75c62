package dev.redstart.engine.observe;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.Quoted;
import dev.redstart.engine.command.Attachment;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.Flag;
import dev.redstart.engine.exec.Stopwatch;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.spi.Assembly;
import dev.redstart.engine.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * MONITOR: connections that see each call as it runs. A session in this process gets each line as a
 * push message of two: {@code monitor} and the line.
 */
final class Monitors {

  private static final Attachment<Monitors> WATCHING = new Attachment<>(Monitors.class);
  private static final int MICROS = 1_000_000;

  private final List<Client> watching = new CopyOnWriteArrayList<>();
  private final Clock clock;
  private final Stopwatch stopwatch;
  private volatile @Nullable Call script;

  Monitors(Assembly engine, Stopwatch stopwatch) {
    this.clock = engine.surroundings().clock();
    this.stopwatch = stopwatch;
    engine.onFarewell(this::forget);
    engine.onReset(this::forget);
  }

  void declare(Family family) {
    family
        .control("MONITOR", this::monitor)
        .admin()
        .noscript()
        .anytime()
        .doc("1.0.0", "", "Shows each call that the server runs from now on.");
  }

  /** True for a connection that sees calls. */
  static boolean isWatching(Client client) {
    return client.get(WATCHING) != null;
  }

  private Reply monitor(Call call) {
    if (!call.mayWait()) {
      throw new CommandException("ERR MONITOR isn't allowed for DENY BLOCKING client");
    }
    Client client = call.client();
    if (client.get(WATCHING) == null) {
      client.set(WATCHING, this);
      watching.add(client);
      stopwatch.tellAll(true);
    }
    return Reply.ok();
  }

  private void forget(Client client) {
    if (client.get(WATCHING) != null) {
      client.set(WATCHING, null);
      watching.remove(client);
      stopwatch.tellAll(!watching.isEmpty());
    }
  }

  /**
   * Shows a script, before the calls that it makes. It holds all shards, so there is one at most.
   */
  void begin(Call call) {
    script = call;
    tell(call);
  }

  /** Shows {@code call}, unless it is about the server's own matters. */
  void show(Call call) {
    if (call == script) {
      script = null;
    }
    if (!call.command().has(Flag.ADMIN) && !call.command().has(Flag.SKIP_MONITOR)) {
      tell(call);
    }
  }

  private void tell(Call call) {
    if (watching.isEmpty()) {
      return;
    }
    String line = line(call);
    for (Client client : watching) {
      Reply message =
          client.address().isEmpty()
              ? new Reply.Push(List.of(Reply.bulk("monitor"), Reply.bulk(line)))
              : Reply.simple(line);
      client.outbox().push(message);
    }
  }

  private String line(Call call) {
    long now = clock.micros();
    Client client = call.client();
    StringBuilder line = new StringBuilder();
    line.append(String.format(Locale.ROOT, "%d.%06d", now / MICROS, now % MICROS));
    line.append(" [").append(client.database()).append(' ');
    line.append(origin(call)).append(']');
    for (Bytes arg : Redaction.shown(call.command(), call.args())) {
      line.append(' ');
      Quoted.append(arg, line);
    }
    return line.toString();
  }

  private String origin(Call call) {
    Call outer = script;
    if (outer != null && outer != call && outer.client() == call.client()) {
      return "lua";
    }
    String address = call.client().address();
    return address.isEmpty() ? "?:0" : address;
  }
}
