package dev.redstart.ratelimit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells who is calling from behind proxies: the last address of X-Forwarded-For that isn't a
 * trusted proxy's. What stands before it anybody may have written, and where the caller itself is
 * no trusted proxy the header means nothing.
 *
 * <p>An address of IPv6 is cut to its first 64 bits: who has one of a network has all of it. Names
 * are never looked up.
 */
final class ClientAddress {

  private static final Pattern V4 =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
  private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final int V6_NETWORK_BYTES = 8;

  private final List<Network> trusted = new ArrayList<>();

  /**
   * Trusts these proxies.
   *
   * @param trusted addresses or networks, such as {@code 10.0.0.0/8} or {@code ::1}
   * @throws IllegalArgumentException where one is neither
   */
  ClientAddress(List<String> trusted) {
    trusted.forEach(it -> this.trusted.add(Network.parse(it)));
  }

  /** The client's address as a text that is the same for all ways to write it. */
  String of(@Nullable String remote, List<String> forwardedFor) {
    byte[] address = parse(remote == null ? "" : remote);
    if (address == null) {
      return remote == null ? "unknown" : remote;
    }
    List<String> hops = new ArrayList<>();
    forwardedFor.forEach(line -> hops.addAll(Arrays.asList(line.split(",", -1))));
    for (int i = hops.size() - 1; i >= 0 && isTrusted(address); i--) {
      byte[] before = parse(withoutPort(hops.get(i).trim()));
      if (before == null) {
        break;
      }
      address = before;
    }
    return text(address);
  }

  private boolean isTrusted(byte[] address) {
    return trusted.stream().anyMatch(network -> network.contains(address));
  }

  private static String withoutPort(String hop) {
    if (hop.startsWith("[")) {
      int end = hop.indexOf(']');
      return end < 0 ? hop : hop.substring(1, end);
    }
    int colon = hop.indexOf(':');
    return colon >= 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
  }

  /** 4 or 16 bytes; null for what is no address. */
  private static byte @Nullable [] parse(String text) {
    Matcher v4 = V4.matcher(text);
    if (v4.matches()) {
      byte[] address = new byte[4];
      for (int i = 0; i < 4; i++) {
        int part = Integer.parseInt(v4.group(i + 1));
        if (part > 255) {
          return null;
        }
        address[i] = (byte) part;
      }
      return address;
    }
    int zone = text.indexOf('%');
    String plain = zone < 0 ? text : text.substring(0, zone);
    try {
      // With a colon in it Java looks up nothing; an address of IPv4 inside comes out as such.
      return V6.matcher(plain).matches() ? InetAddress.getByName(plain).getAddress() : null;
    } catch (UnknownHostException e) {
      return null;
    }
  }

  private static String text(byte[] address) {
    if (address.length > 4) {
      Arrays.fill(address, V6_NETWORK_BYTES, address.length, (byte) 0);
    }
    try {
      return InetAddress.getByAddress(address).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** All addresses that begin with the same bits. */
  private static final class Network {

    private final byte[] address;
    private final int bits;

    private Network(byte[] address, int bits) {
      this.address = address;
      this.bits = bits;
    }

    static Network parse(String text) {
      String[] parts = text.trim().split("/", 2);
      byte[] address = ClientAddress.parse(parts[0]);
      if (address != null) {
        int most = address.length * 8;
        int bits = parts.length == 1 ? most : number(parts[1]);
        if (bits >= 0 && bits <= most) {
          return new Network(address, bits);
        }
      }
      throw new IllegalArgumentException("'" + text + "' is neither an address nor a network");
    }

    private static int number(String text) {
      return text.matches("\\d{1,3}") ? Integer.parseInt(text) : -1;
    }

    boolean contains(byte[] other) {
      if (other.length != address.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if (((address[bit / 8] ^ other[bit / 8]) & mask) != 0) {
          return false;
        }
      }
      return true;
    }
  }
}
