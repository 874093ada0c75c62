package dev.redstart.engine.types.string;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.testing.EngineTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What replies don't show: events, what is logged, and time. */
class StringCommandsTest extends EngineTest {

  /** Ten seconds after the test clock's start. */
  private static final String LATER = "1700000010000";

  @Test
  void settingTellsOfTheSet() {
    tells("SET k v", "$ set k");
    tells("SETNX n v", "$ set n");
    tells("GETSET k w", "$ set k");
    tells("MSET k 1 m 2", "$ set k", "$ set m");
    tells("MSETNX x 1 y 2", "$ set x", "$ set y");
  }

  @Test
  void settingWithAnExpiryTellsOfBoth() {
    tells("SET k v EX 10", "$ set k", "g expire k");
    tells("SETEX k 10 v", "$ set k", "g expire k");
    tells("PSETEX k 10000 v", "$ set k", "g expire k");
    tells("SET k v KEEPTTL", "$ set k");
  }

  @Test
  void changesTellTheirOwnName() {
    tells("APPEND k v", "$ append k");
    tells("SETRANGE k 1 v", "$ setrange k");
    tells("SETRANGE k 1 ''");
    tells("INCR n", "$ incrby n");
    tells("DECRBY n 5", "$ incrby n");
    tells("INCRBYFLOAT n 1.5", "$ incrbyfloat n");
    tells("GETDEL n", "g del n");
    tells("GETDEL n");
  }

  @Test
  void getexTellsOfTheExpiryOnly() {
    engine.given("SET k v");
    tells("GETEX k");
    tells("GETEX k PERSIST");
    tells("GETEX k EX 10", "g expire k");
    tells("GETEX k PERSIST", "g persist k");
    tells("GETEX k EXAT 1", "g del k");
  }

  @Test
  void refusedWritesTellAndLogNothing() {
    engine.given("SET k v", "RPUSH l 1");
    for (String line :
        new String[] {
          "SET k w NX",
          "SET nokey w XX",
          "SETNX k w",
          "MSETNX k 1 n 2",
          "INCR k",
          "APPEND l x",
          "SET k v EX 0",
          "GETEX k EX 0",
          "DECRBY k -9223372036854775808",
          "SET l v GET"
        }) {
      tells(line);
      assertThat(engine.log()).as(line).isEmpty();
    }
  }

  @Test
  void timesAreLoggedAsMoments() {
    logs("SET k v EX 10", "SET k v PXAT " + LATER);
    logs("SET k v PX 10000 GET", "SET k v PXAT " + LATER);
    logs("SETEX k 10 v", "SET k v PXAT " + LATER);
    logs("PSETEX k 10000 v", "SET k v PXAT " + LATER);
    logs("GETEX k EX 10", "PEXPIREAT k " + LATER);
    logs("GETEX k PERSIST", "PERSIST k");
    logs("GETEX k EXAT 1", "DEL k");
    logs("SET k v KEEPTTL", "SET k v KEEPTTL");
  }

  @Test
  void whatReadsTooIsLoggedAsTheWrite() {
    engine.given("SET k v");
    logs("GETSET k w", "SET k w");
    logs("GETDEL k", "DEL k");
    logs("INCRBYFLOAT f 0.5", "SET f 0.5 KEEPTTL");
    logs("INCRBYFLOAT f 0.5", "SET f 1 KEEPTTL");
    logs("INCR f", "INCR f");
  }

  @Test
  void aStringIsGoneFromItsDeadlineOn() {
    run("SET k v PX 1000").isOk();
    advance(Duration.ofMillis(999));
    run("GET k").isBulk("v");
    run("PTTL k").isInteger(1);
    advance(Duration.ofMillis(1));
    run("GET k").isNull();
    run("SET k w KEEPTTL").isOk();
    run("PTTL k").isInteger(-1);
  }

  @Test
  void changesInPlaceKeepTheDeadlineAndNewValuesDoNot() {
    run("SET k 1 EX 10").isOk();
    run("INCR k").isInteger(2);
    run("APPEND k 3").isInteger(2);
    run("SETRANGE k 0 4").isInteger(2);
    run("INCRBYFLOAT k 1.5").isBulk("44.5");
    run("TTL k").isInteger(10);
    run("GETSET k 5").isBulk("44.5");
    run("TTL k").isInteger(-1);
  }

  @Test
  void anExpiredStringIsAbsentForEveryWrite() {
    run("SET k 5 PX 10").isOk();
    advance(Duration.ofMillis(20));
    run("INCR k").isInteger(1);
    run("PTTL k").isInteger(-1);
  }

  @Test
  void stringsAreNoLongerThanTheSettingAllows() {
    run("SETRANGE k 536870911 ab")
        .isError("ERR string exceeds maximum allowed size (proto-max-bulk-len)");
    run("EXISTS k").isInteger(0);
  }

  private void tells(String line, String... events) {
    run(line);
    assertThat(engine.events()).as(line).containsExactly(events);
    if (events.length > 0) {
      engine.log();
    }
  }

  private void logs(String line, String... commands) {
    engine.log();
    run(line);
    assertThat(engine.log()).as(line).containsExactly(commands);
  }

  @Test
  void commonTextsOfLongOnesAreRefused() {
    run("SETRANGE a 100000 x").isInteger(100_001);
    run("SETRANGE b 100000 x").isInteger(100_001);
    String refused = "ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len";
    run("LCS a b").isError(refused);
    run("LCS a b LEN").isError(refused);
    run("LCS a b IDX").isError(refused);
    run("CONFIG SET proto-max-bulk-len 1000000000000").isOk();
    run("LCS a b").isErrorLike("ERR Insufficient memory");
  }
}
