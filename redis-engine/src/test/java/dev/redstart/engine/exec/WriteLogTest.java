package dev.redstart.engine.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.spi.WriteListener.Write;
import dev.redstart.engine.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a log or a replica is told. */
final class WriteLogTest {

  private final List<List<Write>> groups = new ArrayList<>();
  private final ManualClock clock = new ManualClock();
  private final RedisEngine engine =
      RedisEngine.builder().clock(clock).with(assembly -> assembly.onWrite(groups::add)).build();
  private final Session session = engine.session();

  @AfterEach
  void close() {
    session.close();
    engine.close();
  }

  @Test
  void writesAreToldAndReadsAreNot() {
    run("SET k v");
    run("GET k");
    run("DEL nothing");
    assertThat(lines()).containsExactly("0: SET k v");
  }

  @Test
  void whatDependsOnTimeIsToldAbsolutely() {
    run("SET k v");
    run("EXPIRE k 100");
    long at = clock.millis() + 100_000;
    assertThat(lines()).containsExactly("0: SET k v", "0: PEXPIREAT k " + at);
  }

  @Test
  void anExpiredKeyIsToldAsRemoved() {
    run("SELECT 2");
    run("SET k v PX 100");
    groups.clear();
    clock.advance(Duration.ofMillis(110));
    assertThat(lines()).containsExactly("2: DEL k");
  }

  @Test
  void whatTheClockRemovesIsNoGroup() {
    run("HSET h f 1 g 2");
    run("HPEXPIRE h 100 FIELDS 2 f g");
    run("SET {h} v PX 100");
    groups.clear();
    clock.advance(Duration.ofMillis(110));
    assertThat(groups).hasSize(3).allMatch(group -> group.size() == 1);
    assertThat(lines()).containsExactlyInAnyOrder("0: DEL {h}", "0: HDEL h f", "0: HDEL h g");
  }

  @Test
  void aTransactionIsOneGroup() {
    run("MULTI");
    run("SET a 1");
    run("GET a");
    run("SET b 2");
    run("EXEC");
    assertThat(groups).hasSize(1);
    assertThat(lines()).containsExactly("0: SET a 1", "0: SET b 2");
  }

  private List<String> lines() {
    return groups.stream()
        .flatMap(List::stream)
        .map(w -> w.database() + ": " + String.join(" ", texts(w.command())))
        .toList();
  }

  private static List<String> texts(List<Bytes> command) {
    return command.stream().map(Bytes::toString).toList();
  }

  private void run(String line) {
    session.execute(line.split(" ", -1));
  }
}
