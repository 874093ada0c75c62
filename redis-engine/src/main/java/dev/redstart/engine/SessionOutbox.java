package dev.redstart.engine;

import dev.redstart.engine.command.Outbox;
import dev.redstart.engine.reply.Reply;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Where replies that come later, and messages, wait for the owner of a session. */
final class SessionOutbox implements Outbox {

  /**
   * A subscriber that is so far behind loses its oldest messages rather than the process its
   * memory.
   */
  private static final int MOST_MESSAGES = 1 << 20;

  /**
   * Where a reply and the one who waits for it meet: whoever comes first leaves what it has, the
   * other takes it.
   */
  private final AtomicReference<@Nullable Object> meeting = new AtomicReference<>();

  private volatile @Nullable BlockingQueue<Reply.Push> messages;

  /** Who wants to know that there is a message. */
  private volatile @Nullable Runnable listener;

  /** The reply to a call that was answered with waiting. */
  CompletableFuture<Reply> expect() {
    Waiting future = new Waiting();
    if (!meeting.compareAndSet(null, future) && meeting.getAndSet(null) instanceof Reply reply) {
      future.complete(reply);
    }
    return future;
  }

  @Override
  public void later(Reply reply) {
    if (!meeting.compareAndSet(null, reply) && meeting.getAndSet(null) instanceof Waiting waiting) {
      waiting.complete(reply);
    }
  }

  @Override
  public void push(Reply message) {
    if (message instanceof Reply.Push push) {
      BlockingQueue<Reply.Push> queue = queue();
      while (!queue.offer(push)) {
        queue.poll();
      }
      Runnable told = listener;
      if (told != null) {
        told.run();
      }
    }
  }

  void tell(Runnable newListener) {
    this.listener = newListener;
  }

  @Override
  public void close(boolean afterReplies) {
    // A session has no connection to end; a wait was ended by whoever closes.
  }

  Reply.@Nullable Push next(long timeoutMillis) throws InterruptedException {
    return queue().poll(timeoutMillis, TimeUnit.MILLISECONDS);
  }

  private BlockingQueue<Reply.Push> queue() {
    BlockingQueue<Reply.Push> queue = messages;
    if (queue == null) {
      synchronized (this) {
        queue = messages;
        if (queue == null) {
          queue = new LinkedBlockingQueue<>(MOST_MESSAGES);
          messages = queue;
        }
      }
    }
    return queue;
  }

  /** A future that {@code instanceof} can tell from a reply without an unchecked cast. */
  private static final class Waiting extends CompletableFuture<Reply> {}
}
