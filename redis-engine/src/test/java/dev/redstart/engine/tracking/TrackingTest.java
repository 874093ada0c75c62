package dev.redstart.engine.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.testing.EngineTest;
import dev.redstart.engine.testing.WireForm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrackingTest extends EngineTest {

  @Test
  void aReaderHearsOfTheFirstChangeOnly() throws InterruptedException {
    given("CLIENT TRACKING ON", "GET k");
    other("SET k 1");
    assertThat(heard("")).containsExactly("invalidate k");
    other("SET k 2");
    assertThat(heard("")).isEmpty();
    run("GET k").isBulk("2");
    run("SET k 3").isOk();
    assertThat(heard("")).containsExactly("invalidate k");
  }

  @Test
  void everyKeyOfACallIsTracked() throws InterruptedException {
    given("CLIENT TRACKING ON", "MGET a b c", "SET w 1", "EXISTS w");
    other("MSET a 1 c 1 x 1");
    other("DEL w");
    assertThat(heard("")).containsExactly("invalidate a", "invalidate c", "invalidate w");
    run("INFO stats").reply();
    assertThat(info("tracking_total_keys")).isEqualTo("1");
  }

  @Test
  void writesAreNoReads() throws InterruptedException {
    given("CLIENT TRACKING ON", "SET k v", "GETSET k v", "INCR n");
    other("SET k w");
    assertThat(heard("")).isEmpty();
  }

  @Test
  void noLoopLeavesOutWhatTheReaderChanged() throws InterruptedException {
    given("CLIENT TRACKING ON NOLOOP", "MGET a b", "SET a 1");
    assertThat(heard("")).isEmpty();
    other("MSET a 1 b 1");
    assertThat(heard("")).containsExactly("invalidate b");
  }

  @Test
  void exceptionsHoldForOneCall() throws InterruptedException {
    given("CLIENT TRACKING ON OPTIN", "GET a", "CLIENT CACHING YES", "GET b", "GET c");
    other("MSET a 1 b 1 c 1");
    assertThat(heard("")).containsExactly("invalidate b");
    given("CLIENT TRACKING OFF", "CLIENT TRACKING ON OPTOUT");
    given("GET a", "CLIENT CACHING NO", "GET b", "GET c");
    other("MSET a 1 b 1 c 1");
    assertThat(heard("")).containsExactly("invalidate a", "invalidate c");
    given("CLIENT TRACKING OFF", "CLIENT TRACKING ON OPTIN");
    given("CLIENT CACHING YES", "MULTI", "GET a", "GET b", "EXEC", "GET c");
    other("MSET a 1 b 1 c 1");
    assertThat(heard("")).containsExactly("invalidate a", "invalidate b");
  }

  @Test
  void broadcastTellsOfPrefixesInOneMessage() throws InterruptedException {
    given("CLIENT TRACKING ON BCAST PREFIX a PREFIX b");
    other("MSET c 1 b2 1 b1 1 a 1");
    assertThat(heard("")).containsExactlyInAnyOrder("invalidate a", "invalidate b1 b2");
    given("CLIENT TRACKING OFF", "CLIENT TRACKING ON BCAST NOLOOP");
    run("SET x 1");
    assertThat(heard("")).isEmpty();
    other("RENAME x y");
    assertThat(heard("")).containsExactly("invalidate x y");
  }

  @Test
  void expiryFlushesAndSwapsAreChanges() throws InterruptedException {
    given("CLIENT TRACKING ON", "SET k v PX 100", "GET k");
    advance(Duration.ofMillis(200));
    assertThat(heard("")).containsExactly("invalidate k");
    for (String line : List.of("FLUSHALL", "FLUSHDB", "SWAPDB 0 1")) {
      run("GET k");
      other(line);
      assertThat(heard("")).as(line).containsExactly("invalidate null");
      assertThat(info("tracking_total_keys")).isEqualTo("0");
    }
  }

  @Test
  void messagesGoWhereTheyAreRedirectedTo() throws InterruptedException {
    long id = engine.runAs("b", "CLIENT ID").reply().asLong();
    given("CLIENT TRACKING ON REDIRECT " + id, "GET k");
    other("SET k 1");
    assertThat(heard("")).isEmpty();
    assertThat(heard("b")).containsExactly("invalidate k");
    engine.session("b").client().protocol(2);
    given("GET k", "SET k 2");
    assertThat(heard("b")).isEmpty();
    engine.runAs("b", "SUBSCRIBE __redis__:invalidate");
    given("GET k", "SET k 3");
    assertThat(heard("b")).containsExactly("message __redis__:invalidate k");
    run("FLUSHALL");
    assertThat(heard("b")).containsExactly("message __redis__:invalidate null");
    run("GET k");
    engine.session("b").close();
    run("SET k 4");
    assertThat(heard("")).containsExactly("tracking-redir-broken " + id);
    assertThat(texts(run("CLIENT TRACKINGINFO").reply())).contains("broken_redirect");
    assertThat(run("CLIENT INFO").reply().asText()).contains(" flags=tR ").contains("redir=" + id);
  }

  @Test
  void whatATransactionReadsOfItsOwnIsStillGood() throws InterruptedException {
    given("CLIENT TRACKING ON", "MULTI", "SET k 1", "GET k", "EXEC");
    assertThat(heard("")).isEmpty();
    other("SET k 2");
    assertThat(heard("")).containsExactly("invalidate k");
  }

  @Test
  void theTableIsKeptSmall() throws InterruptedException {
    given("CLIENT TRACKING ON", "MGET a b c d e f");
    given("CONFIG SET tracking-table-max-keys 2", "PING");
    assertThat(info("tracking_total_keys")).isEqualTo("2");
    assertThat(heard("")).hasSize(4);
    given("CONFIG SET tracking-table-max-keys 0", "MGET a b c d e f", "PING");
    assertThat(info("tracking_total_keys")).isEqualTo("6");
  }

  @Test
  void nothingStaysBehindAClient() {
    engine.runAs("b", "CLIENT TRACKING ON");
    engine.runAs("b", "GET k");
    engine.runAs("c", "CLIENT TRACKING ON BCAST PREFIX x");
    assertThat(info("tracking_clients")).isEqualTo("2");
    assertThat(info("tracking_total_items")).isEqualTo("1");
    assertThat(info("tracking_total_prefixes")).isEqualTo("1");
    engine.session("b").close();
    engine.session("c").close();
    for (String field : List.of("clients", "total_keys", "total_items", "total_prefixes")) {
      assertThat(info("tracking_" + field)).as(field).isEqualTo("0");
    }
  }

  @Test
  void aServedWaiterHasMadeTheChange() throws InterruptedException {
    engine.runAs("b", "CLIENT TRACKING ON NOLOOP");
    engine.runAs("b", "LLEN k");
    engine.begin("b", "BLPOP k 0");
    other("RPUSH k v");
    assertThat(heard("b")).containsExactly("invalidate k");
  }

  private void given(String... lines) {
    engine.given(lines);
  }

  private void other(String line) {
    engine.runAs("other", line);
  }

  private String info(String field) {
    String all = String.valueOf(engine.runAs("other", "INFO").reply().asText());
    return all.replaceAll("(?s).*\\b" + field + ":(\\d+).*", "$1");
  }

  private List<String> heard(String client) throws InterruptedException {
    List<String> heard = new ArrayList<>();
    Reply.Push push = engine.session(client).nextMessage(0);
    while (push != null) {
      String kind = push.items().get(0).asText();
      if (!"subscribe".equals(kind)) {
        heard.add(String.join(" ", texts(push)));
      }
      push = engine.session(client).nextMessage(0);
    }
    return heard;
  }

  /** All texts in a reply, from left to right. */
  private static List<String> texts(Reply reply) {
    List<String> texts = new ArrayList<>();
    if (reply.isNull()) {
      texts.add("null");
    } else if (reply instanceof Reply.Bulk || reply instanceof Reply.Int) {
      texts.add(WireForm.of(reply, 2).get(0).text().toString());
    } else {
      reply.asList().forEach(item -> texts.addAll(texts(item)));
    }
    return texts;
  }
}
