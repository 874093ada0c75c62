package dev.redstart.engine.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.testing.Differential;
import dev.redstart.engine.testing.Door;
import dev.redstart.engine.testing.Oracle;
import dev.redstart.engine.testing.TestEngine;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections, CONFIG, COMMAND and pub/sub against a real Redis. */
class ServerDifferentialTest {

  @Test
  void connections() {
    Differential.compare(
        "PING",
        "PING x",
        "PING x y",
        "ECHO x",
        "ECHO",
        "SELECT 1",
        "SELECT x",
        "SELECT 99",
        "SELECT -1",
        "SELECT 0",
        "AUTH a",
        "AUTH a b",
        "AUTH default b",
        "AUTH a b c",
        "HELLO 9",
        "HELLO x",
        "HELLO 3 foo",
        "HELLO 2 SETNAME",
        "HELLO 2 AUTH a",
        "HELLO 2 SETNAME \"a b\"",
        "CLIENT",
        "CLIENT FOO",
        "CLIENT GETNAME",
        "CLIENT SETNAME me",
        "CLIENT GETNAME",
        "CLIENT SETNAME \"a b\"",
        "CLIENT SETNAME \"\"",
        "CLIENT GETNAME",
        "CLIENT GETREDIR",
        "CLIENT KILL foo",
        "CLIENT KILL 1 2 3",
        "CLIENT KILL ID 0",
        "CLIENT KILL ID 99999",
        "CLIENT KILL TYPE foo",
        "CLIENT KILL SKIPME maybe",
        "CLIENT KILL USER nobody",
        "CLIENT LIST TYPE foo",
        "CLIENT LIST TYPE master",
        "CLIENT LIST ID x",
        "CLIENT LIST foo",
        "CLIENT NO-EVICT foo",
        "CLIENT NO-EVICT ON",
        "CLIENT REPLY foo",
        "CLIENT REPLY ON",
        "CLIENT UNBLOCK x",
        "CLIENT UNBLOCK 99999",
        "CLIENT UNBLOCK 1 foo",
        "CLIENT PAUSE x",
        "CLIENT PAUSE -1",
        "CLIENT PAUSE 1 foo",
        "CLIENT UNPAUSE");
  }

  @Test
  void databases() {
    Differential.compare(
        "SET a 1",
        "SET b 1",
        "DBSIZE",
        "DBSIZE x",
        "SWAPDB 0 1",
        "DBSIZE",
        "SWAPDB 0 99",
        "SWAPDB x 1",
        "SWAPDB 0 x",
        "SWAPDB 1 1",
        "SELECT 1",
        "DBSIZE",
        "FLUSHDB foo",
        "FLUSHDB ASYNC",
        "FLUSHALL a b",
        "FLUSHALL SYNC",
        "DBSIZE",
        "SHUTDOWN foo",
        "SHUTDOWN ABORT");
  }

  @Test
  void directives() {
    Differential.compare(
        "CONFIG",
        "CONFIG GET",
        "CONFIG GET nothing",
        "CONFIG GET hash-max-ziplist-entries",
        "CONFIG GET DATABASES",
        "CONFIG SET foo 1",
        "CONFIG SET databases 3",
        "CONFIG SET set-max-intset-entries x",
        "CONFIG SET set-max-intset-entries -1",
        "CONFIG SET set-max-intset-entries 512 set-max-intset-entries 512",
        "CONFIG SET notify-keyspace-events foo",
        "CONFIG SET notify-keyspace-events gxElK",
        "CONFIG GET notify-keyspace-events",
        "CONFIG SET notify-keyspace-events KEA",
        "CONFIG GET notify-keyspace-events",
        "CONFIG SET notify-keyspace-events \"\"",
        "CONFIG GET notify-keyspace-events",
        "CONFIG RESETSTAT x",
        "CONFIG RESETSTAT",
        "CONFIG REWRITE x");
  }

  /** Their names, that is: what they say is each server's own. */
  @ParameterizedTest
  @ValueSource(strings = {"INFO everything", "INFO debug", "CLIENT LIST"})
  void noFieldIsMissing(String line) {
    try (Door theirs = Oracle.required().door(2);
        TestEngine ours = new TestEngine()) {
      ours.run("HELLO");
      Set<String> missing = names(theirs.run(line).text().toString());
      missing.removeAll(names(ours.run(line).reply().asText()));
      assertThat(missing).isEmpty();
    }
  }

  private static Set<String> names(String text) {
    return Pattern.compile("(?:^|\\s)([a-z][a-z0-9_-]*)[:=]")
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .filter(name -> !name.matches("(cmdstat|errorstat|latency_percentiles_usec)_.*|db[0-9]+"))
        .collect(Collectors.toSet());
  }

  @Test
  void keysOfCommands() {
    Differential.compare(
        "COMMAND FOO",
        "COMMAND GETKEYS",
        "COMMAND GETKEYS FOO x",
        "COMMAND GETKEYS GET a b",
        "COMMAND GETKEYS PING x",
        "COMMAND GETKEYS SET a b",
        "COMMAND GETKEYS MSET a 1 b 2 c 3",
        "COMMAND GETKEYS ZUNIONSTORE d 2 a b",
        "COMMAND GETKEYS ZINTERSTORE d 144 a",
        "COMMAND GETKEYS BLPOP a b 0",
        "COMMAND GETKEYS LMPOP 2 a b LEFT",
        "COMMAND GETKEYS OBJECT ENCODING a",
        "COMMAND GETKEYSANDFLAGS LMOVE a b LEFT RIGHT",
        "COMMAND GETKEYSANDFLAGS SET a b",
        "COMMAND GETKEYSANDFLAGS SET a b GET",
        "COMMAND GETKEYSANDFLAGS DEL a b",
        "COMMAND INFO none",
        "COMMAND DOCS none",
        "COMMAND LIST FILTERBY foo x",
        "COMMAND LIST FILTERBY MODULE x");
  }

  @Test
  void subscriptions() {
    Differential.compare(
        "PUBLISH a x",
        "PUBSUB CHANNELS",
        "PUBSUB NUMPAT",
        "PUBSUB NUMSUB a b",
        "PUBSUB CHANNELS a b",
        "PUBSUB FOO",
        "@s UNSUBSCRIBE",
        "@s PUNSUBSCRIBE",
        "@s UNSUBSCRIBE x",
        "@t SUBSCRIBE a",
        "PUBSUB CHANNELS",
        "PUBSUB NUMSUB a",
        "@t PSUBSCRIBE b*",
        "PUBSUB NUMPAT");
  }
}
