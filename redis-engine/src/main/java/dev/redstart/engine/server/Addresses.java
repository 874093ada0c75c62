package dev.redstart.engine.server;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import org.jspecify.annotations.Nullable;

/** Addresses of sockets as CLIENT LIST shows them. */
final class Addresses {

  private static final String UNKNOWN = "?:0";

  private Addresses() {}

  /** The address and the port; a peer that is gone already has none. */
  static String text(@Nullable SocketAddress address) {
    if (!(address instanceof InetSocketAddress socket) || socket.getAddress() == null) {
      return UNKNOWN;
    }
    InetAddress ip = socket.getAddress();
    String host = ip.getHostAddress();
    return (ip instanceof Inet6Address ? "[" + host + "]" : host) + ":" + socket.getPort();
  }

  /** True where the peer is on this machine. */
  static boolean isLocal(@Nullable SocketAddress address) {
    return address instanceof UnixDomainSocketAddress
        || (address instanceof InetSocketAddress socket
            && socket.getAddress() != null
            && socket.getAddress().isLoopbackAddress());
  }

  /** A unix socket has only one name, which was made under another one. */
  static String text(SocketAddress address, ServerSettings settings) {
    return address instanceof UnixDomainSocketAddress
        ? settings.unixSocket.get() + ":0"
        : text(address);
  }
}
