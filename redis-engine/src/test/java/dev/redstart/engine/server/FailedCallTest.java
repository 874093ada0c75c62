package dev.redstart.engine.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.spi.GateOrder;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that no reply comes of, not even an error: their connection is closed, others go on. */
class FailedCallTest {

  private static final Bytes BROKEN = Bytes.of("broken");

  private final RespServer server = new RespServer("127.0.0.1", 0);
  private final RedisEngine engine =
      RedisEngine.builder()
          .with(server)
          .with(assembly -> assembly.gate(GateOrder.PERMISSION, FailedCallTest::refuse))
          .build();

  @AfterEach
  void close() {
    engine.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ECHO broken\r\n", "EVAL \"return 1\" 1 broken\r\n"})
  void endsItsConnectionOnly(String broken) throws IOException {
    try (RawSocket other = new RawSocket(server.port())) {
      for (int i = 1; i <= 20; i++) {
        try (RawSocket client = new RawSocket(server.port())) {
          client.exchange("PING\r\n", "+PONG\r\n");
          client.send("EVAL \"return 2\" 0\r\n" + broken + "INCR never\r\nPING\r\n");
          assertThat(client.readAll()).doesNotContain("PONG");
        }
        other.exchange("EVAL \"return redis.call('INCR', 'n')\" 0\r\n", ":" + i + "\r\n");
      }
      other.exchange("EXISTS never\r\n", ":0\r\n");
      assertThat(engine.session().execute("INFO", "clients").asText())
          .contains("connected_clients:1\r\n");
    }
  }

  @Test
  void endsAConnectionThatHasWaitedBeforeIt() throws IOException {
    try (RawSocket client = new RawSocket(server.port());
        RawSocket other = new RawSocket(server.port())) {
      client.send("BLPOP list 0\r\nECHO broken\r\nPING\r\n");
      other.exchange("RPUSH list 1\r\n", ":1\r\n");
      assertThat(client.readAll()).doesNotContain("PONG");
      other.exchange("PING\r\n", "+PONG\r\n");
    }
  }

  private static @Nullable Reply refuse(Client client, Command command, Bytes[] args) {
    if (args[args.length - 1].equals(BROKEN)) {
      throw new AssertionError("as a test wants it");
    }
    return null;
  }
}
