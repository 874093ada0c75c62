package dev.redstart.engine;

/**
 * Hears of messages, one after the other, on the subscription's own thread, where it may take its
 * time.
 */
@FunctionalInterface
public interface MessageListener {

  /** A message. What this throws is logged, and the next message follows. */
  void onMessage(Message message);
}
