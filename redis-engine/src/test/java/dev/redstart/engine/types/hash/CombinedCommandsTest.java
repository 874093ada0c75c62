package dev.redstart.engine.types.hash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.testing.EngineTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HGETDEL, HGETEX and HSETEX, which the Redis that we compare with doesn't know. */
class CombinedCommandsTest extends EngineTest {

  private static final long NOW = 1_700_000_000_000L;

  private void tells(String line, String... events) {
    engine.events();
    run(line);
    assertThat(engine.events()).as(line).containsExactly(events);
  }

  private void logs(String line, String... writes) {
    engine.log();
    run(line);
    assertThat(engine.log()).as(line).containsExactly(writes);
  }

  @Test
  void hgetdelAnswersAndRemoves() {
    run("HSET h a 1 b 2 c 3");
    run("HGETDEL h FIELDS 3 a none a").is("*[\"1\" null(_) null(_)]");
    run("HGETDEL none FIELDS 2 a b").is("*[null(_) null(_)]");
    logs("HGETDEL h FIELDS 2 b none", "HDEL h b");
    tells("HGETDEL h FIELDS 1 none");
    tells("HGETDEL h FIELDS 1 c", "h hdel h", "g del h");
    run("EXISTS h").isInteger(0);
  }

  @Test
  void hgetexChangesDeadlines() {
    run("HSET h a 1 b 2 c 3");
    run("HGETEX h FIELDS 2 a none").is("*[\"1\" null(_)]");
    logs("HGETEX h FIELDS 2 a b");
    logs("HGETEX h EX 10 FIELDS 2 a none", "HPEXPIREAT h " + (NOW + 10_000) + " FIELDS 1 a");
    run("HGETEX h FIELDS 1 b PX 5").is("*[\"2\"]");
    run("HPTTL h FIELDS 3 a b c").is("*[:10000 :5 :-1]");
    logs("HGETEX h PERSIST FIELDS 2 a c", "HPERSIST h FIELDS 1 a");
    tells("HGETEX h PERSIST FIELDS 2 a c");
    tells("HGETEX h EXAT 9000000000 FIELDS 1 c", "h hexpire h");
    advance(Duration.ofMillis(5));
    run("HMGET h a b c").is("*[\"1\" null(_) \"3\"]");
    logs("HGETEX h PXAT 1 FIELDS 2 a a", "HDEL h a");
    tells("HGETEX h EX 0 FIELDS 1 c", "h hdel h", "g del h");
    run("HGETEX none EX 5 FIELDS 2 a b").is("*[null(_) null(_)]");
    run("EXISTS none").isInteger(0);
  }

  @Test
  void hsetexSetsAllOrNothing() {
    run("HSETEX h FXX FIELDS 1 a 1").isInteger(0);
    run("EXISTS h").isInteger(0);
    run("HSETEX h FNX EX 10 FIELDS 2 a 1 b 2").isInteger(1);
    run("HSETEX h FNX FIELDS 2 c 1 b 2").isInteger(0);
    run("HSETEX h FXX FIELDS 2 c 1 b 2").isInteger(0);
    run("HSETEX h FXX KEEPTTL FIELDS 1 b 3").isInteger(1);
    run("HSETEX h FIELDS 1 a 3").isInteger(1);
    run("HSETEX h FIELDS 1 c 3 PX 70").isInteger(1);
    run("HPTTL h FIELDS 3 a b c").is("*[:-1 :10000 :70]");
    run("HGETALL h").isListInAnyOrder("a", "3", "b", "3", "c", "3");
  }

  @Test
  void hsetexTellsAndLogsWhatHappened() {
    tells("HSETEX h FIELDS 1 a 1", "h hset h");
    tells("HSETEX h EX 10 FIELDS 1 a 1", "h hset h", "h hexpire h");
    tells("HSETEX h PXAT 1 FIELDS 1 b 1", "h hset h", "h hdel h");
    tells("HSETEX h PXAT 1 FIELDS 1 a 1", "h hdel h", "g del h");
    logs("HSETEX h FNX FIELDS 2 a 1 b 1", "HSET h a 1 b 1");
    String at = String.valueOf(NOW + 10_000);
    logs(
        "HSETEX h EX 10 FIELDS 2 a 2 b 2",
        "HSET h a 2 b 2",
        "HPEXPIREAT h " + at + " FIELDS 2 a b");
    logs("HSETEX h KEEPTTL FIELDS 1 a 3", "HSET h a 3", "HPEXPIREAT h " + at + " FIELDS 1 a");
    logs("HSETEX h FXX FIELDS 1 none 3");
    logs("HSETEX h EXAT 1 FIELDS 1 c 3", "HSET h c 3", "HDEL h c");
  }

  @Test
  void longFieldsMakeATable() {
    run("HSETEX h EX 10 FIELDS 1 a " + "x".repeat(65)).isInteger(1);
    run("OBJECT ENCODING h").isBulk("hashtable");
    run("HTTL h FIELDS 1 a").is("*[:10]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HGETDEL h FIELDS 0 a | ERR Number of fields must be a positive integer",
        "HGETDEL h FIELDS 2 a | ERR The `numfields` parameter must match the number of arguments",
        "HGETDEL h FOO 1 a | ERR Mandatory argument FIELDS is missing or not at the right position",
        "HGETDEL h FIELDS 1 | ERR wrong number of arguments for 'hgetdel' command",
        "HGETEX h FIELDS 0 a | ERR invalid number of fields",
        "HGETEX h FIELDS abc a | ERR invalid number of fields",
        "HGETEX h FIELDS 2147483647 a | ERR wrong number of arguments",
        "HGETEX h FIELDS 1 a b | ERR unknown argument: b",
        "HGETEX h EX 5 PERSIST | ERR Only one of EX, PX, EXAT, PXAT or PERSIST arguments can be"
            + " specified",
        "HGETEX h EX -1 FIELDS 1 a | ERR invalid expire time, must be >= 0",
        "HGETEX h EX abc FIELDS 1 a | ERR value is not an integer or out of range",
        "HGETEX h EX 9223372036854775807 FIELDS 1 a | ERR invalid expire time in 'hgetex' command",
        "HGETEX h FIELDS 1 a EX | ERR missing expire time",
        "HGETEX h EX 5 PX | ERR Only one of EX, PX, EXAT, PXAT or PERSIST arguments can be"
            + " specified",
        "HGETEX h FIELDS 1 a FIELDS 1 b | ERR FIELDS keyword specified multiple times",
        "HGETEX h PERSIST EX 5 | ERR Only one of EX, PX, EXAT, PXAT or PERSIST arguments can be"
            + " specified",
        "HSETEX h FIELDS 1 a 1 FXX FNX | ERR Only one of FXX or FNX arguments can be specified",
        "HSETEX h KEEPTTL EX 5 FIELDS 1 a 1 | ERR Only one of EX, PX, EXAT, PXAT or KEEPTTL"
            + " arguments can be specified",
        "HSETEX h FIELDS 2 a 1 b | ERR wrong number of arguments",
        "HSETEX h EX 5 EX 6 FIELDS 1 a 1 | ERR Only one of EX, PX, EXAT, PXAT or KEEPTTL"
            + " arguments can be specified",
        "HSETEX h EX 5 FXX KEEP | ERR unknown argument: KEEP",
        "HSETEX h EX 5 FNX FXX x | ERR Only one of FXX or FNX arguments can be specified",
        "HSETEX h EX 50 FXX FNX | ERR Only one of FXX or FNX arguments can be specified"
      })
  void refusesBeforeItChangesAnything(String line, String error) {
    run(line).isError(error);
    run("SET s x").isOk();
    run(line.replace(" h ", " none ")).isError(error);
    assertThat(engine.log()).containsExactly("SET s x");
  }

  @Test
  void refusesOtherTypes() {
    run("SET s x");
    run("HGETDEL s FIELDS 1 a").isErrorLike("WRONGTYPE");
    run("HGETEX s FIELDS 1 a").isErrorLike("WRONGTYPE");
    run("HSETEX s FIELDS 1 a 1").isErrorLike("WRONGTYPE");
  }
}
