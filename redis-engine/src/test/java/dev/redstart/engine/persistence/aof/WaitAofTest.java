package dev.redstart.engine.persistence.aof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.testing.CommandLine;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** WAITAOF while a log that was turned on waits for the end of a snapshot. */
@Timeout(60)
class WaitAofTest {

  private static final String OFF =
      "ERR WAITAOF cannot be used when numlocal is set but appendonly is disabled.";

  private static final Reply KEPT = Reply.array(Reply.integer(1), Reply.integer(0));
  private static final Reply NOT_KEPT = Reply.array(Reply.integer(0), Reply.integer(0));

  @TempDir private Path directory;

  @Test
  void waitsForTheFirstBase() throws Exception {
    try (RedisEngine engine = engine();
        Session session = engine.session()) {
      turnOnDuringSnapshot(session);
      assertThat(info(session)).contains("aof_enabled:1", "aof_pending_rewrite:1");
      assertThat(run(session, "WAITAOF 1 0 50")).isEqualTo(NOT_KEPT);
      CompletableFuture<Reply> waiting = waiting(engine);
      run(session, "CONFIG SET rdb-key-save-delay 0");
      assertThat(waiting.get(30, TimeUnit.SECONDS)).isEqualTo(KEPT);
      assertThat(info(session)).contains("aof_enabled:1", "aof_pending_rewrite:0");
    }
  }

  @Test
  void whatWasSafeInTheLastLogIsNotInTheNext() {
    try (RedisEngine engine = engine();
        Session session = engine.session()) {
      run(session, "CONFIG SET appendonly yes");
      run(session, "SET a 1");
      assertThat(run(session, "WAITAOF 1 0 0")).isEqualTo(KEPT);
      run(session, "CONFIG SET appendonly no");
      assertThat(run(session, "WAITAOF 1 0 0")).isEqualTo(new Reply.Failure(OFF));
      turnOnDuringSnapshot(session);
      assertThat(run(session, "WAITAOF 1 0 50")).isEqualTo(NOT_KEPT);
      run(session, "CONFIG SET rdb-key-save-delay 0");
      assertThat(run(session, "WAITAOF 1 0 0")).isEqualTo(KEPT);
    }
  }

  @Test
  void endsWhereTheLogIsTurnedOffAgain() throws Exception {
    try (RedisEngine engine = engine();
        Session session = engine.session()) {
      turnOnDuringSnapshot(session);
      CompletableFuture<Reply> waiting = waiting(engine);
      run(session, "CONFIG SET appendonly no");
      assertThat(waiting.get(30, TimeUnit.SECONDS)).isEqualTo(new Reply.Failure(OFF));
      assertThat(info(session)).contains("aof_enabled:0");
      run(session, "CONFIG SET rdb-key-save-delay 0");
    }
  }

  private static void turnOnDuringSnapshot(Session session) {
    run(session, "CONFIG SET rdb-key-save-delay 100000000");
    run(session, "SET key value");
    run(session, "BGSAVE");
    assertThat(run(session, "CONFIG SET appendonly yes")).isEqualTo(Reply.ok());
  }

  private static CompletableFuture<Reply> waiting(RedisEngine engine) throws InterruptedException {
    CompletableFuture<Reply> reply =
        CompletableFuture.supplyAsync(
            () -> {
              try (Session own = engine.session()) {
                return run(own, "WAITAOF 1 0 0");
              }
            });
    try (Session session = engine.session()) {
      while (!String.valueOf(run(session, "INFO clients").asText()).contains("blocked_clients:1")) {
        Thread.sleep(1);
      }
    }
    return reply;
  }

  private static String info(Session session) {
    return String.valueOf(run(session, "INFO persistence").asText());
  }

  private static Reply run(Session session, String line) {
    return session.execute(CommandLine.parse(line));
  }

  private RedisEngine engine() {
    return RedisEngine.builder()
        .setting("dir", directory.toString())
        .setting("dbfilename", "dump.rdb")
        .build();
  }
}
