package dev.redstart.engine.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import io.netty.util.Version;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers that have not said who they are, may do little, or mean no good. */
@Timeout(60)
class StrangersTest {

  private static final String PONG = "+PONG\r\n";

  private final RespServer server = new RespServer("127.0.0.1", 0);
  private final RedisEngine engine =
      RedisEngine.builder()
          .setting("user", "ann on >pw +@all ~a* &c*")
          .setting("enable-debug-command", "local")
          .with(server)
          .build();
  private final Session operator = engine.session();

  @BeforeEach
  void prepare() {
    assertThat(server.port()).isPositive();
  }

  @AfterEach
  void close() {
    operator.close();
    engine.close();
  }

  @Test
  void whoeverIsDeletedIsCutOff() throws IOException {
    try (RawSocket ann = connect();
        RawSocket other = connect()) {
      ann.exchange("AUTH ann pw\r\nSET a 1\r\n", "+OK\r\n+OK\r\n");
      assertThat(operator.execute("CLIENT", "LIST").asText()).contains("user=ann");
      operator.execute("ACL", "DELUSER", "ann");
      assertThat(ann.readAll()).isEmpty();
      other.exchange("PING\r\n", PONG);
    }
  }

  @Test
  void whoeverDeletesItselfHearsSoFirst() throws IOException {
    try (RawSocket ann = connect()) {
      ann.exchange("AUTH ann pw\r\n", "+OK\r\n");
      ann.send("ACL DELUSER ann\r\n");
      assertThat(ann.readAll()).isEqualTo(":1\r\n");
    }
  }

  @Test
  void subscribersGoWhereTheirChannelIsTaken() throws IOException {
    try (RawSocket hears = connect();
        RawSocket quiet = connect()) {
      hears.exchange("AUTH ann pw\r\n", "+OK\r\n");
      quiet.exchange("AUTH ann pw\r\n", "+OK\r\n");
      hears.exchange("SUBSCRIBE c1\r\n", "*3\r\n$9\r\nsubscribe\r\n$2\r\nc1\r\n:1\r\n");
      operator.execute("ACL", "SETUSER", "ann", "&d*");
      quiet.exchange("PUBLISH c1 x\r\n", ":1\r\n");
      assertThat(hears.read(3)).isEqualTo("*3\r");
      operator.execute("ACL", "SETUSER", "ann", "resetchannels", "&d*");
      hears.readAll();
      quiet.exchange("PING\r\n", PONG);
      quiet.exchange("PUBLISH c1 x\r\n", "-NOPERM No permissions to access a channel\r\n");
    }
  }

  @Test
  void killsByUser() throws IOException {
    try (RawSocket ann = connect()) {
      ann.exchange("AUTH ann pw\r\n", "+OK\r\n");
      assertThat(operator.execute("CLIENT", "KILL", "USER", "ann").asLong()).isEqualTo(1);
      assertThat(ann.readAll()).isEmpty();
    }
  }

  @Test
  void aCallThatWaitsIsRefusedOnceItMayNotGoOn() throws IOException {
    try (RawSocket ann = connect()) {
      ann.exchange("AUTH ann pw\r\n", "+OK\r\n");
      ann.send("BLPOP a 0\r\n");
      await()
          .until(() -> operator.execute("INFO", "clients").asText().contains("blocked_clients:1"));
      operator.execute("ACL", "SETUSER", "ann", "-blpop");
      operator.execute("RPUSH", "a", "x");
      assertThat(ann.read(7)).isEqualTo("-NOPERM");
      assertThat(operator.execute("LLEN", "a").asLong()).isEqualTo(1);
    }
  }

  @Test
  void anUnknownCallerMaySendLittle() throws IOException {
    operator.execute("CONFIG", "SET", "requirepass", "secret");
    for (String request :
        new String[] {
          "*1000000\r\n$536870912\r\n", "*2\r\n$3\r\nGET\r\n$16385\r\n", "*11\r\n$3\r\nGET\r\n"
        }) {
      try (RawSocket stranger = connect()) {
        stranger.send(request);
        assertThat(stranger.readAll()).startsWith("-ERR Protocol error: unauthenticated ");
      }
    }
    try (RawSocket known = connect()) {
      known.exchange("AUTH secret\r\n", "+OK\r\n");
      known.exchange("DEL " + "k ".repeat(20) + "\r\n", ":0\r\n");
    }
  }

  @Test
  void anUnknownCallerThatNeverReadsTakesNoMemory() throws Exception {
    operator.execute("CONFIG", "SET", "requirepass", "secret");
    byte[] pings = "PING\r\n".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
    ExecutorService sender = Executors.newSingleThreadExecutor();
    try (RawSocket stranger = connect()) {
      Future<?> sent = sender.submit(() -> sendAll(stranger, pings));
      assertThatThrownBy(() -> sent.get(3, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
      long unsent = server.connections().stream().mapToLong(c -> c.buffers().output()).sum();
      assertThat(unsent).isLessThan(1 << 20);
      stranger.reset();
    } finally {
      sender.shutdownNow();
    }
  }

  private static int sendAll(RawSocket stranger, byte[] pings) throws IOException {
    for (int i = 0; i < 1000; i++) {
      stranger.send(pings);
    }
    return 0;
  }

  @Test
  void whoeverHoldsTheMostGoesFirstWhereMemoryIsShort() throws IOException {
    try (RawSocket large = connect();
        RawSocket small = connect()) {
      large.send("*2\r\n$4\r\nECHO\r\n$900000\r\n" + "x".repeat(800_000));
      await()
          .until(() -> server.connections().stream().anyMatch(c -> c.buffers().unread() > 700_000));
      operator.execute("CONFIG", "SET", "maxmemory-clients", "100kb");
      assertThat(large.readAll()).isEmpty();
      small.exchange("PING\r\n", PONG);
    }
  }

  @Test
  void whoeverGrowsBeyondTheLimitGoesAtOnce() throws IOException {
    operator.execute("CONFIG", "SET", "maxmemory-clients", "1mb");
    String queued = "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$400000\r\n" + "x".repeat(400_000) + "\r\n";
    try (RawSocket greedy = connect();
        RawSocket kept = connect()) {
      greedy.exchange("MULTI\r\n", "+OK\r\n");
      greedy.exchange(queued, "+QUEUED\r\n");
      greedy.exchange(queued, "+QUEUED\r\n");
      try {
        greedy.send(queued);
        assertThat(greedy.readAll()).doesNotEndWith("+QUEUED\r\n+QUEUED\r\n");
      } catch (SocketException e) {
        // Closed while it was still sending, which is as good.
        assertThat(e).hasMessageMatching("(?i).*(broken pipe|reset).*");
      }
      assertThat(operator.execute("CLIENT", "LIST").asText()).doesNotContain("flags=x");
      kept.exchange("CLIENT NO-EVICT ON\r\nMULTI\r\n", "+OK\r\n+OK\r\n");
      for (int i = 0; i < 4; i++) {
        kept.exchange(queued, "+QUEUED\r\n");
      }
    } finally {
      operator.execute("CONFIG", "SET", "maxmemory-clients", "0");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SUBSCRIBE c%d",
        "PSUBSCRIBE c%d",
        "SSUBSCRIBE c%d",
        "CLIENT TRACKING ON BCAST PREFIX c%09d",
        "WATCH c%d"
      })
  void whatAClientListensToCounts(String line) throws IOException {
    try (RawSocket greedy = connect()) {
      greedy.send("HELLO 3\r\nCLIENT SETNAME greedy\r\n");
      StringBuilder calls = new StringBuilder();
      for (int i = 0; i < 1000; i++) {
        calls.append(String.format(Locale.ROOT, line, i)).append("\r\n");
      }
      greedy.send(calls.toString());
      await().until(() -> totalMemory("greedy") > 150_000);
      operator.execute("CONFIG", "SET", "maxmemory-clients", "100kb");
      assertThat(operator.execute("CLIENT", "LIST").asText()).doesNotContain("greedy");
    }
  }

  private int totalMemory(String name) {
    String list = operator.execute("CLIENT", "LIST").asText();
    Matcher found = Pattern.compile("name=" + name + " .* tot-mem=(\\d+)").matcher(list);
    return found.find() ? Integer.parseInt(found.group(1)) : 0;
  }

  @Test
  void repliesStayInStepWhateverErrorsEcho() throws IOException {
    try (RawSocket client = connect()) {
      client.send("*2\r\n$8\r\na\r\n+OK\r\n\r\n$6\r\nb\r\n:1\r\r\nPING\r\n");
      String reply = client.read(200 < 0 ? 0 : lengthOfError(client));
      assertThat(reply).endsWith(PONG);
      assertThat(reply.indexOf("\r\n")).isEqualTo(reply.length() - PONG.length() - 2);
    }
  }

  /** The error is one line, and what follows is the answer to PING. */
  private static int lengthOfError(RawSocket client) throws IOException {
    String expected =
        "-ERR unknown command 'a  +OK  ', with args beginning with: 'b  :1 ' \r\n" + PONG;
    assertThat(client.socket().isClosed()).isFalse();
    return expected.length();
  }

  @Test
  void debugIsForThisMachineOnly() throws IOException {
    try (RawSocket client = connect()) {
      client.exchange("DEBUG SLEEP 0\r\n", "+OK\r\n");
      assertThat(operator.execute("CONFIG", "SET", "dir", "/tmp").toString())
          .contains("can't set ");
    }
  }

  @Test
  void nettyHasNoKnownHoleInItsHandshake() {
    String version = Version.identify().get("netty-handler").artifactVersion();
    String[] parts = version.split("\\.", -1);
    assertThat(Integer.parseInt(parts[1])).as(version).isGreaterThanOrEqualTo(2);
    assertThat(Integer.parseInt(parts[2])).as(version).isGreaterThanOrEqualTo(15);
  }

  private RawSocket connect() throws IOException {
    return new RawSocket(server.port());
  }
}
