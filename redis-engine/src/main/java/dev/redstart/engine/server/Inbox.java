package dev.redstart.engine.server;

import dev.redstart.engine.reply.Reply;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What other threads have for one connection, in their order. Any thread adds, the connection's
 * event loop takes.
 */
final class Inbox {

  private final Queue<Item> items = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean announced = new AtomicBoolean();

  /**
   * A reply to write.
   *
   * @param endsWait it is the reply of the call that the connection waits for
   */
  record Item(Reply reply, boolean endsWait) {}

  /** Adds an item; true where the event loop has to be told. */
  boolean add(Item item) {
    items.add(item);
    return announced.compareAndSet(false, true);
  }

  /**
   * From now on, the next item has to be announced again. To be called by each turn that was
   * announced, and by nothing else, before it looks: who has not announced an item counts on a turn
   * that is still to come.
   */
  void open() {
    announced.set(false);
  }

  @Nullable Item poll() {
    return items.poll();
  }
}
