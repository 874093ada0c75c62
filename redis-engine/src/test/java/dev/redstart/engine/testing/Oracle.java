package dev.redstart.engine.testing;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A {@link RealServer} to compare with: one for the whole test run, started when first asked for,
 * killed at its end; a new one only where {@link #takeCrash} has told that it is no more.
 */
public final class Oracle {

  private static @Nullable Oracle running;
  private static boolean tried;

  private final RealServer server;
  private final int port;
  private final String version;
  private final Set<String> commands = new TreeSet<>();

  private Oracle(RealServer server) {
    this.server = server;
    this.port = server.port();
    try (Door door = door(2)) {
      String info = door.run("INFO server").text().toString();
      this.version = info.replaceAll("(?s).*redis_version:([0-9.]+).*", "$1");
      door.run("COMMAND LIST").items().forEach(name -> commands.add(name.text().toString()));
    }
  }

  /** The server; ends the calling test where there is none. */
  public static synchronized Oracle required() {
    if (!tried) {
      tried = true;
      running = start();
    }
    Oracle oracle = running;
    if (oracle == null) {
      throw RealServer.missing();
    }
    return oracle;
  }

  /**
   * Why the server has crashed, null where it has not; then there is a new one for whoever asks
   * next.
   */
  static synchronized @Nullable String takeCrash() {
    Oracle oracle = running;
    String cause = oracle == null ? null : oracle.server.crash();
    if (cause != null) {
      running = start();
    }
    return cause;
  }

  /** A new connection. */
  public Door door(int protocol) {
    return new SocketDoor(port, protocol);
  }

  /** The port on loopback. */
  public int port() {
    return port;
  }

  /** As INFO tells it. */
  public String version() {
    return version;
  }

  /** True where the server is at least of version {@code wanted}, two numbers with a dot. */
  public boolean isAtLeast(String wanted) {
    return number(version) >= number(wanted);
  }

  /** True where the server has this command, named in lower case. */
  public boolean knows(String command) {
    return commands.contains(command);
  }

  private static int number(String version) {
    String[] parts = version.split("\\.", -1);
    return Integer.parseInt(parts[0]) * 1000 + Integer.parseInt(parts[1]);
  }

  private static @Nullable Oracle start() {
    RealServer server = RealServer.start(List.of());
    return server == null ? null : new Oracle(server);
  }
}
