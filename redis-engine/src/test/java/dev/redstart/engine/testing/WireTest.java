package dev.redstart.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.server.RespServer;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What scripts and functions answer, byte by byte as the port and Redis send it. */
class WireTest {

  private final RespServer server = new RespServer("127.0.0.1", 0);
  private final RedisEngine engine = RedisEngine.builder().with(server).build();

  @AfterEach
  void close() {
    engine.close();
  }

  @TestFactory
  Stream<DynamicTest> scriptsAnswerTheSameBytes() {
    return LineFile.all().stream()
        .filter(one -> one.title().startsWith("scripting"))
        .map(one -> DynamicTest.dynamicTest(one.title(), () -> compare(one)));
  }

  private void compare(LineFile.Case one) throws IOException {
    Oracle oracle = Oracle.required();
    Assumptions.assumeTrue(
        oracle.isAtLeast(one.since()) && oracle.isAtLeast("7.4"),
        "needs Redis 7.4 to compare with");
    for (int protocol = 2; protocol <= 3; protocol++) {
      try (Line ours = new Line(server.port(), protocol);
          Line theirs = new Line(oracle.port(), protocol)) {
        for (String call : one.lines()) {
          Bytes[] args = CommandLine.parse(call);
          String answer = ours.answer(args);
          String expected = theirs.answer(args);
          if (Stream.of("EVAL", "EVAL_RO", "FCALL", "FCALL_RO").anyMatch(args[0]::is)) {
            assertThat(answer).as(call).isEqualTo(expected);
          }
        }
      }
    }
  }

  /** A connection that keeps what it reads. */
  private static final class Line implements AutoCloseable {
    private final StringBuilder seen = new StringBuilder();
    private final SocketDoor door;

    Line(int port, int protocol) {
      door = new SocketDoor(port, protocol, this::listened);
      Stream.of("FLUSHALL", "SCRIPT FLUSH", "FUNCTION FLUSH").forEach(door::run);
    }

    /** The bytes of one reply, each as a character. */
    String answer(Bytes... args) {
      seen.setLength(0);
      door.send(args);
      door.receive(1);
      return seen.toString();
    }

    private InputStream listened(InputStream in) {
      return new FilterInputStream(new BufferedInputStream(in)) {
        @Override
        public int read() throws IOException {
          int letter = super.read();
          seen.append((char) letter);
          return letter;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
          int count = super.read(to, offset, length);
          for (int i = 0; i < count; i++) {
            seen.append((char) (to[offset + i] & 0xff));
          }
          return count;
        }
      };
    }

    @Override
    public void close() {
      door.close();
    }
  }
}
