package dev.redstart.engine.tracking;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Tracking;
import dev.redstart.engine.exec.Clients;
import dev.redstart.engine.reply.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends to clients, or to those they named, what they must not keep any longer. Any thread. */
final class Invalidations {

  /** The channel on which a subscriber of the old protocol hears of it. */
  private static final Reply CHANNEL = Reply.bulk("__redis__:invalidate");

  private static final Reply MESSAGE = Reply.bulk("message");
  private static final Reply INVALIDATE = Reply.bulk("invalidate");
  private static final Reply BROKEN = Reply.bulk("tracking-redir-broken");

  private final Clients clients;

  Invalidations(Clients clients) {
    this.clients = clients;
  }

  /** Nothing may be kept. */
  void sendAll(Client client) {
    send(client, Reply.nil());
  }

  /** These keys must not be kept. */
  void send(Client client, List<Bytes> keys) {
    send(client, Reply.bulks(keys));
  }

  private void send(Client client, Reply keys) {
    Tracking tracking = client.tracking();
    if (tracking == null) {
      return;
    }
    Client receiver = tracking.redirect() == 0 ? client : receiver(client, tracking);
    if (receiver == null) {
      return;
    }
    if (receiver.protocol() == 3) {
      receiver.outbox().push(new Reply.Push(List.of(INVALIDATE, keys)));
    } else if (receiver != client && receiver.subscribed()) {
      receiver.outbox().push(new Reply.Push(List.of(MESSAGE, CHANNEL, keys)));
    }
  }

  private @Nullable Client receiver(Client client, Tracking tracking) {
    Client receiver = clients.find(tracking.redirect());
    if (receiver == null) {
      tracking.breakOff();
      if (client.protocol() == 3) {
        Reply id = Reply.integer(tracking.redirect());
        client.outbox().push(new Reply.Push(List.of(BROKEN, id)));
      }
    }
    return receiver;
  }
}
