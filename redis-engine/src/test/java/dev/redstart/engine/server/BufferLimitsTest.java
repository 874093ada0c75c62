package dev.redstart.engine.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import java.io.IOException;
import java.net.SocketException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who sends or is to be sent more than the directives allow is cut off, and counted. */
@Timeout(60)
class BufferLimitsTest {

  private static final int MEGABYTE = 1 << 20;

  private final RespServer server = new RespServer("127.0.0.1", 0);
  private final RedisEngine engine = RedisEngine.builder().with(server).build();
  private final Session session = engine.session();

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void aRequestThatIsTooLongDoesNotRun() throws IOException {
    session.execute("CONFIG", "SET", "client-query-buffer-limit", "1mb");
    String fits = "*3\r\n$3\r\nSET\r\n$1\r\na\r\n$1000000\r\n" + "x".repeat(1_000_000) + "\r\n";
    String tooLong =
        "*3\r\n$3\r\nSET\r\n$1\r\nb\r\n$" + MEGABYTE + "\r\n" + "x".repeat(MEGABYTE) + "\r\n";
    try (RawSocket client = new RawSocket(server.port())) {
      client.exchange(fits, "+OK\r\n");
      assertThat(endOf(client, tooLong)).isEmpty();
    }
    assertThat(session.execute("EXISTS", "a", "b").asLong()).isEqualTo(1);
    await()
        .untilAsserted(
            () -> assertThat(stats()).contains("client_query_buffer_limit_disconnections:1"));
  }

  @Test
  void aReplyThatIsTooLongIsNotSent() throws IOException {
    session.execute("SET", "long", "x".repeat(200_000));
    session.execute("CONFIG", "SET", "client-output-buffer-limit", "normal 100000 0 0");
    try (RawSocket client = new RawSocket(server.port())) {
      client.exchange("PING\r\n", "+PONG\r\n");
      assertThat(endOf(client, "GET long\r\n")).isEmpty();
    }
    try (RawSocket client = new RawSocket(server.port())) {
      client.exchange("CONFIG SET client-output-buffer-limit \"normal 10 0 0\"\r\n", "+OK\r\n");
      client.exchange("GETRANGE long 0 9999\r\n", "$10000\r\n" + "x".repeat(10_000) + "\r\n");
    }
    assertThat(stats()).contains("client_output_buffer_limit_disconnections:1");
  }

  private String stats() {
    return session.execute("INFO", "stats").asText();
  }

  /** What comes until the connection ends, however it does. */
  private static String endOf(RawSocket client, String request) throws IOException {
    try {
      return client.send(request).readAll();
    } catch (SocketException e) {
      return "";
    }
  }
}
