package dev.redstart.engine.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.persistence.files.FileInUseException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One engine at a time writes a file. */
class FileClaimTest {

  @TempDir Path folder;

  @Test
  void aSecondEngineIsToldWhoHasTheSnapshot() {
    RedisEngine first = engine("save", "900 1").build();
    assertThatThrownBy(() -> engine("save", "60 1").build())
        .hasMessageContaining("dump.rdb belongs to another engine of this process")
        .hasCauseInstanceOf(FileInUseException.class);
    try (RedisEngine second = engine("save", "").build();
        Session session = second.session()) {
      assertThat(session.execute("SAVE").toString()).contains("saving failed");
      first.close();
      assertThat(session.execute("SAVE").asText()).isEqualTo("OK");
    }
    engine("save", "900 1").build().close();
  }

  @Test
  void aSecondEngineIsToldWhoHasTheLog() {
    try (RedisEngine first = engine("appendonly", "yes").build()) {
      assertThat(first.commands().find(Bytes.of("PING"))).isNotNull();
      assertThatThrownBy(() -> engine("appendonly", "yes").build())
          .hasMessageContaining("appendonly.aof belongs to another engine")
          .hasCauseInstanceOf(FileInUseException.class);
      engine("appendonly", "yes").setting("appendfilename", "other.aof").build().close();
    }
    engine("appendonly", "yes").build().close();
  }

  @Test
  void aProcessThatEndedHoldsNothing() throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(other.inputReader().readLine()).isEqualTo("holds it");
      assertThatThrownBy(() -> engine("save", "900 1").build())
          .hasMessageContaining("belongs to process " + other.pid());
    } finally {
      other.destroyForcibly();
    }
    assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
    engine("save", "900 1").build().close();
    assertThat(Files.exists(folder.resolve("dump.rdb.lock"))).isTrue();
  }

  private RedisEngine.Builder engine(String name, String value) {
    return RedisEngine.builder()
        .setting("dir", folder.toString())
        .setting("dbfilename", "dump.rdb")
        .setting(name, value);
  }

  /** Another process that saves to the same file. */
  static final class Holder {

    private Holder() {}

    public static void main(String[] args) throws Exception {
      RedisEngine engine =
          RedisEngine.builder()
              .setting("dir", args[0])
              .setting("dbfilename", "dump.rdb")
              .setting("save", "900 1")
              .build();
      System.out.println("holds it");
      assertThat(System.in.read()).isEqualTo(-1);
      engine.close();
    }
  }
}
