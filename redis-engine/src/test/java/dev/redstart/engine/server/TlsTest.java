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
import java.util.ArrayList;
import java.util.List;
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

  @Test
  void readsKeysInTheirOwnForms() throws Exception {
    Certificates rsa = Certificates.make(directory, "rsa", "RSA");
    Path pkcs1 = openssl("rsa", "-traditional", "-in", rsa.key().toString());
    assertThat(pkcs1).content().contains("BEGIN RSA PRIVATE KEY");
    pingsWith(rsa, pkcs1);
    Path sec1 = openssl("ec", "-in", server.key().toString());
    assertThat(sec1).content().contains("BEGIN EC PRIVATE KEY");
    pingsWith(server, sec1);
  }

  @Test
  void readsKeysThatAreEncrypted() throws Exception {
    for (String cipher : List.of("aes-256-cbc", "aes-128-cbc")) {
      String key = server.key().toString();
      Path encrypted =
          openssl("pkcs8", "-topk8", "-v2", cipher, "-in", key, "-passout", "pass:secret");
      assertThat(encrypted).content().contains("BEGIN ENCRYPTED PRIVATE KEY");
      pingsWith(server, encrypted, "tls-key-file-pass", "secret");
      assertThatThrownBy(
              () -> open("no", "tls-key-file", encrypted.toString(), "tls-key-file-pass", "x"))
          .hasMessageContaining("tls-key-file-pass does not open the private key");
    }
  }

  @Test
  void tellsHowToConvertWhatItCannotRead() throws Exception {
    Path old = openssl("ec", "-aes128", "-in", server.key().toString(), "-passout", "pass:secret");
    assertThatThrownBy(
            () -> open("no", "tls-key-file", old.toString(), "tls-key-file-pass", "secret"))
        .hasMessageContaining("openssl pkcs8 -topk8");
    String whole = Files.readString(openssl("ec", "-in", server.key().toString()));
    String[] lines = whole.split("\n", -1);
    Path cut = Files.writeString(directory.resolve("cut"), whole.replace(lines[1] + "\n", ""));
    assertThatThrownBy(() -> open("no", "tls-key-file", cut.toString()))
        .hasMessageContaining("damaged");
  }

  @Test
  void trustsWhomTheDirectoryHolds() throws Exception {
    Path trusted = Files.createDirectory(directory.resolve("trusted"));
    Files.writeString(trusted.resolve("README"), "no certificate");
    Files.copy(client.certificate(), trusted.resolve("client.pem"));
    open("yes", "tls-ca-cert-file", "", "tls-ca-cert-dir", trusted.toString());
    assertThat(ping(client.trusting(server))).isEqualTo(PONG);
    assertThatThrownBy(() -> ping(server.trusting(server))).isInstanceOf(IOException.class);
  }

  private void pingsWith(Certificates shown, Path key, String... more) throws Exception {
    List<String> settings = new ArrayList<>(List.of(more));
    settings.addAll(List.of("tls-cert-file", shown.certificate().toString()));
    settings.addAll(List.of("tls-key-file", key.toString()));
    open("no", settings.toArray(String[]::new));
    assertThat(ping(Certificates.strangers(shown))).isEqualTo(PONG);
    engine().close();
  }

  private static Path openssl(String... words) throws Exception {
    Path file = Files.createTempFile(directory, "key", ".pem");
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(words));
    command.addAll(List.of("-out", file.toString()));
    Program.run(directory.toFile(), "", command);
    return file;
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
