package dev.redstart.engine.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.testing.CommandLine;
import dev.redstart.engine.testing.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Save points, and what happens when they can't be kept. */
class AutoSaveTest {

  private static final String MISCONF = "MISCONF Redis is configured to save RDB snapshots";

  @TempDir private Path parent;

  private final ManualClock clock = new ManualClock();
  private Path directory;
  private RedisEngine engine;
  private Session session;

  @BeforeEach
  void start() throws IOException {
    directory = Files.createDirectory(parent.resolve("data"));
    engine =
        RedisEngine.builder()
            .clock(clock)
            .setting("dir", directory.toString())
            .setting("dbfilename", "dump.rdb")
            .setting("save", "100 1 10 3")
            .build();
    session = engine.session();
  }

  @AfterEach
  void end() {
    session.close();
    engine.close();
  }

  @Test
  void savesOnceEnoughHasChanged() {
    run("SET a 1");
    pass(50);
    assertThat(saves()).isEqualTo("0");
    run("SET b 1");
    run("SET c 1");
    pass(1);
    assertThat(saves()).isEqualTo("1");
    assertThat(info("rdb_changes_since_last_save")).isEqualTo("0");
    run("SET a 2");
    pass(99);
    assertThat(saves()).isEqualTo("1");
    pass(3);
    assertThat(saves()).isEqualTo("2");
    pass(1000);
    assertThat(saves()).as("nothing has changed since").isEqualTo("2");
  }

  @Test
  void savePointsCanBeChanged() {
    assertThat(run("CONFIG GET save").asList().get(1).asText()).isEqualTo("100 1 10 3");
    run("CONFIG SET save \"\"");
    run("MSET a 1 b 1 c 1");
    pass(1000);
    assertThat(saves()).isEqualTo("0");
    run("CONFIG SET save \"5   1\"");
    pass(1);
    assertThat(saves()).isEqualTo("1");
    for (String wrong : new String[] {"a", "1", "1 2 3", "0 1", "-1 2", "1 -1"}) {
      assertThat(error("CONFIG SET save \"" + wrong + "\"")).contains("Invalid save parameters");
    }
    assertThatThrownBy(() -> RedisEngine.builder().setting("save", "x").build().close())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void writesAreRefusedUntilItCanSaveAgain() throws IOException {
    run("MSET a 1 b 1 c 1");
    Files.delete(directory.resolve("dump.rdb.lock"));
    Files.delete(directory);
    run("BGSAVE");
    awaitSaved();
    assertThat(info("rdb_last_bgsave_status")).isEqualTo("err");
    assertThat(error("SET a 2")).startsWith(MISCONF);
    assertThat(error("PING")).startsWith(MISCONF);
    assertThat(error("EVAL \"return redis.call('set','a',1)\" 1 a")).contains(MISCONF);
    assertThat(run("GET a").asText()).isEqualTo("1");
    run("CONFIG SET stop-writes-on-bgsave-error no");
    run("SET b 2");
    run("SET b 3");
    run("CONFIG SET stop-writes-on-bgsave-error yes");
    pass(20);
    assertThat(info("rdb_last_bgsave_status")).isEqualTo("err");
    Files.createDirectory(directory);
    pass(6);
    assertThat(info("rdb_last_bgsave_status")).isEqualTo("ok");
    assertThat(run("SET a 2")).isEqualTo(Reply.ok());
    assertThat(directory).isDirectoryContaining("glob:**dump.rdb");
  }

  @Test
  void aFlushSavesThatThereIsNothing() {
    run("MSET a 1 b 1");
    run("SAVE");
    run("SET c 1");
    run("FLUSHALL");
    assertThat(info("rdb_changes_since_last_save")).isEqualTo("0");
    run("SET d 1");
    assertThat(info("rdb_changes_since_last_save")).isEqualTo("1");
    assertThat(saves()).isEqualTo("2");
  }

  @Test
  void withinATransactionItWaitsForTheEnd() {
    run("MULTI");
    run("SET a 1");
    run("BGSAVE");
    run("SET a 2");
    assertThat(run("EXEC").asList())
        .extracting(Reply::asText)
        .containsExactly("OK", "Background saving scheduled", "OK");
    pass(1);
    assertThat(saves()).isEqualTo("1");
    assertThat(info("rdb_changes_since_last_save")).isEqualTo("0");
  }

  private void pass(int seconds) {
    for (int i = 0; i < seconds; i++) {
      clock.advance(Duration.ofSeconds(1));
      awaitSaved();
    }
  }

  private void awaitSaved() {
    while (!info("rdb_bgsave_in_progress").equals("0")) {
      Thread.onSpinWait();
    }
  }

  private String saves() {
    return info("rdb_saves");
  }

  private String info(String field) {
    String all = String.valueOf(run("INFO persistence").asText());
    return all.lines()
        .filter(line -> line.startsWith(field + ":"))
        .map(line -> line.substring(field.length() + 1).strip())
        .findFirst()
        .orElseThrow();
  }

  private Reply run(String line) {
    return session.execute(CommandLine.parse(line));
  }

  private String error(String line) {
    return ((Reply.Failure) run(line)).message();
  }
}
