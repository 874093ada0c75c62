package dev.redstart.engine.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.testing.Door;
import dev.redstart.engine.testing.Oracle;
import dev.redstart.engine.testing.TestEngine;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keys move to a real server; and to none that nobody has allowed. */
class MigrateTest {

  private final Oracle oracle = Oracle.required();
  private final Door theirs = oracle.door(2);
  private final TestEngine engine = new TestEngine("migrate-targets", "127.0.0.1:*");
  private final String target = "127.0.0.1 " + oracle.port() + " ";

  @AfterEach
  void end() {
    theirs.run("FLUSHALL");
    theirs.close();
    engine.close();
  }

  @Test
  void keysMove() {
    engine.given("SET a 1", "RPUSH l x y", "SET other 1");
    engine.run("MIGRATE " + target + "a 0 1000").isOk();
    assertThat(engine.events()).containsExactly("g del a");
    assertThat(engine.log()).containsExactly("DEL a");
    engine.run("MIGRATE " + target + "\"\" 0 1000 KEYS l nokey").isOk();
    engine.run("KEYS *").isList("other");
    assertThat(theirs.run("GET a").text().toString()).isEqualTo("1");
    assertThat(theirs.run("LLEN l").toString()).isEqualTo(":2");
    engine.run("MIGRATE " + target + "a 0 1000").is("+NOKEY");
  }

  @Test
  void deadlinesMove() {
    engine.given("SET a 1 EX 1000");
    engine.run("MIGRATE " + target + "a 3 1000").isOk();
    theirs.run("SELECT 3");
    assertThat(theirs.run("TTL a").toString()).isIn(":1000", ":999");
    theirs.run("SELECT 0");
  }

  @Test
  void copiesStay() {
    engine.given("SET a 1");
    engine.run("MIGRATE " + target + "a 0 1000 COPY").isOk();
    engine.run("SET a 2").isOk();
    engine
        .run("MIGRATE " + target + "a 0 1000 COPY")
        .isError("ERR Target instance replied with error: BUSYKEY Target key name already exists.");
    engine.run("MIGRATE " + target + "a 0 1000 COPY REPLACE").isOk();
    assertThat(theirs.run("GET a").text().toString()).isEqualTo("2");
    engine.run("GET a").isBulk("2");
  }

  @Test
  void onlyWhatWasTakenGoes() {
    engine.given("MSET a 1 b 2");
    theirs.run("SET a busy");
    engine
        .run("MIGRATE " + target + "\"\" 0 1000 KEYS a b")
        .isErrorLike("ERR Target instance replied with error: BUSYKEY");
    engine.run("KEYS *").isList("a");
  }

  @Test
  void callsThatMakeNoSenseAreRefused() {
    Map.of(
            target + "k 0 1000 KEYS a", "ERR When using MIGRATE KEYS option",
            target + "k 0 1000 FOO", "ERR syntax error",
            target + "k 0 1000 AUTH", "ERR syntax error",
            target + "k 0 1000 AUTH2 a", "ERR syntax error",
            target + "k a 1000", "ERR value is not an integer",
            target + "k 0 a", "ERR value is not an integer")
        .forEach((call, error) -> engine.run("MIGRATE " + call).isErrorLike(error));
  }

  @Test
  void whoIsNotThereIsNotWaitedForLong() {
    engine.given("SET a 1");
    engine
        .run("MIGRATE 127.0.0.1 1 a 0 100")
        .isError("IOERR error or timeout connecting to the client");
    engine.run("EXISTS a").isInteger(1);
  }

  @Test
  void nobodyIsReachedUnlessAllowed() {
    engine.given("SET a 1");
    engine.run("MIGRATE 169.254.169.254 80 a 0 100").isErrorLike("ERR MIGRATE to this address");
    engine.run("CONFIG SET migrate-targets *").isErrorLike("ERR CONFIG SET failed");
    try (TestEngine usual = new TestEngine()) {
      usual.given("SET a 1");
      usual.run("MIGRATE " + target + "a 0 100").isErrorLike("ERR MIGRATE to this address");
    }
  }

  @Test
  void notInsideATransaction() {
    engine.given("SET a 1");
    engine.run("MULTI").isOk();
    engine.run("MIGRATE " + target + "a 0 100").is("+QUEUED");
    engine.run("EXEC").is("*[-ERR MIGRATE can't be part of a transaction or a script here]");
  }
}
