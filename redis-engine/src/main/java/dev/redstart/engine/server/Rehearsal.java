package dev.redstart.engine.server;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.server.log.ServerLog;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A short run of the program that loads a file, is called a few times, and is ended by a signal:
 * the JVM keeps which classes that took, and loads them faster from then on. The launcher's {@code
 * --make-archive} runs it.
 */
public final class Rehearsal {

  private static final String CALLS =
      """
      PING
      HELLO 2
      SET a 1 EX 100
      GET a
      INCR a
      HSET h f v
      HGETALL h
      RPUSH l x
      SADD s 1 x
      ZADD z 1 x
      EXPIRE a 100
      INFO
      CONFIG GET port
      CONFIG SET maxmemory 0
      CLIENT LIST
      DEL a h l s z
      SAVE
      NONE
      QUIT
      """;

  private Rehearsal() {}

  /** Runs the program until it ends by itself. */
  public static void main(String[] args) throws Exception {
    // Before the first engine, which would settle where logs go.
    ServerLog.begin();
    Path folder = Files.createTempDirectory("redstart");
    leaveFiles(folder);
    int port = freePort();
    RedisServer.begin(
        List.of(
            "--port",
            Integer.toString(port),
            "--dir",
            folder.toString(),
            "--bind",
            "127.0.0.1",
            "--appendonly",
            "yes"));
    call(port);
    Signals.raise("TERM");
  }

  /** A log with a snapshot at its beginning, for the program to load. */
  private static void leaveFiles(Path folder) {
    try (RedisEngine engine =
            RedisEngine.builder()
                .setting("dir", folder.toString())
                .setting("appendonly", "yes")
                .build();
        Session session = engine.session()) {
      session.execute("SET", "a", "1");
      session.execute("BGREWRITEAOF");
      session.execute("SET", "b", "2");
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void call(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream out = socket.getOutputStream();
      out.write(CALLS.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.flush();
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
  }
}
