package dev.redstart.engine.command;

import dev.redstart.engine.reply.Reply;

/**
 * How replies reach a client outside of its calls. Called from any thread, never under a shard's
 * lock for pushes.
 */
public interface Outbox {

  /**
   * The reply of a call that had to wait. Exactly one follows each call that was answered with
   * waiting.
   */
  void later(Reply reply);

  /** A message that belongs to no call: pub/sub, invalidation. Must not block. */
  void push(Reply message);

  /**
   * What was pushed so far goes before the reply of the call that is about to run. To be called by
   * gates, which the client's own thread asks.
   */
  default void hear() {}

  /** Ends the connection once {@code afterReplies}, or at once. */
  void close(boolean afterReplies);

  /** What the connection holds, for CLIENT LIST and limits. Called from any thread. */
  default Buffers buffers() {
    return Buffers.NONE;
  }

  /** A caller that can neither wait nor receive. */
  Outbox NONE =
      new Outbox() {
        @Override
        public void later(Reply reply) {}

        @Override
        public void push(Reply message) {}

        @Override
        public void close(boolean afterReplies) {}
      };
}
