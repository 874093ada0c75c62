package dev.redstart.engine.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.reply.Reply;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections are ended at the very moment at which their waiting calls are served. */
@Timeout(120)
class KilledWaitersTest {

  private static final int ROUNDS = 100;

  private final RespServer server = new RespServer("127.0.0.1", 0);
  private final RedisEngine engine = RedisEngine.builder().with(server).build();
  private final ExecutorService threads = Executors.newFixedThreadPool(2);

  @AfterEach
  void close() {
    threads.shutdownNow();
    engine.close();
  }

  @Test
  void anElementIsTakenOnceOrStays() throws Exception {
    int taken = 0;
    for (int i = 0; i < ROUNDS; i++) {
      String received = race("BLPOP queue 0\r\n", "RPUSH", "queue", "element");
      long left = execute("LLEN", "queue").asLong();
      assertThat(received).isIn("", "*2\r\n$5\r\nqueue\r\n$7\r\nelement\r\n");
      assertThat(left).isLessThanOrEqualTo(received.isEmpty() ? 1 : 0);
      taken += (int) (1 - left);
      execute("DEL", "queue");
    }
    assertThat(taken).isBetween(0, ROUNDS);
    nobodyWaits();
  }

  @Test
  void anEntryIsGivenOnceOrStays() throws Exception {
    execute("XGROUP", "CREATE", "stream", "group", "$", "MKSTREAM");
    for (int i = 0; i < ROUNDS; i++) {
      String received =
          race(
              "XREADGROUP GROUP group me BLOCK 0 STREAMS stream >\r\n",
              "XADD",
              "stream",
              "*",
              "field",
              "element");
      long pending = execute("XPENDING", "stream", "group").asList().get(0).asLong();
      assertThat(pending).isBetween(received.isEmpty() ? 0L : 1L, 1L);
      execute("XREADGROUP", "GROUP", "group", "me", "STREAMS", "stream", ">");
      assertThat(execute("XPENDING", "stream", "group").asList().get(0).asLong()).isEqualTo(1);
      execute("XTRIM", "stream", "MAXLEN", "0");
      execute("XGROUP", "DELCONSUMER", "stream", "group", "me");
    }
    nobodyWaits();
  }

  /** Serves a waiting call and ends its connection at the same time; what the connection got. */
  private String race(String waiting, String... serving) throws Exception {
    try (RawSocket client = new RawSocket(server.port())) {
      client.send("CLIENT ID\r\n");
      String id = client.read(1) + readLine(client);
      client.send(waiting);
      await().pollInterval(Duration.ofMillis(1)).until(() -> waiters() == 1);
      CyclicBarrier start = new CyclicBarrier(2);
      Future<Reply> served = threads.submit(() -> executeAfter(start, serving));
      Future<Reply> killed =
          threads.submit(() -> executeAfter(start, "CLIENT", "KILL", "ID", id.substring(1)));
      assertThat(served.get(20, TimeUnit.SECONDS)).isNotInstanceOf(Reply.Failure.class);
      assertThat(killed.get(20, TimeUnit.SECONDS).asLong()).isEqualTo(1);
      return rest(client);
    }
  }

  private static String readLine(RawSocket client) throws IOException {
    StringBuilder line = new StringBuilder();
    for (String next = client.read(1); !next.equals("\n"); next = client.read(1)) {
      line.append(next.trim());
    }
    return line.toString();
  }

  private static String rest(RawSocket client) throws IOException {
    try {
      return client.readAll();
    } catch (SocketException e) {
      return "";
    }
  }

  private Reply executeAfter(CyclicBarrier start, String... words) throws Exception {
    start.await();
    return execute(words);
  }

  private Reply execute(String... words) {
    try (Session session = engine.session()) {
      return session.execute(words);
    }
  }

  private long waiters() {
    return execute("INFO", "clients")
        .asText()
        .lines()
        .filter(line -> line.startsWith("blocked_clients:"))
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1)))
        .sum();
  }

  /** Who had gone takes nothing any more. */
  private void nobodyWaits() {
    await().until(() -> waiters() == 0);
    execute("RPUSH", "queue", "later");
    assertThat(execute("LLEN", "queue").asLong()).isEqualTo(1);
  }
}
