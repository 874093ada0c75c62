package dev.redstart.engine.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.reply.Reply;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The port moves while the engine runs, or stays where it was. */
@Timeout(60)
class EntranceTest {

  private static final String FAILED = "-ERR CONFIG SET failed (possibly related to argument '";

  private final RespServer server = new RespServer("127.0.0.1", 0);
  private final RedisEngine engine = RedisEngine.builder().with(server).build();
  private final Session session = engine.session();

  @AfterEach
  void close() {
    engine.close();
  }

  private void movesTo(int port) {
    Reply reply = session.execute("CONFIG", "SET", "port", Integer.toString(port));
    assertThat(reply).isEqualTo(Reply.ok());
  }

  private String config(String name) {
    return session.execute("CONFIG", "GET", name).asList().get(1).asText();
  }

  @Test
  void movesByTheWordOfAConnectionThatStays() throws IOException {
    int before = server.port();
    int next = freePort();
    assertThat(config("port")).isEqualTo(Integer.toString(before));
    try (RawSocket client = new RawSocket(before)) {
      client.exchange("CONFIG SET port " + next + "\r\n", "+OK\r\n");
      assertThat(server.port()).isEqualTo(next);
      ping(next);
      client.exchange("PING\r\n", "+PONG\r\n");
      assertThatThrownBy(() -> new RawSocket(before)).isInstanceOf(ConnectException.class);
    }
    assertThat(session.execute("INFO", "server").asText())
        .contains("tcp_port:" + next, "listener0:name=tcp,bind=127.0.0.1,port=" + next);
  }

  @Test
  void staysWhereThePortIsTaken() throws IOException {
    int before = server.port();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        RawSocket client = new RawSocket(before)) {
      client.exchange(
          "CONFIG SET maxmemory 77 port " + taken.getLocalPort() + "\r\n",
          FAILED + "port') - Unable to listen on this port. Check server logs.\r\n");
    }
    assertThat(config("port")).isEqualTo(Integer.toString(before));
    assertThat(config("maxmemory")).isEqualTo("0");
    ping(before);
  }

  @Test
  void staysWhereTheAddressIsNone() throws IOException {
    int before = server.port();
    try (RawSocket client = new RawSocket(before)) {
      client.exchange(
          "CONFIG SET bind 999.999.999.999\r\n",
          FAILED + "bind') - Failed to bind to specified addresses.\r\n");
      client.exchange(
          "CONFIG SET bind \"1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17\"\r\n",
          FAILED + "bind') - Too many bind addresses specified.\r\n");
      client.exchange("CONFIG SET bind \"127.0.0.1  -::1\"\r\n", "+OK\r\n");
    }
    assertThat(config("bind")).isEqualTo("127.0.0.1 -::1");
    ping(before);
  }

  @Test
  void closesAndOpensAgain() throws IOException {
    int before = server.port();
    movesTo(0);
    assertThat(server.port()).isZero();
    assertThatThrownBy(() -> new RawSocket(before)).isInstanceOf(ConnectException.class);
    movesTo(before);
    ping(before);
  }

  private static void ping(int port) throws IOException {
    try (RawSocket client = new RawSocket(port)) {
      client.exchange("PING\r\n", "+PONG\r\n");
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
