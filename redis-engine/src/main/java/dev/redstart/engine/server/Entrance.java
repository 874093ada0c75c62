package dev.redstart.engine.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TCP port that is open on some addresses of this machine. It can move to others; who is
 * connected stays connected. Any thread but the one that accepts connections.
 */
final class Entrance {

  private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);

  private final ServerBootstrap bootstrap;
  private final List<Channel> listening = new ArrayList<>();
  private String addresses = "";
  private volatile int port;

  Entrance(ServerBootstrap bootstrap) {
    this.bootstrap = bootstrap;
  }

  /** Which port is open; 0 where none is. */
  int port() {
    return port;
  }

  /**
   * Opens a port on all of {@code wantedAddresses}, or on none.
   *
   * @param wantedPort 0 for any that is free
   */
  synchronized void open(String wantedAddresses, int wantedPort) {
    int wanted = wantedPort;
    for (Listener listener : Listener.all(wantedAddresses)) {
      ChannelFuture bound = bootstrap.bind(listener.host(), wanted).awaitUninterruptibly();
      if (bound.isSuccess()) {
        listening.add(bound.channel());
        wanted = ((InetSocketAddress) bound.channel().localAddress()).getPort();
      } else if (!listener.optional()) {
        close();
        throw new ListenException(listener.host(), wanted, bound.cause());
      }
    }
    addresses = wantedAddresses;
    port = wanted;
  }

  /** Where callers come in, for people. */
  synchronized String describe() {
    return addresses + ", port " + port;
  }

  /**
   * Closes what is open and opens another port, none where that is 0. Where it can't be opened, all
   * is as it was.
   */
  synchronized void move(String wantedAddresses, int wantedPort) {
    if (wantedPort == port && wantedAddresses.equals(addresses)) {
      return;
    }
    String before = addresses;
    int portBefore = port;
    List<Channel> closed = List.copyOf(listening);
    close();
    closed.forEach(Entrance::awaitFreed);
    if (wantedPort == 0) {
      addresses = wantedAddresses;
      return;
    }
    try {
      open(wantedAddresses, wantedPort);
      LOG.info("Listens on {}, port {} now", addresses, port);
    } catch (ListenException e) {
      LOG.warn("Stays on {}, port {}: {}", before, portBefore, e.getMessage());
      if (portBefore > 0) {
        open(before, portBefore);
      }
      throw e;
    }
  }

  /**
   * The JDK frees the address of a closed channel when the selector that had it selects again, so
   * this waits for something that the event loop gets to only after that.
   */
  private static void awaitFreed(Channel closed) {
    closed.eventLoop().schedule(() -> {}, 1, TimeUnit.MILLISECONDS).awaitUninterruptibly();
  }

  synchronized void close() {
    listening.forEach(channel -> channel.close().awaitUninterruptibly());
    listening.clear();
    port = 0;
  }
}
