package dev.redstart.engine.server;

import dev.redstart.engine.command.Client;
import dev.redstart.engine.spi.Durability;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what a connection has to say, once what its calls have written is as safe as was promised.
 * Used on the event loop.
 */
final class Outflow {

  private static final Logger LOG = LoggerFactory.getLogger(Outflow.class);

  private final Channel channel;
  private final Client client;
  private final Durability durability;
  private final Consumer<Boolean> then;
  private boolean held;
  private boolean finishing;

  /**
   * @param then what to do when something was held back and no longer is: with false where what was
   *     written is lost, so that the replies in line, which say that all went well, must not be
   *     sent
   */
  Outflow(Channel channel, Client client, Durability durability, Consumer<Boolean> then) {
    this.channel = channel;
    this.client = client;
    this.durability = durability;
    this.then = then;
  }

  /** True while replies wait for the disk: what comes now would be answered before them. */
  boolean held() {
    return held;
  }

  /** Sends what is there, now or when it may be sent. */
  void flush() {
    if (held) {
      return;
    }
    if (client.takeWrote() && durability.delays()) {
      held = true;
      durability.whenSafe(failure -> release(failure == null));
    } else {
      send();
    }
  }

  /** Closes the connection once everything was sent. */
  void finish() {
    finishing = true;
    flush();
  }

  private void send() {
    if (finishing) {
      ChannelFuture unused =
          channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    } else {
      channel.flush();
    }
  }

  /** On any thread. */
  private void release(boolean kept) {
    try {
      channel
          .eventLoop()
          .execute(
              () -> {
                held = false;
                if (kept) {
                  send();
                }
                then.accept(kept);
              });
    } catch (RejectedExecutionException e) {
      LOG.debug("{} hears no more: the port is closed", client.address());
    }
  }
}
