package dev.redstart.data;

import dev.redstart.engine.Session;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.reply.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.DefaultMessage;
import org.springframework.data.redis.connection.MessageListener;
import org.springframework.data.redis.connection.SubscriptionListener;
import org.springframework.data.redis.connection.util.AbstractSubscription;

/**
 * The channels and patterns of one session. Messages are delivered by {@link #listen}, on the
 * thread that calls it; subscriptions are added and ended from any thread, listeners' own included.
 */
final class EngineSubscription extends AbstractSubscription {

  /** How long to wait at most before looking whether the engine still runs. */
  private static final long PATIENCE_MILLIS = 1000;

  private static final Reply.Push WAKE = new Reply.Push(List.of());

  private final Session session;
  private final BooleanSupplier running;
  private final SubscriptionListener subscriptions;

  /** A session takes one call at a time. Waiting for messages is no call. */
  private final ReentrantLock calls = new ReentrantLock();

  EngineSubscription(MessageListener listener, Session session, BooleanSupplier running) {
    super(listener);
    this.session = session;
    this.running = running;
    this.subscriptions =
        listener instanceof SubscriptionListener both
            ? both
            : SubscriptionListener.NO_OP_SUBSCRIPTION_LISTENER;
  }

  /** Delivers messages until nothing is subscribed to any more, or the thread is interrupted. */
  void listen() {
    try {
      while (isAlive() && running.getAsBoolean()) {
        deliver(session.nextMessage(PATIENCE_MILLIS));
      }
      deliverRest();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close();
    }
  }

  @Override
  protected void doSubscribe(byte[]... channels) {
    call(Verb.SUBSCRIBE, channels);
  }

  @Override
  protected void doUnsubscribe(boolean all, byte[]... channels) {
    call(Verb.UNSUBSCRIBE, channels);
  }

  @Override
  protected void doPsubscribe(byte[]... patterns) {
    call(Verb.PSUBSCRIBE, patterns);
  }

  @Override
  protected void doPUnsubscribe(boolean all, byte[]... patterns) {
    call(Verb.PUNSUBSCRIBE, patterns);
  }

  @Override
  protected void doClose() {
    if (!getChannels().isEmpty()) {
      call(Verb.UNSUBSCRIBE);
    }
    if (!getPatterns().isEmpty()) {
      call(Verb.PUNSUBSCRIBE);
    }
    session.client().outbox().push(WAKE);
  }

  /** What the listener is to know of a subscription goes the way of the messages, in order. */
  private void call(Verb verb, byte[]... names) {
    calls.lock();
    try {
      Reply reply = session.execute(Line.of(verb).addAll(names).args());
      for (Reply part : parts(Invoker.checked(reply))) {
        session.client().outbox().push(new Reply.Push(part.asList()));
      }
    } finally {
      calls.unlock();
    }
  }

  private static List<Reply> parts(Reply reply) {
    return reply instanceof Reply.Several several
        ? new ArrayList<>(several.replies())
        : List.of(reply);
  }

  private void deliverRest() throws InterruptedException {
    for (Reply.Push rest = session.nextMessage(0); rest != null; rest = session.nextMessage(0)) {
      deliver(rest);
    }
  }

  private void deliver(Reply.@Nullable Push message) {
    if (message == null || message.items().isEmpty()) {
      return;
    }
    List<Reply> items = message.items();
    switch (Readers.text(items.get(0))) {
      case "message" ->
          getListener()
              .onMessage(new DefaultMessage(bytes(items.get(1)), bytes(items.get(2))), null);
      case "pmessage" ->
          getListener()
              .onMessage(
                  new DefaultMessage(bytes(items.get(2)), bytes(items.get(3))),
                  bytes(items.get(1)));
      case "subscribe" -> subscriptions.onChannelSubscribed(bytes(items.get(1)), count(items));
      case "unsubscribe" -> subscriptions.onChannelUnsubscribed(bytes(items.get(1)), count(items));
      case "psubscribe" -> subscriptions.onPatternSubscribed(bytes(items.get(1)), count(items));
      case "punsubscribe" -> subscriptions.onPatternUnsubscribed(bytes(items.get(1)), count(items));
      default -> {
        // Invalidations and whatever else comes are not for this listener.
      }
    }
  }

  private static long count(List<Reply> items) {
    return items.get(2).asLong();
  }

  private static byte[] bytes(Reply reply) {
    Bytes bytes = reply.asBytes();
    return bytes == null ? new byte[0] : bytes.toArray();
  }
}
