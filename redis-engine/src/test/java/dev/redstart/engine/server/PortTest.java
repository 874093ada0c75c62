package dev.redstart.engine.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.reply.Reply;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PortTest {

  private static final String PING = "*1\r\n$4\r\nPING\r\n";
  private static final String PONG = "+PONG\r\n";

  private RespServer server = new RespServer("127.0.0.1", 0);
  private RedisEngine engine = RedisEngine.builder().with(server).build();

  @BeforeEach
  void prepare() {
    assertThat(server.port()).isPositive();
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void repliesInOrderHoweverTheRequestsAreCut() throws IOException {
    String requests =
        "*0\r\n\r\n*-1\r\n*3\r\n$3\r\nSET\r\n$1\r\na\r\n$1\r\n1\r\nINCR a\r\n*0\r\nGET a\r\n";
    String replies = "+OK\r\n:2\r\n$1\r\n2\r\n";
    for (int cut = 0; cut <= requests.length(); cut++) {
      try (RawSocket client = connect()) {
        client.send(requests.substring(0, cut));
        client.exchange(requests.substring(cut), replies);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*3000000000\r\n|invalid multibulk length",
        "*2\r\n$3\r\nGET\r\n$2000000000\r\n|invalid bulk length",
        "*1\r\nfoo\r\n|expected '$', got 'f'",
        "set \"\"\"a\"\"\" b\r\n|unbalanced quotes in request",
      })
  void badFramesEndTheirConnectionOnly(String frameAndReason) throws IOException {
    String[] parts = frameAndReason.split("\\|", -1);
    try (RawSocket good = connect();
        RawSocket bad = connect()) {
      good.exchange(PING, PONG);
      bad.send(PING + parts[0] + PING);
      assertThat(bad.readAll()).isEqualTo(PONG + "-ERR Protocol error: " + parts[1] + "\r\n");
      good.exchange(PING, PONG);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST / HTTP/1.1\r\n", "Host: example.org\r\n"})
  void browsersAreSentAway(String line) throws IOException {
    try (RawSocket browser = connect()) {
      browser.send(line + "SET stolen 1\r\n");
      assertThat(browser.readAll()).isEmpty();
    }
    try (Session session = engine.session()) {
      assertThat(session.execute("EXISTS", "stolen").asLong()).isZero();
    }
  }

  @Test
  void whoNeverReadsIsNotReadFrom() throws Exception {
    byte[] pings = PING.repeat(10_000).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    ExecutorService sender = Executors.newSingleThreadExecutor();
    try (RawSocket greedy = connect();
        RawSocket other = connect()) {
      Future<Integer> sent =
          sender.submit(
              () -> {
                for (int i = 0; i < 1000; i++) {
                  greedy.send(pings);
                }
                return 0;
              });
      assertThatThrownBy(() -> sent.get(3, TimeUnit.SECONDS))
          .isInstanceOf(java.util.concurrent.TimeoutException.class);
      assertThat(pending()).isLessThan(1 << 20);
      other.exchange(PING, PONG);
      greedy.reset();
      await().until(sent::isDone);
      other.exchange(PING, PONG);
    } finally {
      sender.shutdownNow();
    }
  }

  @Test
  void aSlowReaderGetsEverything() throws Exception {
    int count = 200_000;
    ExecutorService sender = Executors.newSingleThreadExecutor();
    try (RawSocket slow = connect()) {
      Future<?> sent = sender.submit(() -> slow.send(PING.repeat(count)));
      assertThat(slow.read(PONG.length() * count)).isEqualTo(PONG.repeat(count));
      sent.get();
    } finally {
      sender.shutdownNow();
    }
  }

  @Test
  void largeValuesGoBothWays() throws IOException {
    String value = "v".repeat(3_000_000);
    try (RawSocket client = connect()) {
      client.exchange(
          "*3\r\n$3\r\nSET\r\n$1\r\na\r\n$3000000\r\n" + value + "\r\n" + PING, "+OK\r\n" + PONG);
      client.exchange("GET a\r\n" + "GET a\r\n", ("$3000000\r\n" + value + "\r\n").repeat(2));
    }
  }

  @Test
  void aStormOfResetsHarmsNobody() throws IOException {
    try (RawSocket steady = connect()) {
      for (int i = 0; i < 500; i++) {
        RawSocket rude = connect();
        if (i % 2 == 0) {
          rude.send("*3\r\n$3\r\nSET\r\n$1\r\na\r\n$100000\r\nxxx");
        }
        rude.reset();
      }
      steady.exchange(PING, PONG);
      try (RawSocket fresh = connect()) {
        fresh.exchange(PING, PONG);
      }
    }
    await().until(() -> pendingClients() == 0);
  }

  @Test
  void aCallThatWaitsHoldsWhatFollows() throws IOException {
    try (RawSocket waiting = connect();
        Session session = engine.session()) {
      waiting.send("BLPOP list 0\r\nPING\r\n");
      awaitBlocked(1);
      session.execute("RPUSH", "list", "x");
      String expected = "*2\r\n$4\r\nlist\r\n$1\r\nx\r\n" + PONG;
      assertThat(waiting.read(expected.length())).isEqualTo(expected);
    }
  }

  @Test
  void whoLeavesWaitsNoLonger() throws IOException {
    try (Session session = engine.session()) {
      try (RawSocket waiting = connect()) {
        waiting.send("BLPOP list 0\r\n" + "PING\r\n".repeat(100));
        awaitBlocked(1);
      }
      awaitBlocked(0);
      session.execute("RPUSH", "list", "x");
      assertThat(session.execute("LLEN", "list").asLong()).isEqualTo(1);
    }
  }

  @Test
  void onlySoManyClients() throws IOException {
    restart("maxclients", "2");
    try (RawSocket first = connect();
        RawSocket second = connect()) {
      first.exchange(PING, PONG);
      second.exchange(PING, PONG);
      try (RawSocket third = connect()) {
        assertThat(third.readAll()).isEqualTo("-ERR max number of clients reached\r\n");
      }
    }
    await()
        .ignoreExceptions()
        .until(
            () -> {
              try (RawSocket again = connect()) {
                again.exchange(PING, PONG);
                return true;
              }
            });
  }

  @Test
  void idleClientsAreClosed() throws IOException {
    restart("timeout", "1");
    try (RawSocket idle = connect()) {
      idle.exchange(PING, PONG);
      assertThat(idle.readAll()).isEmpty();
    }
  }

  @Test
  void closingTheEngineClosesThePort() throws IOException {
    int port = server.port();
    try (RawSocket client = connect()) {
      client.exchange(PING, PONG);
      engine.close();
      assertThat(client.readAll()).isEmpty();
    }
    assertThatThrownBy(() -> new Socket("127.0.0.1", port).close())
        .isInstanceOf(ConnectException.class);
    assertThat(server.port()).isZero();
  }

  @Test
  void aPortInUseIsToldByName() {
    int taken = server.port();
    RedisEngine.Builder second = RedisEngine.builder().with(new RespServer("127.0.0.1", taken));
    assertThatThrownBy(second::build)
        .isInstanceOf(ListenException.class)
        .hasMessageContaining("127.0.0.1:" + taken)
        .hasRootCauseInstanceOf(BindException.class);
  }

  @Test
  void portZeroOfTheDirectiveMeansNone() {
    engine.close();
    server = new RespServer();
    engine = RedisEngine.builder().setting("port", "0").with(server).build();
    assertThat(server.port()).isZero();
    try (Session session = engine.session()) {
      assertThat(session.execute("SET", "a", "b")).isEqualTo(Reply.ok());
    }
    server = new RespServer("127.0.0.1", 0);
    engine.close();
    engine = RedisEngine.builder().with(server).build();
  }

  private void restart(String setting, String value) {
    engine.close();
    server = new RespServer("127.0.0.1", 0);
    engine = RedisEngine.builder().setting(setting, value).with(server).build();
  }

  private RawSocket connect() throws IOException {
    return new RawSocket(server.port());
  }

  private long pending() {
    return server.connections().stream().mapToLong(c -> c.buffers().all()).sum();
  }

  private int pendingClients() {
    return server.connections().size();
  }

  private void awaitBlocked(int count) {
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> server.connections().stream().filter(Connection::isWaiting).count() == count);
  }
}
