package dev.redstart.engine;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.reply.RedisException;
import dev.redstart.engine.reply.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Channels and patterns that one listener hears of, on a thread of its own. May be used from any
 * thread, the listener's included.
 *
 * @see <a href="https://redis.io/docs/latest/develop/interact/pubsub/">Redis Pub/Sub</a>
 */
public final class Subscription implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);
  private static final long PATIENCE_MILLIS = 60_000;

  private final Session session;
  private final MessageListener listener;
  private final Thread thread;
  private volatile boolean closed;

  Subscription(Session session, MessageListener listener) {
    this.session = session;
    this.listener = listener;
    this.thread = new Thread(this::deliver, "redstart-subscription-" + session.client().id());
    thread.setDaemon(true);
  }

  /** Starts to deliver. Apart from the constructor, which must not hand itself to a thread. */
  Subscription started() {
    thread.start();
    return this;
  }

  /**
   * Hears of more channels, by their names. Messages that are published after this has returned are
   * delivered.
   *
   * @param channels at least one
   * @throws RedisException where the engine refuses
   */
  public Subscription subscribe(String... channels) {
    return send("SUBSCRIBE", channels);
  }

  /** Hears of more channels, by glob patterns; see {@link #subscribe}. */
  public Subscription subscribeToPatterns(String... patterns) {
    return send("PSUBSCRIBE", patterns);
  }

  /** Hears of some channels no longer; of none of them where none is named. */
  public Subscription unsubscribe(String... channels) {
    return send("UNSUBSCRIBE", channels);
  }

  /** Hears of some patterns no longer; of none of them where none is named. */
  public Subscription unsubscribeFromPatterns(String... patterns) {
    return send("PUNSUBSCRIBE", patterns);
  }

  /**
   * Ends everything. A message that is being delivered is not interrupted. Closing twice does
   * nothing.
   */
  @Override
  public void close() {
    synchronized (session) {
      if (!closed) {
        closed = true;
        session.close();
      }
    }
    if (Thread.currentThread() != thread) {
      session.wake();
    }
  }

  private Subscription send(String command, String[] names) {
    String[] call = new String[names.length + 1];
    call[0] = command;
    System.arraycopy(names, 0, call, 1, names.length);
    synchronized (session) {
      if (closed) {
        throw new IllegalStateException("the subscription is closed");
      }
      RedisException failure = session.execute(call).failure();
      if (failure != null) {
        throw failure;
      }
    }
    return this;
  }

  private void deliver() {
    while (!closed) {
      try {
        Reply.Push push = session.nextMessage(PATIENCE_MILLIS);
        Message message = push == null ? null : read(push.items());
        if (message != null && !closed) {
          listener.onMessage(message);
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.error("A listener failed", e);
      }
    }
  }

  /** Null for what is no message: the confirmation of a subscription. */
  private static @Nullable Message read(List<Reply> items) {
    Bytes kind = items.get(0).asBytes();
    int parts = items.size();
    Bytes payload =
        parts < 3 || items.get(parts - 1) instanceof Reply.Int
            ? null
            : items.get(parts - 1).asBytes();
    Bytes channel = parts < 3 ? null : items.get(parts - 2).asBytes();
    if (kind == null || channel == null || payload == null) {
      return null;
    }
    return switch (kind.toString()) {
      case "message" -> new Message(null, channel, payload);
      case "pmessage" -> new Message(items.get(1).asBytes(), channel, payload);
      default -> null;
    };
  }
}
