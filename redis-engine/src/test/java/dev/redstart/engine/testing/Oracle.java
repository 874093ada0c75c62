package dev.redstart.engine.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A real Redis server to compare with: one for the whole test run, started when first asked for,
 * killed at its end.
 *
 * <p>The environment's REDIS_SERVER names the program, else {@code redis-server} is taken from the
 * path. Where there is none, tests are skipped with a message; where CI is true they fail.
 */
public final class Oracle {

  private static @Nullable Oracle running;
  private static boolean tried;

  private final int port;
  private final String version;
  private final Set<String> commands = new TreeSet<>();

  private Oracle(int port) {
    this.port = port;
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
      String message = "no redis-server to compare with: install one or set REDIS_SERVER";
      if ("true".equals(System.getenv("CI"))) {
        Assertions.fail(message);
      }
      Assumptions.abort(message);
      throw new IllegalStateException(message);
    }
    return oracle;
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
    String given = System.getenv("REDIS_SERVER");
    String program = given == null ? "redis-server" : given;
    try {
      int port = freePort();
      Process process =
          new ProcessBuilder(
                  program, "--port", "" + port, "--bind", "127.0.0.1", "--save", "", "--dir", dir())
              .redirectErrorStream(true)
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      BufferedReader log = process.inputReader(StandardCharsets.UTF_8);
      for (String line = log.readLine(); line != null; line = log.readLine()) {
        if (line.contains("eady to accept connections")) {
          drain(log);
          return new Oracle(port);
        }
      }
      throw new IllegalStateException(program + " did not start");
    } catch (IOException e) {
      if (given != null) {
        throw new UncheckedIOException("REDIS_SERVER is not to be started: " + given, e);
      }
      return null;
    }
  }

  private static String dir() throws IOException {
    return Files.createTempDirectory("oracle").toString();
  }

  private static void drain(BufferedReader log) {
    Thread drain = new Thread(() -> log.lines().forEach(line -> {}), "oracle-log");
    drain.setDaemon(true);
    drain.start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
