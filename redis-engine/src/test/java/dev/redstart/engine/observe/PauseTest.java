package dev.redstart.engine.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.testing.EngineTest;
import dev.redstart.engine.testing.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PauseTest extends EngineTest {

  PauseTest() {
    super("enable-debug-command", "yes");
  }

  @Test
  void whatHasExpiredStaysWhileWritesArePaused() {
    engine.given("SET k v PX 100", "SET l v PX 100", "CLIENT PAUSE 1000 WRITE");
    advance(Duration.ofMillis(200));
    run("GET k").isNull();
    run("SCAN 0").is("*[\"0\" *[]]");
    run("DBSIZE").isInteger(2);
    assertThat(engine.events()).isEmpty();
    assertThat(engine.log()).isEmpty();
    run("CLIENT UNPAUSE").isOk();
    run("DBSIZE").isInteger(0);
    assertThat(engine.log()).containsExactlyInAnyOrder("DEL k", "DEL l");
  }

  /** The one holds all shards and asks for the pause, the other ends the pause and needs shards. */
  @Test
  void theEndOfAPauseWaitsForNobodyWhoWaitsForIt() throws Exception {
    engine.given("SET k v PX 100", "CLIENT PAUSE 1000 WRITE");
    engine.runAs("b", "MULTI");
    engine.runAs("b", "DEBUG SLEEP 0.3");
    engine.runAs("b", "INFO clients");
    engine.runAs("b", "CLIENT UNPAUSE");
    CompletableFuture<Outcome> asks =
        CompletableFuture.supplyAsync(() -> engine.runAs("b", "EXEC"));
    CompletableFuture<Void> ends =
        CompletableFuture.runAsync(() -> engine.advance(Duration.ofSeconds(2)));
    assertThat(asks.get(20, TimeUnit.SECONDS).reply().asList()).hasSize(3);
    ends.get(20, TimeUnit.SECONDS);
    run("DBSIZE").isInteger(0);
  }

  @Test
  void callsThatReplicasHearOfWaitForTheEndOfAPause() {
    engine.given("CLIENT PAUSE 100000 WRITE");
    CompletableFuture<Reply> count = engine.begin("b", "PFCOUNT h");
    CompletableFuture<Reply> publish = engine.begin("c", "PUBLISH c m");
    assertThat(run("INFO clients").toString()).contains("blocked_clients:2");
    assertThat(count).isNotDone();
    assertThat(publish).isNotDone();
    run("CLIENT UNPAUSE").isOk();
    assertThat(count).isCompletedWithValue(Reply.integer(0));
    assertThat(publish).isCompletedWithValue(Reply.integer(0));
  }

  @Test
  void scriptsThatSayTheyOnlyReadDoNotWait() {
    String reads = "\"#!lua flags=no-writes\\nreturn 'r'\"";
    String sha = run("SCRIPT LOAD " + reads).reply().asText();
    engine.given(
        "FUNCTION LOAD \"#!lua name=l\\nredis.register_function{function_name='f',"
            + "callback=function() return 'r' end,flags={'no-writes'}}\"",
        "CLIENT PAUSE 100000 WRITE");
    run("EVAL " + reads + " 0").isBulk("r");
    run("EVALSHA " + sha + " 0").isBulk("r");
    run("FCALL f 0").isBulk("r");
    run("EVAL_RO \"return redis.call('get','k')\" 0").isNull();
    List<CompletableFuture<Reply>> writers =
        List.of(
            engine.begin("b", "EVAL \"return 'w'\" 0"),
            engine.begin("c", "EVAL \"#!lua\\nreturn 'w'\" 0"));
    assertThat(writers).allMatch(reply -> !reply.isDone());
    run("CLIENT UNPAUSE").isOk();
    assertThat(writers).allMatch(reply -> "w".equals(reply.join().asText()));
  }

  @Test
  void transactionsWaitForWhatTheirScriptsMayDo() {
    engine.given("MULTI", "EVAL \"#!lua flags=no-writes\\nreturn 'r'\" 0");
    engine.runAs("b", "MULTI");
    engine.runAs("b", "EVAL \"#!lua\\nreturn 'w'\" 0");
    engine.runAs("c", "CLIENT PAUSE 100000 WRITE");
    run("EXEC").isList("r");
    CompletableFuture<Reply> exec = engine.begin("b", "EXEC");
    assertThat(exec).isNotDone();
    engine.runAs("c", "CLIENT UNPAUSE");
    assertThat(exec).isDone();
  }

  @Test
  void theEndOfAPauseLeavesExpiryAsDebugHasSetIt() {
    run("DEBUG SET-ACTIVE-EXPIRE 0").isOk();
    engine.given("SET k v PX 100", "CLIENT PAUSE 1000 WRITE", "CLIENT UNPAUSE");
    advance(Duration.ofMillis(200));
    run("DBSIZE").isInteger(1);
    run("GET k").isNull();
    run("DBSIZE").isInteger(0);
  }
}
