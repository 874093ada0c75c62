package dev.redstart.engine.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.testing.EngineTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** SLOWLOG, LATENCY and MONITOR; the clock stands still, so a call takes no time of its own. */
class SlownessTest extends EngineTest {

  SlownessTest() {
    super("slowlog-log-slower-than", "0", "enable-debug-command", "yes");
  }

  @Test
  void slowLogKeepsTheLastCalls() {
    run("CLIENT SETNAME me");
    run("SLOWLOG RESET");
    run("SET a 1");
    run("GET a");
    List<Reply> all = reply("SLOWLOG GET").asList();
    assertThat(all).hasSize(3);
    List<Reply> last = all.get(0).asList();
    assertThat(last).hasSize(6);
    assertThat(last.get(1).asLong()).isEqualTo(engine.clock().millis() / 1000);
    assertThat(last.get(2).asLong()).isZero();
    assertThat(words(last.get(3))).isEqualTo("GET a");
    assertThat(last.get(5).asText()).isEqualTo("me");
    assertThat(words(all.get(2).asList().get(3))).isEqualTo("SLOWLOG RESET");
    run("CONFIG SET slowlog-max-len 2");
    run("PING");
    assertThat(reply("SLOWLOG GET -1").asList()).hasSize(2);
    assertThat(reply("SLOWLOG GET 1").asList()).hasSize(1);
    run("CONFIG SET slowlog-max-len 0 slowlog-log-slower-than -1");
    run("SLOWLOG RESET");
    run("SLOWLOG LEN").isInteger(0);
  }

  @Test
  void whatTheSlowLogDoesNotKeepHasNoNumber() {
    run("PING");
    long number = lastNumber();
    run("CONFIG SET slowlog-max-len 0");
    run("PING");
    run("PING");
    run("CONFIG SET slowlog-max-len 10");
    run("PING");
    // SLOWLOG GET, CONFIG SET, PING.
    assertThat(lastNumber()).isEqualTo(number + 3);
  }

  private long lastNumber() {
    return reply("SLOWLOG GET 1").asList().get(0).asList().get(0).asLong();
  }

  @Test
  void slowLogTrimsWhatIsLong() {
    run("SADD s" + " x".repeat(33));
    assertThat(lastArguments()).hasSize(32).endsWith("... (4 more arguments)");
    run("SADD s <<A*200>>");
    assertThat(lastArguments().get(2)).hasSize(128 + 19).endsWith("A... (72 more bytes)");
  }

  @Test
  void slowLogHidesSecrets() {
    run("CONFIG SET requirepass \"\"");
    assertThat(lastArguments()).containsExactly("CONFIG", "SET", "requirepass", "(redacted)");
    run("AUTH secret");
    assertThat(lastArguments()).containsExactly("AUTH", "(redacted)");
  }

  @Test
  void callsOfATransactionAreLoggedAndExecIsNot() {
    run("MULTI");
    run("SET a 1");
    run("EXEC");
    assertThat(lastArguments()).containsExactly("SET", "a", "1");
  }

  @Test
  void callsThatWaitedAreLoggedOnce() {
    var waiting = engine.begin("b", "BLPOP l 0");
    run("PING");
    assertThat(lastArguments()).containsExactly("PING");
    run("RPUSH l x");
    assertThat(waiting).isDone();
    assertThat(allArguments()).containsOnlyOnce("BLPOP l 0");
    engine.begin("b", "BLPOP none 1");
    advance(Duration.ofSeconds(2));
    assertThat(lastArguments()).containsExactly("BLPOP", "none", "1");
  }

  @Test
  void monitorShowsCallsAsTheyRun() throws InterruptedException {
    engine.runAs("m", "MONITOR").isOk();
    run("SET k \"a b\\x00\\n\\\"\"");
    run("CONFIG GET nothing");
    engine.runAs("c", "SELECT 3");
    engine.runAs("c", "HELLO 3 AUTH default secret");
    run("MULTI");
    run("GET k");
    run("EXEC");
    var waiting = engine.begin("b", "BLPOP l 0");
    run("LPUSH l 1");
    assertThat(waiting).isDone();
    assertThat(seen())
        .containsExactly(
            "[0 ?:0] \"SET\" \"k\" \"a b\\x00\\n\\\"\"",
            "[3 ?:0] \"SELECT\" \"3\"",
            "[3 ?:0] \"HELLO\" \"3\" \"AUTH\" \"(redacted)\" \"(redacted)\"",
            "[0 ?:0] \"MULTI\"",
            "[0 ?:0] \"GET\" \"k\"",
            "[0 ?:0] \"EXEC\"",
            "[0 ?:0] \"BLPOP\" \"l\" \"0\"",
            "[0 ?:0] \"LPUSH\" \"l\" \"1\"");
    engine.runAs("m", "RESET");
    run("PING");
    assertThat(seen()).isEmpty();
  }

  @Test
  void monitorShowsAScriptBeforeItsCalls() throws InterruptedException {
    engine.runAs("m", "MONITOR").isOk();
    run("EVAL \"return redis.call('get', KEYS[1])\" 1 k");
    run("GET k");
    assertThat(seen())
        .containsExactly(
            "[0 ?:0] \"EVAL\" \"return redis.call('get', KEYS[1])\" \"1\" \"k\"",
            "[0 lua] \"get\" \"k\"",
            "[0 ?:0] \"GET\" \"k\"");
  }

  @Test
  void histogramsCountCalls() {
    run("CONFIG RESETSTAT");
    run("SET a 1");
    run("SET a 1");
    run("CLIENT ID");
    assertThat(reply("LATENCY HISTOGRAM set").toString()).contains("calls");
    List<Reply> set = reply("LATENCY HISTOGRAM set client foo").asList();
    assertThat(set.get(0).asText()).isEqualTo("set");
    assertThat(set.get(1).asList().get(1).asLong()).isEqualTo(2);
    assertThat(set.get(2).asText()).isEqualTo("client|id");
    assertThat(set).hasSize(4);
    run("CONFIG SET latency-tracking no");
    run("CONFIG RESETSTAT");
    run("SET a 1");
    assertThat(reply("LATENCY HISTOGRAM set").asList()).isEmpty();
  }

  @Test
  void slowCommandsAreLatencyEvents() {
    run("CONFIG SET latency-monitor-threshold 20");
    run("LATENCY RESET");
    run("LATENCY LATEST").isList();
    assertThat(reply("LATENCY DOCTOR").asText()).contains("20 milliseconds");
  }

  @Test
  void eventsOfOneSecondAreOne() {
    LatencyEvents events = new LatencyEvents();
    events.add("command", 10, 300);
    events.add("command", 10, 200);
    events.add("command", 12, 500);
    LatencyEvents.Event event = events.all().get(0);
    assertThat(event.samples()).hasSize(2);
    assertThat(event.samples().get(0).millis()).isEqualTo(300);
    assertThat(event.highest()).isEqualTo(500);
    assertThat(LatencyGraph.draw(event, 80))
        .startsWith("command - high 500 ms, low 300 ms (all time high 500 ms)\n")
        .contains("\n #\n");
    assertThat(LatencyReport.of(events.all(), 100, 80)).contains("command: 2 spikes in 70 seconds");
    for (int i = 0; i < 500; i++) {
      events.add("command", 100 + i, 1);
    }
    assertThat(events.all().get(0).samples()).hasSize(160);
    assertThat(events.forget("command")).isTrue();
    assertThat(events.forgetAll()).isZero();
  }

  private Reply reply(String line) {
    return run(line).reply();
  }

  private List<String> lastArguments() {
    return texts(reply("SLOWLOG GET 1").asList().get(0).asList().get(3));
  }

  private List<String> allArguments() {
    return reply("SLOWLOG GET -1").asList().stream()
        .map(item -> words(item.asList().get(3)))
        .toList();
  }

  private static String words(Reply array) {
    return String.join(" ", texts(array));
  }

  private static List<String> texts(Reply array) {
    return array.asList().stream().map(item -> Objects.requireNonNull(item.asText())).toList();
  }

  private List<String> seen() throws InterruptedException {
    List<String> lines = new ArrayList<>();
    for (Reply.Push push = engine.session("m").nextMessage(0);
        push != null;
        push = engine.session("m").nextMessage(0)) {
      String line = Objects.requireNonNull(push.items().get(1).asText());
      assertThat(line).matches("(?s)\\d+\\.\\d{6} \\[.*");
      lines.add(line.substring(line.indexOf('[')));
    }
    return lines;
  }
}
