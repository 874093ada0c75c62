package dev.redstart.engine.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.testing.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the real server does is compared elsewhere; these need a second client or a moved clock. */
final class TransactionsTest {

  private final ManualClock clock = new ManualClock();
  private final RedisEngine engine = RedisEngine.builder().clock(clock).build();
  private final Session session = engine.session();
  private final Session other = engine.session();

  @AfterEach
  void close() {
    session.close();
    other.close();
    engine.close();
  }

  @Test
  void execRunsWhatWasQueued() {
    run("MULTI");
    assertThat(run("SET k 1")).isEqualTo(Reply.simple("QUEUED"));
    assertThat(other("EXISTS k")).isEqualTo(Reply.integer(0));
    run("INCR k");
    assertThat(run("EXEC").asList()).containsExactly(Reply.ok(), Reply.integer(2));
  }

  @Test
  void aChangeOfAWatchedKeySpoilsExec() {
    run("WATCH k");
    other("SET k other");
    run("MULTI");
    run("SET k mine");
    assertThat(run("EXEC")).isEqualTo(Reply.nilArray());
    assertThat(run("GET k").asText()).isEqualTo("other");
  }

  @Test
  void aChangeThatChangesNothingSpoilsNothing() {
    run("WATCH k");
    other("DEL k");
    run("MULTI");
    assertThat(run("EXEC")).isEqualTo(Reply.empty());
  }

  @Test
  void theSameKeyOfAnotherDatabaseSpoilsNothing() {
    run("WATCH k");
    other("SELECT 1");
    other("SET k other");
    run("MULTI");
    assertThat(run("EXEC")).isEqualTo(Reply.empty());
  }

  @Test
  void aWatchedKeyThatExpiresSpoilsExec() {
    run("SET k v PX 100");
    run("WATCH k");
    clock.advance(Duration.ofMillis(110));
    run("MULTI");
    assertThat(run("EXEC")).isEqualTo(Reply.nilArray());
  }

  @Test
  void aSpoiledTransactionLeavesNoWatch() {
    run("WATCH k");
    other("SET k v");
    run("MULTI");
    run("EXEC");
    run("MULTI");
    run("SET k mine");
    assertThat(run("EXEC").asList()).containsExactly(Reply.ok());
  }

  @Test
  void unwatchForgets() {
    run("WATCH k");
    other("SET k v");
    run("UNWATCH");
    run("MULTI");
    assertThat(run("EXEC")).isEqualTo(Reply.empty());
  }

  @Test
  void aRefusedCallAbortsTheTransaction() {
    run("MULTI");
    assertThat(run("NOSUCH").failure()).isNotNull();
    run("SET k v");
    assertThat(run("EXEC"))
        .isEqualTo(
            new Reply.Failure("EXECABORT Transaction discarded because of previous errors."));
    assertThat(run("EXISTS k")).isEqualTo(Reply.integer(0));
    assertThat(run("EXEC")).isEqualTo(new Reply.Failure("ERR EXEC without MULTI"));
  }

  @Test
  void aFailureInsideStopsNothing() {
    run("SET text abc");
    run("MULTI");
    run("INCR text");
    run("SET k v");
    assertThat(run("EXEC").asList()).hasSize(2).last().isEqualTo(Reply.ok());
  }

  @Test
  void aSessionThatGoesLeavesNoWatch() {
    Session third = engine.session();
    third.execute("WATCH", "k");
    third.close();
    assertThat(other("SET k v")).isEqualTo(Reply.ok());
  }

  @Test
  void selectInsideOfATransactionCounts() {
    run("MULTI");
    run("SELECT 3");
    run("SET k v");
    run("EXEC");
    assertThat(session.database()).isEqualTo(3);
    other("SELECT 3");
    assertThat(other("GET k").asText()).isEqualTo("v");
  }

  private Reply run(String line) {
    return session.execute(line.split(" ", -1));
  }

  private Reply other(String line) {
    return other.execute(line.split(" ", -1));
  }
}
