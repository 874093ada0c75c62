package dev.redstart.engine.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsTest {

  private static final String PONG = "+PONG\r\n";

  @TempDir static Path directory;

  private static Certificates server;
  private static Certificates client;
  private static Certificates next;

  private int port;
  private @Nullable RedisEngine engine;

  @BeforeAll
  static void makeCertificates() throws Exception {
    server = Certificates.make(directory, "server");
    client = Certificates.make(directory, "client");
    next = Certificates.make(directory, "next");
  }

  @BeforeEach
  void prepare() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
  }

  @AfterEach
  void close() {
    if (engine != null) {
      engine.close();
    }
  }

  @Test
  void encryptsWithoutAskingWhoIsThere() throws Exception {
    open("no");
    assertThat(ping(Certificates.strangers(server))).isEqualTo(PONG);
    try (RawSocket plain = new RawSocket(port)) {
      plain.send("PING\r\n");
      assertThat(plain.readAll()).doesNotContain("PONG");
    }
    assertThat(ping(Certificates.strangers(server))).isEqualTo(PONG);
  }

  @Test
  void letsInWhomItKnows() throws Exception {
    open("yes");
    assertThat(ping(client.trusting(server))).isEqualTo(PONG);
    assertThatThrownBy(() -> ping(Certificates.strangers(server))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> ping(server.trusting(server))).isInstanceOf(IOException.class);
    assertThat(ping(client.trusting(server))).isEqualTo(PONG);
  }

  @Test
  void asksOnlyWhoHasSomethingToShow() throws Exception {
    open("optional");
    assertThat(ping(client.trusting(server))).isEqualTo(PONG);
    assertThat(ping(Certificates.strangers(server))).isEqualTo(PONG);
  }

  @Test
  void largeRepliesGetThrough() throws Exception {
    open("no");
    String value = "v".repeat(1_000_000);
    try (Socket socket = connect(Certificates.strangers(server));
        Session session = engine().session()) {
      session.execute("SET", "k", value);
      send(socket, "GET k\r\n".repeat(3));
      String reply = "$1000000\r\n" + value + "\r\n";
      assertThat(read(socket, reply.length() * 3)).isEqualTo(reply.repeat(3));
    }
  }

  @Test
  void takesNewCertificatesWhileRunning() throws Exception {
    open("no");
    try (Session session = engine().session()) {
      String crt = next.certificate().toString();
      String key = next.key().toString();
      String error =
          session
              .execute("CONFIG", "SET", "tls-cert-file", crt, "tls-key-file", "/nowhere")
              .toString();
      assertThat(error).contains("CONFIG SET failed").contains("Unable to update TLS");
      assertThat(ping(Certificates.strangers(server))).isEqualTo(PONG);
      session.execute("CONFIG", "SET", "tls-cert-file", crt, "tls-key-file", key);
      assertThat(ping(Certificates.strangers(next))).isEqualTo(PONG);
      assertThatThrownBy(() -> ping(Certificates.strangers(server)))
          .isInstanceOf(SSLException.class);
    }
  }

  @Test
  void speaksTheVersionsThatAreAllowed() throws Exception {
    open("no", "tls-protocols", "TLSv1.2");
    try (SSLSocket socket = (SSLSocket) connect(Certificates.strangers(server))) {
      socket.startHandshake();
      assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.2");
    }
  }

  @Test
  void startsWithAllItNeedsOnly() throws Exception {
    Path nonsense = Files.writeString(directory.resolve("nonsense"), "nonsense");
    assertThatThrownBy(() -> open("no", "tls-key-file", nonsense.toString()))
        .hasMessageContaining("Unable to update TLS");
  }

  private void open(String clients, String... more) {
    RedisEngine.Builder builder =
        RedisEngine.builder()
            .setting("port", "0")
            .setting("tls-port", Integer.toString(port))
            .setting("tls-cert-file", server.certificate().toString())
            .setting("tls-key-file", server.key().toString())
            .setting("tls-ca-cert-file", client.certificate().toString())
            .setting("tls-auth-clients", clients)
            .with(new RespServer());
    for (int i = 0; i < more.length; i += 2) {
      builder.setting(more[i], more[i + 1]);
    }
    engine = builder.build();
  }

  private RedisEngine engine() {
    if (engine == null) {
      throw new IllegalStateException("not open");
    }
    return engine;
  }

  private String ping(SSLSocketFactory sockets) throws IOException {
    try (Socket socket = connect(sockets)) {
      send(socket, "PING\r\n");
      String reply = read(socket, PONG.length());
      if (reply.isEmpty()) {
        throw new IOException("closed");
      }
      return reply;
    }
  }

  private Socket connect(SSLSocketFactory sockets) throws IOException {
    Socket socket = sockets.createSocket("127.0.0.1", port);
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String read(Socket socket, int length) throws IOException {
    return new String(socket.getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
  }
}
