package dev.redstart.engine.types.hash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.testing.EngineTest;
import dev.redstart.engine.testing.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashDeadlinesTest extends EngineTest {

  HashDeadlinesTest() {
    super("enable-debug-command", "yes");
  }

  /** From then on hashes are tables from their first field on, or packed. */
  private void packed(boolean packed) {
    run("CONFIG SET hash-max-listpack-entries " + (packed ? 512 : 0)).isOk();
  }

  private void advance(long millis) {
    advance(Duration.ofMillis(millis));
  }

  private String info(String section, String field) {
    return String.valueOf(run("INFO " + section).reply().asText())
        .lines()
        .filter(line -> line.startsWith(field))
        .findFirst()
        .orElse("");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFieldIsGoneFromItsDeadlineOn(boolean packed) {
    packed(packed);
    run("HSET h a 1 b 2").isInteger(2);
    run("HPEXPIRE h 100 FIELDS 1 a").is("*[:1]");
    advance(99);
    run("HGET h a").isBulk("1");
    run("HPTTL h FIELDS 3 a b c").is("*[:1 :-1 :-2]");
    run("HTTL h FIELDS 1 a").is("*[:1]");
    advance(1);
    run("HGET h a").isNull();
    run("HGETALL h").is("%[\"b\" \"2\"]");
    run("HLEN h").isInteger(1);
    run("HKEYS h").isList("b");
    run("HRANDFIELD h 9").isList("b");
    run("HPTTL h FIELDS 2 a b").is("*[:-2 :-1]");
    run("HINCRBY h a 5").isInteger(5);
    run("OBJECT ENCODING h").isBulk(packed ? "listpackex" : "hashtable");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theEventsComeWithinTenMillisecondsWithoutAnyAccess(boolean packed) {
    packed(packed);
    run("HSET h a 1 b 2 c 3");
    run("HEXPIRE h 60 FIELDS 2 a b");
    run("HEXPIRE h 61 FIELDS 1 c");
    assertThat(engine.events()).containsExactly("h hset h", "h hexpire h", "h hexpire h");
    engine.log();
    advance(60_010);
    assertThat(engine.events()).containsExactly("h hexpired h");
    assertThat(engine.log()).containsExactly("HDEL h a", "HDEL h b");
    advance(1000);
    assertThat(engine.events()).containsExactly("h hexpired h", "g del h");
    assertThat(engine.log()).containsExactly("HDEL h c");
    run("DBSIZE").isInteger(0);
    assertThat(info("stats", "expired_subkeys")).isEqualTo("expired_subkeys:3");
    assertThat(info("stats", "expired_keys")).isEqualTo("expired_keys:0");
  }

  @Test
  void manyFieldsExpireAtOnce() {
    for (int h = 0; h < 5; h++) {
      run("HSET h" + h + " <<1..3000:f# v>> stays v");
      run("HPEXPIRE h" + h + " 500 FIELDS 3000 <<1..3000:f#>>");
      run("HSET gone" + h + " a 1 b 2");
      run("HPEXPIRE gone" + h + " 500 FIELDS 2 a b");
    }
    engine.events();
    advance(505);
    run("DBSIZE").isInteger(5);
    run("HLEN h1").isInteger(1);
    assertThat(info("stats", "expired_subkeys")).isEqualTo("expired_subkeys:15010");
    assertThat(engine.events()).contains("h hexpired h0", "h hexpired gone4", "g del gone4");
  }

  @Test
  void whileExpiryIsSwitchedOffFieldsGoWhenTheHashIsLookedAt() {
    run("DEBUG SET-ACTIVE-EXPIRE 0").isOk();
    engine.given("HSET h a 1 b 2", "HPEXPIRE h 10 FIELDS 1 a", "HSET g a 1", "SET s x");
    engine.given("HPEXPIRE g 10 FIELDS 1 a");
    advance(1000);
    assertThat(engine.events()).isEmpty();
    run("DBSIZE").isInteger(3);
    run("HGET g a").isNull();
    assertThat(engine.events()).containsExactly("h hexpired g", "g del g");
    run("EXISTS g").isInteger(0);
    run("GET h").isErrorLike("WRONGTYPE");
    assertThat(engine.events()).containsExactly("h hexpired h");
    assertThat(engine.log()).containsExactly("HDEL g a", "HDEL h a");
    run("DEBUG SET-ACTIVE-EXPIRE 1").isOk();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whileExpiryIsSwitchedOffFieldsStayForWhoDoesNotLookAtThem(boolean packed) {
    packed(packed);
    run("DEBUG SET-ACTIVE-EXPIRE 0").isOk();
    engine.given("HSET h a 1 b 2 c 3", "HPEXPIRE h 10 FIELDS 3 a b c", "HSET g a 1");
    engine.given("HPEXPIRE g 10 FIELDS 1 a");
    advance(1000);
    run("EXISTS h g").isInteger(2);
    run("TYPE g").is("+hash");
    run("HLEN h").isInteger(3);
    run("HDEL h a").isInteger(1);
    run("HSET h b 4 d 5").isInteger(1);
    run("HPEXPIRE h 50 FIELDS 1 d").is("*[:1]");
    run("HLEN h").isInteger(3);
    run("RENAME g i").isOk();
    run("COPY i j").isInteger(1);
    run("EXISTS i j").isInteger(2);
    run("HMGET h a b c d").is("*[null(_) \"4\" null(_) \"5\"]");
    advance(50);
    run("HLEN h").isInteger(2);
    run("DEBUG SET-ACTIVE-EXPIRE 1").isOk();
    advance(10);
    run("EXISTS i j").isInteger(0);
    run("HLEN h").isInteger(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void valuesTakeDeadlinesAwayAndSumsKeepThem(boolean packed) {
    packed(packed);
    run("HSET h a 1 b 1 c 1 d 1 e 1");
    run("HPEXPIRE h 100 FIELDS 5 a b c d e");
    run("HSET h a 2");
    run("HINCRBY h b 2");
    run("HINCRBYFLOAT h c 2");
    run("HPERSIST h FIELDS 2 d none").is("*[:1 :-2]");
    run("HDEL h e");
    run("HSET h e 2");
    run("HPTTL h FIELDS 5 a b c d e").is("*[:-1 :100 :100 :-1 :-1]");
    advance(1000);
    run("HGETALL h").isListInAnyOrder("a", "2", "d", "1", "e", "2");
  }

  @Test
  void aDeadlineMayMoveEitherWay() {
    run("HSET h a 1 b 1");
    run("HPEXPIRE h 1000 FIELDS 2 a b");
    run("HPEXPIRE h 100 FIELDS 1 a");
    run("HPEXPIRE h 5000 FIELDS 1 b");
    advance(104);
    run("HKEYS h").isList("b");
    advance(2000);
    run("HKEYS h").isList("b");
    advance(3000);
    run("EXISTS h").isInteger(0);
  }

  @Test
  void isLoggedAsWhatHappened() {
    engine.given("HSET h a 1 b 2 c 3 d 4");
    run("HPEXPIRE h 100 NX FIELDS 3 a none b").is("*[:1 :-2 :1]");
    long at = engine.clock().millis() + 100;
    assertThat(engine.log()).containsExactly("HPEXPIREAT h " + at + " NX FIELDS 2 a b");
    run("HEXPIRE h 0 FIELDS 2 b c").is("*[:2 :2]");
    assertThat(engine.log()).containsExactly("HDEL h b", "HDEL h c");
    run("HEXPIRE h 1 XX FIELDS 2 d none").is("*[:0 :-2]");
    run("HPERSIST h FIELDS 1 d").is("*[:-1]");
    assertThat(engine.log()).isEmpty();
    run("HINCRBYFLOAT h a 1.5").isBulk("2.5");
    assertThat(engine.log()).containsExactly("HSET h a 2.5", "HPEXPIREAT h " + at + " FIELDS 1 a");
    run("HPERSIST h FIELDS 1 a").is("*[:1]");
    assertThat(engine.log()).containsExactly("HPERSIST h FIELDS 1 a");
    engine.events();
    run("HEXPIRE h 0 FIELDS 2 a d").is("*[:2 :2]");
    assertThat(engine.events()).containsExactly("h hdel h", "g del h");
  }

  @Test
  void copiesAndOtherDatabasesKeepDeadlines() {
    run("HSET h a 1 b 2");
    run("HPEXPIRE h 100 FIELDS 1 a");
    run("COPY h copy").isInteger(1);
    run("RENAME h renamed").isOk();
    run("COPY renamed moved").isInteger(1);
    run("MOVE moved 3").isInteger(1);
    run("HDEL copy a").isInteger(1);
    run("HSET copy a 1").isInteger(1);
    run("SWAPDB 3 4").isOk();
    assertThat(info("keyspace", "db4")).endsWith("keys=1,expires=0,avg_ttl=0,subexpiry=1");
    advance(105);
    run("HGETALL renamed").is("%[\"b\" \"2\"]");
    run("HGETALL copy").isListInAnyOrder("a", "1", "b", "2");
    run("SELECT 4").isOk();
    run("HGETALL moved").is("%[\"b\" \"2\"]");
    assertThat(info("keyspace", "db4")).endsWith("subexpiry=0");
  }

  @Test
  void aHashThatIsReplacedTakesItsDeadlinesAlong() {
    run("HSET h a 1");
    run("HPEXPIRE h 100 FIELDS 1 a");
    run("SET h text").isOk();
    advance(1000);
    run("GET h").isBulk("text");
    run("HSET i a 1");
    run("HPEXPIRE i 100 FIELDS 1 a");
    run("DEL i").isInteger(1);
    run("HSET i a 1");
    advance(1000);
    run("HLEN i").isInteger(1);
    run("HPEXPIRE i 100 FIELDS 1 a");
    run("PEXPIRE i 50");
    engine.events();
    advance(1000);
    assertThat(engine.events()).containsExactly("x expired i");
    run("FLUSHALL").isOk();
  }

  @Test
  void spoilsTransactionsOfThoseWhoWatch() {
    run("HSET h a 1 b 2");
    run("HPEXPIRE h 100 FIELDS 1 a");
    run("WATCH h").isOk();
    advance(200);
    run("MULTI").isOk();
    run("PING");
    run("EXEC").isNull();
  }

  @Test
  void nothingGoesWhileWritesArePaused() {
    engine.given("HSET h a 1 b 2", "HPEXPIRE h 10 FIELDS 1 a", "HSET g a 1");
    engine.given("HPEXPIRE g 10 FIELDS 1 a", "PEXPIRE h 99999", "CLIENT PAUSE 1000 WRITE");
    advance(100);
    run("HGETALL h").is("%[\"b\" \"2\"]");
    run("PTTL h").isInteger(99_899);
    run("EXISTS g").isInteger(0);
    assertThat(engine.log()).isEmpty();
    assertThat(engine.events()).isEmpty();
    run("DBSIZE").isInteger(2);
    run("CLIENT UNPAUSE").isOk();
    assertThat(engine.log()).containsExactlyInAnyOrder("HDEL h a", "HDEL g a");
  }

  @Test
  void sortDoesNotSeeWhatHasExpired() {
    run("DEBUG SET-ACTIVE-EXPIRE 0");
    run("HSET h:x a 1 b 2");
    run("HPEXPIRE h:x 100 FIELDS 1 a");
    run("RPUSH l x");
    advance(100);
    run("SORT l BY nosort GET h:*->a GET h:*->b").is("*[null(_) \"2\"]");
  }

  /** A model of deadlines, in all encodings, with time going on. */
  @ParameterizedTest
  @ValueSource(ints = {0, 8, 512})
  void behavesAsTheModel(int entries) {
    long seed = Long.getLong("seed", new Random().nextLong());
    Random random = new Random(seed);
    run("CONFIG SET hash-max-listpack-entries " + entries);
    Map<String, Long> model = new TreeMap<>();
    for (int step = 0; step < 3000; step++) {
      String field = "f" + random.nextInt(20);
      long now = engine.clock().millis();
      switch (random.nextInt(8)) {
        case 0, 1 -> {
          run("HSET h " + field + " v");
          model.put(field, Long.MAX_VALUE);
        }
        case 2 -> {
          run("HDEL h " + field);
          model.remove(field);
        }
        case 3, 4, 5 -> {
          long at = now + 1 + random.nextInt(200);
          run("HPEXPIREAT h " + at + " FIELDS 1 " + field);
          model.computeIfPresent(field, (f, was) -> at);
        }
        case 6 -> {
          run("HPERSIST h FIELDS 1 " + field);
          model.computeIfPresent(field, (f, was) -> Long.MAX_VALUE);
        }
        default -> advance(random.nextInt(30));
      }
      long then = engine.clock().millis();
      model.values().removeIf(at -> at <= then);
      assertThat(deadlines()).as("step %d of -Dseed=%d", step, seed).isEqualTo(model);
    }
  }

  private Map<String, Long> deadlines() {
    Map<String, Long> found = new TreeMap<>();
    List<String> names =
        run("HKEYS h").reply().asList().stream()
            .map(name -> String.valueOf(name.asText()))
            .toList();
    for (String name : names) {
      Outcome at = run("HPEXPIRETIME h FIELDS 1 " + name);
      long deadline = at.reply().asList().get(0).asLong();
      found.put(name, deadline < 0 ? Long.MAX_VALUE : deadline);
    }
    return found;
  }
}
