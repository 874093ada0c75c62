package dev.redstart.engine.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.testing.WireRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Scripts on connections: workers run them, several at a time are handed over together. */
class ErrandsTest {

  private static final String COUNT = "return redis.call('INCR', KEYS[1])";
  private static final String ENDLESS = "while true do end";
  private static final String MESSAGE = ">3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$1\r\nm\r\n";

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
  void aPipelineIsAnsweredInItsOrder() throws IOException {
    try (RawSocket client = new RawSocket(server.port())) {
      StringBuilder requests = new StringBuilder();
      StringBuilder replies = new StringBuilder();
      for (int i = 1; i <= 100; i++) {
        requests.append(count("n"));
        replies.append(':').append(i).append("\r\n");
        if (i % 7 == 0) {
          requests.append(request("GET", "n"));
          replies.append('$').append(String.valueOf(i).length()).append("\r\n");
          replies.append(i).append("\r\n");
        }
        if (i % 23 == 0) {
          requests.append("PING\r\n");
          replies.append("+PONG\r\n");
        }
      }
      client.exchange(requests.toString(), replies.toString());
    }
  }

  @Test
  void whatIsNotWantedIsLeftOut() throws IOException {
    try (RawSocket client = new RawSocket(server.port())) {
      String skip = request("CLIENT", "REPLY", "SKIP");
      client.exchange(skip + count("n") + count("n") + skip + count("n"), ":2\r\n");
      client.exchange(count("n"), ":4\r\n");
      String transaction = request("MULTI") + count("n") + count("n") + request("EXEC");
      client.exchange(
          transaction + count("n"), "+OK\r\n+QUEUED\r\n+QUEUED\r\n*2\r\n:5\r\n:6\r\n:7\r\n");
    }
  }

  @Test
  void whatAScriptTellsItsClientComesBeforeTheNextReply() throws IOException {
    try (RawSocket client = new RawSocket(server.port())) {
      client.send("HELLO 3\r\nSUBSCRIBE c\r\n");
      while (!client.read(1).equals(">")) {
        assertThat(client.socket().isConnected()).isTrue();
      }
      client.read("3\r\n$9\r\nsubscribe\r\n$1\r\nc\r\n:1\r\n".length());
      String tell = eval("redis.call('PUBLISH', 'c', 'm') return 1");
      client.exchange(
          (tell + count("n")).repeat(3),
          IntStream.rangeClosed(1, 3)
              .mapToObj(i -> ":1\r\n" + MESSAGE + ":" + i + "\r\n")
              .reduce("", String::concat));
    }
  }

  @Test
  void aBrokenFrameBehindThemIsToldAfterTheirReplies() throws IOException {
    try (RawSocket client = new RawSocket(server.port())) {
      client.send(count("n") + count("n") + "*1\r\n!\r\n" + count("n"));
      assertThat(client.readAll())
          .isEqualTo(":1\r\n:2\r\n-ERR Protocol error: expected '$', got '!'\r\n");
    }
    try (RawSocket client = new RawSocket(server.port())) {
      client.exchange(request("GET", "n"), "$1\r\n2\r\n");
    }
  }

  @Test
  void aCallThatIsHeldBackHoldsTheRestBackToo() throws IOException {
    try (RawSocket client = new RawSocket(server.port());
        RawSocket other = new RawSocket(server.port())) {
      other.exchange("CLIENT PAUSE 1000000 WRITE\r\n", "+OK\r\n");
      client.send(eval("return 'read'") + count("n") + count("n") + "GET n\r\n");
      other.exchange("PING\r\n", "+PONG\r\n");
      other.exchange("CLIENT UNPAUSE\r\n", "+OK\r\n");
      client.exchange("", "$4\r\nread\r\n:1\r\n:2\r\n$1\r\n2\r\n");
    }
  }

  @Test
  void whoStandsBehindASlowOneIsToldSo() throws IOException {
    List<RawSocket> others = new ArrayList<>();
    try (RawSocket slow = new RawSocket(server.port());
        RawSocket killer = new RawSocket(server.port())) {
      for (int i = 0; i < 5; i++) {
        others.add(new RawSocket(server.port()));
      }
      killer.exchange("CONFIG SET busy-reply-threshold 50\r\n", "+OK\r\n");
      slow.send(eval(ENDLESS));
      for (RawSocket other : others) {
        other.send(count("n"));
      }
      int sooner = 0;
      for (RawSocket other : others) {
        // Whoever is there before the slow one has begun is served, and comes again.
        String reply = line(other);
        while (reply.startsWith(":")) {
          sooner++;
          reply = line(other.send(count("n")));
        }
        assertThat(reply).startsWith("-BUSY");
      }
      killer.exchange("SCRIPT KILL\r\n", "+OK\r\n");
      assertThat(slow.read(4)).isEqualTo("-ERR");
      killer.exchange(count("n"), ":" + (sooner + 1) + "\r\n");
    } finally {
      for (RawSocket other : others) {
        other.close();
      }
    }
  }

  @Test
  void manyConnectionsLoseNothing() throws IOException {
    List<RawSocket> clients = new ArrayList<>();
    int rounds = 20;
    int perRound = 20;
    try {
      for (int i = 0; i < 20; i++) {
        clients.add(new RawSocket(server.port()));
      }
      for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < clients.size(); i++) {
          clients.get(i).send(count("n" + i).repeat(perRound));
        }
        for (RawSocket client : clients) {
          for (int i = 1; i <= perRound; i++) {
            String reply = ":" + (round * perRound + i) + "\r\n";
            client.exchange("", reply);
          }
        }
      }
    } finally {
      for (RawSocket client : clients) {
        client.close();
      }
    }
  }

  private static String line(RawSocket client) throws IOException {
    StringBuilder line = new StringBuilder();
    String next;
    do {
      next = client.read(1);
      line.append(next);
    } while (!next.isEmpty() && !next.equals("\n"));
    return line.toString();
  }

  private static String count(String key) {
    return request("EVAL", COUNT, "1", key);
  }

  private static String eval(String script) {
    return request("EVAL", script, "0");
  }

  private static String request(String... words) {
    return new String(
        WireRequest.of(Stream.of(words).map(Bytes::of).toList()), StandardCharsets.US_ASCII);
  }
}
