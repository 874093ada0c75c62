package dev.redstart.engine.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages on a connection: all arrive, none between the parts of a reply. */
class PushTest {

  private static final String MESSAGE = ">3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$1\r\nx\r\n";

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
  void noMessageIsLeftBehindByCallsOfTheSameConnection() throws Exception {
    try (RawSocket client = connectRich()) {
      client.exchange("SUBSCRIBE c\r\n", ">3\r\n$9\r\nsubscribe\r\n$1\r\nc\r\n:1\r\n");
      int rounds = 300;
      int perThread = 20;
      for (int round = 0; round < rounds; round++) {
        List<Thread> speakers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
          speakers.add(new Thread(() -> publish(perThread)));
        }
        speakers.forEach(Thread::start);
        client.send("PING\r\n".repeat(10));
        int length = 10 * "+PONG\r\n".length() + 2 * perThread * MESSAGE.length();
        String seen = client.read(length);
        assertThat(seen.split(Pattern.quote(MESSAGE), -1)).hasSize(2 * perThread + 1);
        for (Thread speaker : speakers) {
          speaker.join();
        }
      }
    }
  }

  @Test
  void whatACallCausesForItsOwnConnectionFollowsItsReply() throws IOException {
    try (RawSocket client = connectRich()) {
      client.exchange("CLIENT TRACKING ON\r\nGET k\r\n", "+OK\r\n_\r\n");
      client.exchange("SET k v\r\n", "+OK\r\n>2\r\n$10\r\ninvalidate\r\n*1\r\n$1\r\nk\r\n");
      client.exchange("GET k\r\nMULTI\r\n", "$1\r\nv\r\n+OK\r\n");
      client.exchange("DEL k\r\nFLUSHALL\r\n", "+QUEUED\r\n+QUEUED\r\n");
      client.exchange(
          "EXEC\r\n",
          "*2\r\n:1\r\n+OK\r\n>2\r\n$10\r\ninvalidate\r\n*1\r\n$1\r\nk\r\n"
              + ">2\r\n$10\r\ninvalidate\r\n_\r\n");
      client.exchange("CLIENT REPLY OFF\r\nGET k\r\nSET k v\r\n", ">2\r\n$10\r\ninvalidate\r\n");
    }
  }

  @Test
  void whatAScriptTellsItsOwnConnectionFollowsItsReply() throws IOException {
    try (RawSocket client = connectRich()) {
      client.exchange("SUBSCRIBE c\r\n", ">3\r\n$9\r\nsubscribe\r\n$1\r\nc\r\n:1\r\n");
      for (int i = 0; i < 100; i++) {
        client.exchange(
            "EVAL \"redis.call('publish','c','m') return 'done'\" 0\r\n",
            "$4\r\ndone\r\n>3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$1\r\nm\r\n");
      }
    }
  }

  @Test
  void theOldProtocolHearsByRedirection() throws IOException {
    try (RawSocket ear = new RawSocket(server.port());
        RawSocket client = new RawSocket(server.port())) {
      ear.exchange("CLIENT ID\r\n", ":1\r\n");
      ear.exchange(
          "SUBSCRIBE __redis__:invalidate\r\n",
          "*3\r\n$9\r\nsubscribe\r\n$20\r\n__redis__:invalidate\r\n:1\r\n");
      client.exchange("CLIENT TRACKING ON REDIRECT 1\r\nGET k\r\n", "+OK\r\n$-1\r\n");
      client.exchange("SET k v\r\nFLUSHALL\r\n", "+OK\r\n+OK\r\n");
      String head = "*3\r\n$7\r\nmessage\r\n$20\r\n__redis__:invalidate\r\n";
      ear.exchange("", head + "*1\r\n$1\r\nk\r\n" + head + "$-1\r\n");
    }
  }

  @Test
  void aSubscriberMayCallAnythingInTheNewProtocol() throws IOException {
    try (RawSocket client = connectRich()) {
      client.exchange(
          "SSUBSCRIBE s\r\nSET k v\r\nSPUBLISH s x\r\n",
          ">3\r\n$10\r\nssubscribe\r\n$1\r\ns\r\n:1\r\n+OK\r\n:1\r\n"
              + ">3\r\n$8\r\nsmessage\r\n$1\r\ns\r\n$1\r\nx\r\n");
      client.exchange("PING\r\nRESET\r\nPING\r\n", "+PONG\r\n+RESET\r\n+PONG\r\n");
      client.exchange("SPUBLISH s x\r\nGET none\r\n", ":0\r\n$-1\r\n");
    }
  }

  @Test
  void aBrokenRedirectionIsTold() throws IOException {
    try (RawSocket client = connectRich()) {
      client.exchange("GET k\r\n", "_\r\n");
      // Who has read QUIT's reply may count on it at once.
      for (int id = 2; id < 100; id++) {
        try (RawSocket ear = new RawSocket(server.port())) {
          ear.exchange("CLIENT ID\r\n", ":" + id + "\r\n");
          client.exchange("CLIENT TRACKING ON REDIRECT " + id + "\r\n", "+OK\r\n");
          client.send("GET k\r\n").read(id == 2 ? 3 : 7);
          ear.exchange("QUIT\r\n", "+OK\r\n");
          client.exchange(
              "SET k v\r\n", "+OK\r\n>2\r\n$21\r\ntracking-redir-broken\r\n:" + id + "\r\n");
          assertThat(ear.readAll()).isEmpty();
        }
      }
    }
  }

  @Test
  void aConnectionThatWasKilledIsGoneForOthersAtOnce() throws IOException {
    try (RawSocket client = connectRich()) {
      client.exchange("GET k\r\n", "_\r\n");
      for (int id = 2; id < 100; id++) {
        try (RawSocket ear = new RawSocket(server.port())) {
          ear.exchange("CLIENT ID\r\n", ":" + id + "\r\n");
          client.exchange("CLIENT TRACKING ON REDIRECT " + id + "\r\n", "+OK\r\n");
          client.send("GET k\r\n").read(id == 2 ? 3 : 7);
          client.exchange("CLIENT KILL ID " + id + "\r\n", ":1\r\n");
          client.exchange(
              "SET k v\r\n", "+OK\r\n>2\r\n$21\r\ntracking-redir-broken\r\n:" + id + "\r\n");
        }
      }
    }
  }

  @Test
  void buffersShowInTheListOfClients() throws IOException {
    try (RawSocket one = new RawSocket(server.port());
        RawSocket other = new RawSocket(server.port())) {
      one.exchange("MULTI\r\nSET k 0123456789\r\n", "+OK\r\n+QUEUED\r\n");
      one.send("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$50000\r\n" + "x".repeat(20_000));
      await()
          .untilAsserted(
              () ->
                  assertThat(list(other))
                      .containsPattern(" qbuf=2[0-9]{4} qbuf-free=[1-9][0-9]* argv-mem=84 ")
                      .containsPattern(" multi-mem=158 ")
                      .containsPattern(" tot-mem=[2-6][0-9]{4} ")
                      .containsPattern(" qbuf=26 qbuf-free=0 argv-mem=10 multi-mem=0 "));
    }
  }

  private static String list(RawSocket client) throws IOException {
    String length = client.send("CLIENT LIST\r\n").read(6);
    return client.read(Integer.parseInt(length.substring(1, 4)) + 2);
  }

  @Test
  void linesInErrorsDoNotBreakTheStream() throws IOException {
    try (RawSocket client = new RawSocket(server.port())) {
      client.exchange(
          "*1\r\n$9\r\nx\r\n+OK\r\n:\r\nPING\r\n",
          "-ERR unknown command 'x  +OK  :', with args beginning with: \r\n+PONG\r\n");
      client.exchange(
          "*2\r\n$6\r\nCLIENT\r\n$4\r\n\377\r\n\376\r\nPING\r\n",
          "-ERR unknown subcommand '\377  \376'. Try CLIENT HELP.\r\n+PONG\r\n");
    }
  }

  /** What redis-py says first. */
  @Test
  void theGreetingOfRedisPy() throws IOException {
    try (RawSocket client = new RawSocket(server.port())) {
      client.send("*2\r\n$5\r\nHELLO\r\n$1\r\n3\r\n");
      assertThat(client.read(4)).isEqualTo("%7\r\n");
      client.send("*4\r\n$6\r\nCLIENT\r\n$7\r\nSETINFO\r\n$8\r\nLIB-NAME\r\n$8\r\nredis-py\r\n");
      client.send("*4\r\n$6\r\nCLIENT\r\n$7\r\nSETINFO\r\n$7\r\nLIB-VER\r\n$5\r\n6.4.0\r\n");
      client.send("*2\r\n$6\r\nSELECT\r\n$1\r\n1\r\n");
      client.send("*3\r\n$6\r\nCLIENT\r\n$8\r\nTRACKING\r\n$2\r\nON\r\n");
      client.send("*2\r\n$3\r\nGET\r\n$1\r\nk\r\n*2\r\n$4\r\nECHO\r\n$3\r\nend\r\n");
      String seen = "";
      while (!seen.endsWith("$3\r\nend\r\n")) {
        seen += client.read(1);
      }
      assertThat(seen).endsWith("+OK\r\n+OK\r\n+OK\r\n+OK\r\n_\r\n$3\r\nend\r\n");
    }
  }

  private RawSocket connectRich() throws IOException {
    RawSocket client = new RawSocket(server.port());
    client.send("HELLO 3\r\n");
    String seen = "";
    while (!seen.endsWith("modules\r\n*0\r\n")) {
      seen += client.read(1);
    }
    return client;
  }

  private void publish(int times) {
    try (Session session = engine.session()) {
      for (int i = 0; i < times; i++) {
        session.execute("PUBLISH", "c", "x");
      }
    }
  }
}
