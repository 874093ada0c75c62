package dev.redstart.engine.pubsub;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.spi.Gate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what a subscriber of the old protocol may not call: its replies could not be told from
 * messages.
 */
final class SubscribedGate implements Gate {

  private static final Set<String> ALLOWED =
      Set.of(
          "ping",
          "subscribe",
          "unsubscribe",
          "psubscribe",
          "punsubscribe",
          "ssubscribe",
          "sunsubscribe",
          "quit",
          "reset");

  @Override
  public @Nullable Reply refuse(Client client, Command command, Bytes[] args) {
    if (!client.subscribed() || client.protocol() != 2 || ALLOWED.contains(command.name())) {
      return null;
    }
    return new Reply.Failure(
        "ERR Can't execute '"
            + command.name()
            + "': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this"
            + " context");
  }
}
