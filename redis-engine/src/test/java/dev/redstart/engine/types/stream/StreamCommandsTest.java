package dev.redstart.engine.types.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.testing.EngineTest;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Events, logged effects and times: what the comparison with a real server can't see. */
class StreamCommandsTest extends EngineTest {

  private static final int MANY = 100_000;

  StreamCommandsTest() {
    super("enable-debug-command", "yes");
  }

  private void logs(String line, String... commands) {
    engine.log();
    run(line);
    assertThat(engine.log()).as(line).containsExactly(commands);
  }

  private void tells(String line, String... events) {
    engine.events();
    run(line);
    assertThat(engine.events()).as(line).containsExactly(events);
  }

  private String id(long millis) {
    return engine.clock().millis() + millis + "-0";
  }

  @Test
  void idsFollowTheClockAndNeverGoBack() {
    run("XADD s * f v").isBulk(id(0));
    run("XADD s * f v").isBulk(engine.clock().millis() + "-1");
    advance(Duration.ofMillis(5));
    run("XADD s * f v").isBulk(id(0));
    run("XADD s 99999999999999-5 f v").isBulk("99999999999999-5");
    run("XADD s * f v").isBulk("99999999999999-6");
  }

  @Test
  void addingIsLoggedWithItsId() {
    logs("XADD s * f v", "XADD s " + id(0) + " f v");
    logs("XADD s 99999999999999-* f v", "XADD s 99999999999999-0 f v");
    logs("XADD s MAXLEN 5 99999999999999-7 f v", "XADD s MAXLEN 5 99999999999999-7 f v");
    logs(
        "XADD s MAXLEN ~ 5 99999999999999-8 f v", "XADD s MAXLEN = 4 KEEPREF 99999999999999-8 f v");
    logs("XADD s NOMKSTREAM 1-1 f v");
    logs("XTRIM s MAXLEN 1", "XTRIM s MAXLEN 1");
    logs("XTRIM s MAXLEN 1");
    logs("XDEL s 1-1");
    logs("XDEL s 99999999999999-8", "XDEL s 99999999999999-8");
  }

  @Test
  void trimmingByNodesIsLoggedByItsResult() {
    run("CONFIG SET stream-node-max-entries 2");
    for (int i = 1; i <= 7; i++) {
      run("XADD s 1-" + i + " f v");
    }
    logs("XTRIM s MINID ~ 1-4", "XTRIM s MINID = 1-3 KEEPREF");
    logs("XTRIM s MAXLEN ~ 3 LIMIT 2", "XTRIM s MAXLEN = 3 KEEPREF");
    logs("XADD s MINID ~ 2 2-1 f v", "XADD s MINID = 1-7 KEEPREF 2-1 f v");
  }

  @Test
  void eventsTellWhatHappened() {
    tells("XADD s MAXLEN 1 1-1 f v", "t xadd s");
    tells("XADD s MAXLEN 1 1-2 f v", "t xadd s", "t xtrim s");
    tells("XGROUP CREATE s g 0", "t xgroup-create s");
    tells("XGROUP CREATE n g 0 MKSTREAM", "t xgroup-create n");
    tells("XREADGROUP GROUP g c STREAMS s >", "t xgroup-createconsumer s");
    tells("XACK s g 1-2");
    tells("XGROUP SETID s g 0", "t xgroup-setid s");
    tells("XGROUP CREATECONSUMER s g d", "t xgroup-createconsumer s");
    tells("XGROUP DELCONSUMER s g d", "t xgroup-delconsumer s");
    tells("XGROUP DESTROY s g", "t xgroup-destroy s");
    tells("XSETID s 9-9", "t xsetid s");
    tells("XDEL s 1-2", "t xdel s");
    tells("XDEL s 1-2");
  }

  @Test
  void readingInAGroupIsLoggedAsClaims() {
    engine.given("XADD s 1-1 f v", "XADD s 1-2 f v", "XGROUP CREATE s g 0");
    long now = engine.clock().millis();
    logs(
        "XREADGROUP GROUP g c STREAMS s >",
        "XGROUP CREATECONSUMER s g c",
        "XCLAIM s g c 0 1-1 1-2 TIME " + now + " RETRYCOUNT 1 FORCE JUSTID LASTID 1-2",
        "XGROUP SETID s g 1-2 ENTRIESREAD 2");
    logs("XREADGROUP GROUP g c STREAMS s 0");
    logs("XREADGROUP GROUP g c STREAMS s >");
    logs("XREADGROUP GROUP g d STREAMS s >", "XGROUP CREATECONSUMER s g d");
    run("XADD s 1-3 f v");
    logs("XREADGROUP GROUP g c NOACK STREAMS s >", "XGROUP SETID s g 1-3 ENTRIESREAD 3");
    logs(
        "XCLAIM s g d 0 1-1 1-2 9-9",
        "XCLAIM s g d 0 1-1 1-2 TIME " + now + " RETRYCOUNT 3 FORCE JUSTID LASTID 1-3");
    run("XDEL s 1-1");
    logs(
        "XAUTOCLAIM s g c 0 - JUSTID",
        "XCLAIM s g d 0 1-1 TIME " + now + " RETRYCOUNT 3 FORCE JUSTID LASTID 1-3",
        "XCLAIM s g c 0 1-2 TIME " + now + " RETRYCOUNT 3 FORCE JUSTID LASTID 1-3");
    logs("XCLAIM s g c 100 1-2 LASTID 5-5", "XGROUP SETID s g 5-5 ENTRIESREAD 3");
    logs("XACK s g 1-2", "XACK s g 1-2");
    logs("XACK s g 1-2");
  }

  @Test
  void consumersAreSeenWhenTheyAskAndActiveWhenTheyGet() {
    engine.given("XADD s 1-1 f v", "XGROUP CREATE s g 0", "XREADGROUP GROUP g c STREAMS s >");
    advance(Duration.ofSeconds(5));
    run("XREADGROUP GROUP g c STREAMS s >").isNull();
    advance(Duration.ofSeconds(2));
    List<Reply> consumer = run("XINFO CONSUMERS s g").reply().asList().get(0).asList();
    assertThat(consumer.get(5).asLong()).isEqualTo(2000);
    assertThat(consumer.get(7).asLong()).isEqualTo(7000);
    run("XPENDING s g IDLE 7000 - + 1").hasSize(1);
    run("XPENDING s g IDLE 7001 - + 1").hasSize(0);
    run("XCLAIM s g d 7001 1-1").hasSize(0);
    run("XCLAIM s g d 7000 1-1").hasSize(1);
  }

  @Test
  void aReaderWakesWhenThereIsSomethingForIt() {
    run("XADD s 1-1 f v");
    CompletableFuture<Reply> one = engine.begin("one", "XREAD BLOCK 1000 STREAMS s t $ 0");
    CompletableFuture<Reply> other = engine.begin("other", "XREAD BLOCK 1000 STREAMS s 5");
    run("XGROUP CREATE s g 0");
    run("XDEL s 1-1");
    assertThat(one).isNotDone();
    run("XADD s 2-1 f v");
    assertThat(one).isDone();
    assertThat(other).isNotDone();
    advance(Duration.ofMillis(1000));
    assertThat(other.join().isNull()).isTrue();
  }

  @Test
  void eachEntryGoesToOneOfThoseWhoWait() {
    run("XGROUP CREATE s g $ MKSTREAM");
    CompletableFuture<Reply> one =
        engine.begin("one", "XREADGROUP GROUP g one COUNT 1 BLOCK 0 STREAMS s >");
    CompletableFuture<Reply> other =
        engine.begin("other", "XREADGROUP GROUP g other COUNT 1 BLOCK 0 STREAMS s >");
    CompletableFuture<Reply> third =
        engine.begin("third", "XREADGROUP GROUP g third COUNT 1 BLOCK 0 STREAMS s >");
    run("XADD s 1-1 f v");
    assertThat(one).isDone();
    assertThat(other).isNotDone();
    run("XADD s 1-2 f v");
    assertThat(other).isDone();
    run("XGROUP DESTROY s g");
    assertThat(((Reply.Failure) third.join()).message())
        .isEqualTo("NOGROUP No such key 's' or consumer group 'g' in XREADGROUP with GROUP option");
  }

  @Test
  void whatBelongsToGroupsDisturbsNoTransaction() {
    engine.given("XADD s 1-1 f v", "XGROUP CREATE s g 0", "WATCH s");
    engine.runAs("other", "XREADGROUP GROUP g c STREAMS s >");
    engine.runAs("other", "XACK s g 1-1");
    engine.given("MULTI", "PING");
    run("EXEC").hasSize(1);
    engine.given("WATCH s");
    engine.runAs("other", "XADD s 1-2 f v");
    engine.given("MULTI", "PING");
    run("EXEC").isNull();
  }

  @Test
  void countsBeyondAllMeasureAskForNothing() {
    engine.given("XADD s 1-1 f v", "XGROUP CREATE s g 0", "XREADGROUP GROUP g c STREAMS s >");
    run("XDEL s 1-1");
    run("XAUTOCLAIM s g c 0 - COUNT 4611686018427387904").isError("ERR COUNT must be > 0");
    run("XAUTOCLAIM s g c 0 - COUNT 576460752303423487").hasSize(3);
    run("XPENDING s g").hasSize(4);
    run("XRANGE s - + COUNT 9223372036854775807").hasSize(0);
    run("XPENDING s g - + 9223372036854775807").hasSize(0);
    run("XREADGROUP GROUP g c COUNT 9223372036854775807 STREAMS s 0").hasSize(1);
    run("XTRIM s MAXLEN ~ 9223372036854775807 LIMIT 9223372036854775807").isInteger(0);
    run("XDELEX s IDS 9223372036854775807 1-1")
        .isError("ERR The `numids` parameter must match the number of arguments");
  }

  @Test
  void manyIdsAtOnceAreNoDanger() {
    engine.given("XADD s 1-1 f v", "XGROUP CREATE s g 0", "XREADGROUP GROUP g c STREAMS s >");
    String ids = String.join(" ", Collections.nCopies(MANY, "1-1"));
    List<Reply> results = run("XACKDEL s g IDS " + MANY + " " + ids).reply().asList();
    assertThat(results).hasSize(MANY);
    assertThat(results.get(0).asLong()).isEqualTo(1);
    assertThat(results.get(MANY - 1).asLong()).isEqualTo(-1);
    run("XLEN s").isInteger(0);
  }
}
