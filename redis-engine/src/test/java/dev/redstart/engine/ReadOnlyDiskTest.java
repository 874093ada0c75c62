package dev.redstart.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.testing.CommandLine;
import dev.redstart.engine.testing.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A directory that can't be written for a while: writes are refused, and later go on unasked. */
class ReadOnlyDiskTest {

  @TempDir private Path directory;

  private final FaultyDisk disk = new FaultyDisk(new Random(8));
  private final ManualClock clock = new ManualClock();

  @ParameterizedTest
  @ValueSource(strings = {"always", "everysec", "no"})
  void theLogGoesOnWhereItWas(String fsync) {
    try (RedisEngine engine = withLog(fsync);
        Session session = engine.session()) {
      assertThat(run(session, "SET a 1")).isEqualTo("OK");
      disk.readOnly(true);
      awaitReply(session, "SET b 1", "MISCONF Errors writing to the AOF file: Read-only file");
      assertThat(run(session, "GET a")).isEqualTo("1");
      assertThat(info(session)).contains("aof_last_write_status:err");
      disk.readOnly(false);
      awaitReply(session, "SET c 1", "OK");
      assertThat(info(session)).contains("aof_last_write_status:ok");
    }
    try (RedisEngine engine = withLog(fsync);
        Session session = engine.session()) {
      assertThat(run(session, "GET a")).isEqualTo("1");
      assertThat(run(session, "GET c")).isEqualTo("1");
    }
  }

  @Test
  void aBaseThatCantBeWrittenLeavesTheLogAsItWas() {
    try (RedisEngine engine = withLog("always");
        Session session = engine.session()) {
      run(session, "SET a 1");
      disk.readOnly(true);
      run(session, "BGREWRITEAOF");
      awaitInfo(session, "aof_rewrite_in_progress:0");
      disk.readOnly(false);
      awaitReply(session, "SET a 2", "OK");
      run(session, "BGREWRITEAOF");
      awaitInfo(session, "aof_rewrite_in_progress:0");
      assertThat(info(session)).contains("aof_last_bgrewrite_status:ok");
    }
    try (RedisEngine engine = withLog("always");
        Session session = engine.session()) {
      assertThat(run(session, "GET a")).isEqualTo("2");
    }
  }

  @Test
  void snapshotsGoOnByThemselves() {
    try (RedisEngine engine = withSnapshots();
        Session session = engine.session()) {
      run(session, "SET a 1");
      disk.readOnly(true);
      pass(session, 7);
      assertThat(info(session)).contains("rdb_last_bgsave_status:err");
      assertThat(run(session, "SET a 2"))
          .startsWith("MISCONF Redis is configured to save RDB snapshots");
      assertThat(run(session, "GET a")).isEqualTo("1");
      disk.readOnly(false);
      pass(session, 7);
      assertThat(run(session, "SET a 3")).isEqualTo("OK");
      run(session, "SAVE");
    }
    try (RedisEngine engine = withSnapshots();
        Session session = engine.session()) {
      assertThat(run(session, "GET a")).isEqualTo("3");
    }
  }

  private RedisEngine withLog(String fsync) {
    return RedisEngine.builder()
        .disk(disk)
        .setting("dir", directory.toString())
        .setting("appendonly", "yes")
        .setting("appendfsync", fsync)
        .build();
  }

  private RedisEngine withSnapshots() {
    return RedisEngine.builder()
        .disk(disk)
        .clock(clock)
        .setting("dir", directory.toString())
        .setting("dbfilename", "dump.rdb")
        .setting("save", "5 1")
        .build();
  }

  private void pass(Session session, int seconds) {
    for (int i = 0; i < seconds; i++) {
      clock.advance(Duration.ofSeconds(1));
      awaitInfo(session, "rdb_bgsave_in_progress:0");
    }
  }

  /** Calls until the answer is that one: the log is written on a thread of its own. */
  private static void awaitReply(Session session, String line, String beginning) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    String reply = run(session, line);
    while (!reply.startsWith(beginning) && System.nanoTime() < end) {
      Thread.onSpinWait();
      reply = run(session, line);
    }
    assertThat(reply).startsWith(beginning);
  }

  private static void awaitInfo(Session session, String field) {
    while (!info(session).contains(field)) {
      Thread.onSpinWait();
    }
  }

  private static String info(Session session) {
    return run(session, "INFO persistence");
  }

  private static String run(Session session, String line) {
    Reply reply = session.execute(CommandLine.parse(line));
    return reply instanceof Reply.Failure failure ? failure.message() : reply.asText() + "";
  }
}
