package dev.redstart.engine.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redstart.engine.RedisEngine;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class UnixSocketTest {

  @TempDir Path directory;

  @Test
  void answersOnAFileThatIsGoneAfterwards() throws IOException {
    Path file = directory.resolve("redis.sock");
    try (RedisEngine engine = open(file, "770")) {
      assertThat(engine.commands().find("ping")).isNotNull();
      assertThat(talk(file, "PING\r\n")).isEqualTo("+PONG\r\n");
      assertThat(talk(file, "CLIENT LIST\r\n")).contains("laddr=").contains(file + ":0");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rwxrwx---");
      try (Stream<Path> all = Files.list(directory)) {
        assertThat(all).containsExactly(file);
      }
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void nobodyElseMayConnectWhereNothingIsSaid() throws IOException {
    Path file = directory.resolve("redis.sock");
    try (RedisEngine engine = open(file, "0")) {
      assertThat(engine.commands().find("ping")).isNotNull();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void replacesWhatAServerLeftButNoFileOfAnotherKind() throws IOException {
    Path file = directory.resolve("redis.sock");
    try (RedisEngine first = open(file, "700");
        RedisEngine second = open(file, "700")) {
      assertThat(first).isNotSameAs(second);
      assertThat(talk(file, "PING\r\n")).isEqualTo("+PONG\r\n");
    }
    Files.writeString(file, "precious");
    assertThatThrownBy(() -> open(file, "700").close())
        .isInstanceOf(ListenException.class)
        .hasMessageContaining("no socket");
    assertThat(file).hasContent("precious");
  }

  private static RedisEngine open(Path file, String rights) {
    return RedisEngine.builder()
        .setting("port", "0")
        .setting("unixsocket", file.toString())
        .setting("unixsocketperm", rights)
        .with(new RespServer())
        .build();
  }

  private static String talk(Path file, String request) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      ByteBuffer reply = ByteBuffer.allocate(4096);
      channel.read(reply);
      return new String(reply.array(), 0, reply.position(), StandardCharsets.US_ASCII);
    }
  }
}
