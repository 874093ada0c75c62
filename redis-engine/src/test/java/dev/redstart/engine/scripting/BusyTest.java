package dev.redstart.engine.scripting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.testing.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What others get while a script doesn't end. */
@Timeout(60)
class BusyTest {

  private static final String BUSY =
      "BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.";

  private final ManualClock clock = new ManualClock();
  private final RedisEngine engine = RedisEngine.builder().clock(clock).build();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Session first = engine.session();
  private Future<Reply> script;

  @BeforeEach
  void aScriptHolds() {
    first.execute("SET", "k", "v");
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    engine.close();
  }

  @Test
  void whoeverWaitsForItsLocksIsToldOnceItTakesTooLong() throws Exception {
    begin();
    Future<Reply> get = later(engine.session(), "GET", "k");
    Future<Reply> several = later(engine.session(), "MGET", "a", "b", "c", "k");
    Future<Reply> everything = later(engine.session(), "DBSIZE");
    Future<Reply> another = later(engine.session(), "EVAL", "return 1", "0");
    clock.advance(Duration.ofMillis(4_999));
    assertThat(List.of(get, several, everything, another)).noneMatch(Future::isDone);
    clock.advance(Duration.ofMillis(1));
    isBusy(get);
    isBusy(several);
    isBusy(everything);
    isBusy(another);
    kill();
    assertThat(first.execute("GET", "k").asText()).isEqualTo("v");
    assertThat(first.execute("DBSIZE").asLong()).isEqualTo(1);
  }

  @Test
  void aTransactionThatWaitsIsDiscarded() throws Exception {
    Session client = engine.session();
    client.execute("WATCH", "k");
    client.execute("MULTI");
    client.execute("SET", "k", "other");
    begin();
    Future<Reply> exec = later(client, "EXEC");
    clock.advance(Duration.ofSeconds(5));
    assertThat(exec.get(20, TimeUnit.SECONDS))
        .isEqualTo(new Reply.Failure("EXECABORT Transaction discarded because of: " + BUSY));
    assertThat(client.execute("DISCARD").failure()).hasMessage("ERR DISCARD without MULTI");
    kill();
    assertThat(client.execute("GET", "k").asText()).isEqualTo("v");
  }

  @Test
  void nobodyHasToWaitForThemToGo() throws Exception {
    Session watcher = engine.session();
    watcher.execute("WATCH", "k");
    Session waiter = engine.session();
    Future<Reply> pop = later(waiter, "BLPOP", "{k}list", "0");
    awaitLine("blocked_clients:1");
    begin("{k}list");
    watcher.execute("UNWATCH");
    watcher.close();
    waiter.close();
    kill();
    clock.advance(Duration.ofMillis(10));
    assertThat(pop.get(20, TimeUnit.SECONDS)).isEqualTo(Reply.Absent.NOTHING);
    first.execute("RPUSH", "{k}list", "a");
    assertThat(first.execute("LLEN", "{k}list").asLong()).isEqualTo(1);
    awaitLine("total_watched_keys:0");
  }

  private void begin(String... more) {
    String[] call = {"EVAL", "while true do end", "2", "k", more.length == 0 ? "k" : more[0]};
    script = later(engine.session(), call);
    await().until(() -> first.execute("FUNCTION", "STATS").failure() != null);
  }

  private Future<Reply> later(Session session, String... call) {
    return threads.submit(() -> session.execute(call));
  }

  private void awaitLine(String line) {
    await().until(() -> first.execute("INFO", "clients").asText().contains(line));
  }

  private static void isBusy(Future<Reply> call) throws Exception {
    assertThat(call.get(20, TimeUnit.SECONDS)).isEqualTo(new Reply.Failure(BUSY));
  }

  private void kill() throws Exception {
    assertThat(first.execute("SCRIPT", "KILL")).isEqualTo(Reply.ok());
    assertThat(script.get(20, TimeUnit.SECONDS).failure()).isNotNull();
  }
}
