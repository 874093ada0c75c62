package dev.redstart.engine.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A process of a real Redis server on loopback, killed when it is closed or when the test run ends.
 *
 * <p>The environment's REDIS_SERVER names the program, else {@code redis-server} is taken from the
 * path. Where there is none, tests are skipped with a message; where CI is true they fail.
 */
public final class RealServer implements AutoCloseable {

  /** Which line of a server's log says why it crashed. */
  private static final Pattern CAUSE = Pattern.compile("==> .* is not true|crashed by signal.*");

  private static final int MOST_SECONDS_TO_END = 20;

  private final Process process;
  private final int port;
  private final Thread log;
  private final Queue<String> causes;

  private RealServer(Process process, int port, Thread log, Queue<String> causes) {
    this.process = process;
    this.port = port;
    this.log = log;
    this.causes = causes;
  }

  /**
   * A new server that keeps nothing on disk; ends the calling test where there is none.
   *
   * @param directives as on the command line: {@code "--requirepass", "secret"}
   */
  public static RealServer required(String... directives) {
    RealServer server = start(List.of(directives));
    if (server == null) {
      throw missing();
    }
    return server;
  }

  /** A new server; null where there is none. */
  static @Nullable RealServer start(List<String> directives) {
    String given = System.getenv("REDIS_SERVER");
    String program = given == null ? "redis-server" : given;
    try {
      int port = freePort();
      List<String> line = new ArrayList<>();
      line.addAll(List.of(program, "--port", "" + port, "--bind", "127.0.0.1"));
      line.addAll(List.of("--save", "", "--dir", Files.createTempDirectory("redis").toString()));
      line.addAll(directives);
      Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      Queue<String> causes = new ConcurrentLinkedQueue<>();
      Thread log = awaitReady(process, program, causes);
      return new RealServer(process, port, log, causes);
    } catch (IOException e) {
      if (given != null) {
        throw new UncheckedIOException("REDIS_SERVER is not to be started: " + given, e);
      }
      return null;
    }
  }

  /** Skips the calling test; fails it where CI is true. */
  static RuntimeException missing() {
    String message = "no redis-server to compare with: install one or set REDIS_SERVER";
    if ("true".equals(System.getenv("CI"))) {
      Assertions.fail(message);
    }
    Assumptions.abort(message);
    return new IllegalStateException(message);
  }

  /** The port on loopback. */
  public int port() {
    return port;
  }

  /** Why it ended by itself, as its log says; null where it runs, or ended without a word. */
  @Nullable String crash() {
    try {
      if (!process.waitFor(MOST_SECONDS_TO_END, TimeUnit.SECONDS)) {
        return null;
      }
      log.join();
      return causes.peek();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** A new connection. */
  public Door door(int protocol) {
    return new SocketDoor(port, protocol);
  }

  /** A port that nobody listens on. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static Thread awaitReady(Process process, String program, Queue<String> causes)
      throws IOException {
    BufferedReader log = process.inputReader(StandardCharsets.UTF_8);
    StringBuilder said = new StringBuilder();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      said.append('\n').append(line);
      if (line.contains("eady to accept connections")) {
        return drain(log, causes);
      }
    }
    throw new IllegalStateException(program + " did not start:" + said);
  }

  private static Thread drain(BufferedReader log, Queue<String> causes) {
    Thread drain =
        new Thread(
            () -> {
              try {
                for (String line = log.readLine(); line != null; line = log.readLine()) {
                  Matcher cause = CAUSE.matcher(line);
                  if (cause.find()) {
                    causes.add(cause.group());
                  }
                }
              } catch (IOException e) {
                // The server has ended.
                return;
              }
            },
            "redis-log");
    drain.setDaemon(true);
    drain.start();
    return drain;
  }
}
