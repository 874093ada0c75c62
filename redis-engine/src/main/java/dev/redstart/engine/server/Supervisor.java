package dev.redstart.engine.server;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whoever started the program and wants to know when it is ready: systemd, or nobody. Java has no
 * datagram sockets that are files, so systemd is told by the program that it brings along.
 */
final class Supervisor {

  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
  private static final String SOCKET = "NOTIFY_SOCKET";
  private static final int LONGEST_SECONDS = 5;

  private final boolean listening;

  /**
   * @param supervised the directive: {@code no}, {@code systemd}, {@code upstart}, {@code auto}
   */
  Supervisor(String supervised, Map<String, String> environment) {
    boolean there = environment.containsKey(SOCKET);
    this.listening = there && (supervised.equals("systemd") || supervised.equals("auto"));
    if (!there && supervised.equals("systemd")) {
      LOG.warn("systemd supervision requested or auto-detected, but {} not found", SOCKET);
    }
    if (supervised.equals("upstart")) {
      LOG.warn("supervised upstart has no effect");
    }
  }

  /** As INFO names it. */
  String name() {
    return listening ? "systemd" : "no";
  }

  void ready() {
    tell("READY=1", "STATUS=Ready to accept connections");
  }

  void loading() {
    tell("STATUS=Loading data");
  }

  void stopping() {
    tell("STOPPING=1");
  }

  private void tell(String... states) {
    if (!listening) {
      return;
    }
    try {
      Process notify =
          new ProcessBuilder(command(states))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!notify.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        notify.destroyForcibly();
      }
    } catch (IOException e) {
      LOG.warn("systemd can't be told {}: {}", states[0], e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<String> command(String[] states) {
    String pid = "--pid=" + ProcessHandle.current().pid();
    return Stream.concat(Stream.of("systemd-notify", pid), Stream.of(states)).toList();
  }
}
