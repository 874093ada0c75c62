package dev.redstart.engine.server;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * One time that an event loop goes through the connections which have something to read. What they
 * are answered is sent at its end: a peer with many connections is then woken once, and not for
 * each of them, which costs both sides a good part of their time. Used on the event loop.
 */
final class Round {

  private final Queue<Outflow> answered = new ArrayDeque<>();
  private final Runnable end = this::end;
  private boolean ends;

  /** Sends what {@code outflow} has when the round is over. */
  void sendAtEnd(Outflow outflow, EventLoop loop) {
    answered.add(outflow);
    if (!ends) {
      ends = true;
      loop.execute(end);
    }
  }

  private void end() {
    ends = false;
    for (Outflow outflow = answered.poll(); outflow != null; outflow = answered.poll()) {
      outflow.flush();
    }
  }
}
