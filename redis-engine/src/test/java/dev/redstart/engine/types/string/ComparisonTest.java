package dev.redstart.engine.types.string;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.testing.EngineTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What compares strings before it writes, and MSETEX: newer than the Redis that we compare with.
 */
class ComparisonTest extends EngineTest {

  private static final String DIGEST = "b6acb9d84a38ff74";

  private void logs(String line, String... writes) {
    engine.log();
    run(line);
    assertThat(engine.log()).as(line).containsExactly(writes);
  }

  @Test
  void digestHasSixteenDigits() {
    run("SET k 'Hello world'");
    run("DIGEST k").isBulk(DIGEST);
    run("SET n 12345");
    run("DIGEST n").reply();
    assertThat(run("DIGEST n").reply().asText()).hasSize(16);
    run("DIGEST none").isNull();
    run("RPUSH l 1");
    run("DIGEST l").isErrorLike("WRONGTYPE");
  }

  @Test
  void setsWhereTheStringIsWhatIsExpected() {
    run("SET k v IFEQ x").isNull();
    run("SET k v IFDEQ " + DIGEST).isNull();
    run("EXISTS k").isInteger(0);
    run("SET k 1 IFNE 1").isOk();
    run("SET k 2 IFEQ 2").isNull();
    run("SET k 2 IFEQ 1").isOk();
    run("SET k 3 IFNE 2").isNull();
    run("SET k 'Hello world' IFNE 3 GET").isBulk("2");
    run("SET k 1 IFDNE " + DIGEST + " GET").isBulk("Hello world");
    run("SET k 1 IFDEQ B6ACB9D84A38FF74 EX 10").isOk();
    run("TTL k").isInteger(10);
    run("SET d 1 IFDNE " + DIGEST).isOk();
    run("RPUSH l 1");
    run("SET l 1 IFEQ 1").isErrorLike("WRONGTYPE");
  }

  @Test
  void isLoggedInWordsThatAnOlderRedisKnows() {
    run("SET k 1");
    logs("SET k 2 IFEQ 1", "SET k 2");
    logs("SET k 3 IFEQ 1");
    logs("SET k 3 IFEQ 2 KEEPTTL", "SET k 3 KEEPTTL");
    logs("SET k 4 IFEQ 3 PXAT 9000000000000", "SET k 4 PXAT 9000000000000");
    logs("DELEX k IFEQ 4", "DEL k");
    logs("MSETEX 2 a 1 b 2 NX", "SET a 1", "SET b 2");
    logs("MSETEX 1 a 1 PXAT 9000000000000", "SET a 1 PXAT 9000000000000");
    logs("MSETEX 1 a 2 KEEPTTL", "SET a 2 KEEPTTL");
  }

  @Test
  void delexRemovesWhereTheStringIsWhatIsExpected() {
    run("DELEX none").isInteger(0);
    run("DELEX none IFNE x").isInteger(0);
    run("SET k 'Hello world'");
    run("DELEX k IFEQ x").isInteger(0);
    run("DELEX k IFNE 'Hello world'").isInteger(0);
    run("DELEX k IFDNE " + DIGEST).isInteger(0);
    engine.events();
    run("DELEX k IFDEQ " + DIGEST).isInteger(1);
    assertThat(engine.events()).containsExactly("g del k");
    run("RPUSH l 1");
    run("DELEX l IFEQ 1").isError("ERR Key should be of string type if conditions are specified");
    run("DELEX l").isInteger(1);
  }

  @Test
  void msetexSetsAllOrNothing() {
    run("MSETEX 2 a 1 b 2 NX EX 10").isInteger(1);
    run("MSETEX 2 b 9 c 9 NX").isInteger(0);
    run("MSETEX 2 b 9 c 9 XX").isInteger(0);
    run("MGET a b c").is("*[\"1\" \"2\" null(_)]");
    run("MSETEX 1 a 3 keepttl xx").isInteger(1);
    run("TTL a").isInteger(10);
    run("MSETEX 1 a 3").isInteger(1);
    run("TTL a").isInteger(-1);
    advance(Duration.ofSeconds(11));
    run("MGET a b").is("*[\"3\" null(_)]");
    run("RPUSH l 1");
    engine.events();
    run("MSETEX 2 l 1 c 2 PX 5").isInteger(1);
    assertThat(engine.events()).containsExactly("$ set l", "g expire l", "$ set c", "g expire c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SET k v IFEQ 1 NX | ERR syntax error",
        "SET k v XX IFEQ 1 | ERR syntax error",
        "SET k v IFEQ 1 IFNE 2 | ERR syntax error",
        "SET k v IFEQ | ERR syntax error",
        "SET k v IFDEQ 12 | ERR must be exactly 16 hexadecimal characters",
        "DELEX k IFEQ | ERR wrong number of arguments for 'delex' command",
        "DELEX k IFEQ 1 2 | ERR wrong number of arguments for 'delex' command",
        "DELEX k IF 1 | ERR Invalid condition. Use IFEQ, IFNE, IFDEQ, or IFDNE",
        "DELEX k IFDNE 1 | ERR must be exactly 16 hexadecimal characters",
        "MSETEX k v 1 2 | ERR invalid numkeys value",
        "MSETEX 0 k v | ERR invalid numkeys value",
        "MSETEX -1 k v | ERR invalid numkeys value",
        "MSETEX 2147483648 k v | ERR invalid numkeys value",
        "MSETEX 2147483647 k v EX 10 | ERR wrong number of key-value pairs",
        "MSETEX 2 k v m | ERR wrong number of key-value pairs",
        "MSETEX 1 k v FOO | ERR syntax error",
        "MSETEX 1 k v NX XX | ERR syntax error",
        "MSETEX 1 k v EX 1 PX 1 | ERR syntax error",
        "MSETEX 1 k v EX 1 KEEPTTL | ERR syntax error",
        "MSETEX 1 k v EX 0 | ERR invalid expire time in 'msetex' command",
        "MSETEX 1 k v EX abc | ERR value is not an integer or out of range"
      })
  void refusesBeforeItChangesAnything(String line, String error) {
    run(line).isError(error);
    run("SET k w").isOk();
    run(line).isError(error);
    run("GET k").isBulk("w");
  }

  @Test
  void msetexLocksAllItsKeys() {
    run("COMMAND GETKEYS MSETEX 2 a 1 b 2 NX").isList("a", "b");
    run("COMMAND GETKEYS MSETEX 9 a 1 b 2 NX").isErrorLike("ERR");
  }
}
