package dev.redstart.engine.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.Decimals;
import dev.redstart.engine.testing.Door;
import dev.redstart.engine.testing.EngineDoor;
import dev.redstart.engine.testing.Oracle;
import dev.redstart.engine.testing.TestEngine;
import dev.redstart.engine.testing.WireReply;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Values go from here to a real server and back, and are the same everywhere. */
class DumpInteropTest {

  private static final int ROUNDS = 250;

  private final long seed = Long.getLong("seed", new Random().nextLong());
  private final RandomValues values =
      new RandomValues(new Random(seed), Oracle.required().isAtLeast("7.4"));
  private final TestEngine engine = new TestEngine();
  private final Door ours = new EngineDoor(engine.engine(), 2);
  private final Door theirs = Oracle.required().door(2);

  @AfterEach
  void end() {
    theirs.run("FLUSHALL");
    theirs.close();
    ours.close();
    engine.close();
  }

  @Test
  void valuesTravelBothWays() {
    for (int round = 0; round < ROUNDS; round++) {
      List<String> lines = values.lines("k");
      String told = "-Dseed=" + seed + ": " + cut(lines.toString());
      for (Door door : List.of(ours, theirs)) {
        door.run("FLUSHALL");
        lines.forEach(door::run);
      }
      String content = content(theirs, "k");
      assertThat(content(ours, "k")).as(told).isEqualTo(content);
      carry(ours, ours, "own");
      carry(theirs, ours, "taken");
      carry(ours, theirs, "given");
      carry(theirs, theirs, "kept");
      assertThat(content(ours, "own")).as("own " + told).isEqualTo(content);
      assertThat(content(ours, "taken")).as("taken " + told).isEqualTo(content);
      assertThat(content(theirs, "given")).as("given " + told).isEqualTo(content);
      compareEncodings(told);
    }
  }

  /** Before 7.2 lists and sets had less of them. */
  private void compareEncodings(String told) {
    if (Oracle.required().isAtLeast("7.2")) {
      String encoding = encoding(theirs, "kept");
      assertThat(encoding(ours, "taken")).as("taken " + told).isEqualTo(encoding);
      assertThat(encoding(theirs, "given")).as("given " + told).isEqualTo(encoding);
      assertThat(encoding(ours, "own")).as("own " + told).isEqualTo(encoding);
    }
  }

  private static void carry(Door from, Door to, String name) {
    Bytes dump = from.run("DUMP k").text();
    WireReply restored =
        to.call(Bytes.of("RESTORE"), Bytes.of(name), Bytes.of("0"), dump, Bytes.of("REPLACE"))
            .get(0);
    assertThat(restored.toString()).as(name).isEqualTo("+OK");
  }

  private static String encoding(Door door, String key) {
    return door.run("OBJECT ENCODING " + key).toString();
  }

  private static String content(Door door, String key) {
    String type = door.run("TYPE " + key).text().toString();
    return switch (type) {
      case "string" -> door.run("GET " + key).toString();
      case "list" -> door.run("LRANGE " + key + " 0 -1").toString();
      case "set" -> sorted(door.run("SMEMBERS " + key));
      case "zset" -> scores(door.run("ZRANGE " + key + " 0 -1 WITHSCORES").items());
      case "stream" -> stream(door, key);
      default -> pairs(door.run("HGETALL " + key).items()) + deadlines(door, key);
    };
  }

  private static String stream(Door door, String key) {
    return door.run("XRANGE " + key + " - +").toString()
        + door.run("XPENDING " + key + " g").toString()
        + door.run("XPENDING " + key + " h").toString();
  }

  private static String deadlines(Door door, String key) {
    if (!Oracle.required().isAtLeast("7.4")) {
      return "";
    }
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 900; i++) {
      all.append(" name").append(i);
    }
    return door.run("HPEXPIRETIME " + key + " FIELDS 901 n" + all).toString();
  }

  private static String sorted(WireReply array) {
    return array.items().stream()
        .map(WireReply::toString)
        .sorted()
        .collect(Collectors.joining(" "));
  }

  /** Servers before 7.2 print some of them with more digits than they need. */
  private static String scores(List<WireReply> items) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < items.size(); i += 2) {
      double score = Decimals.parse(items.get(i + 1).text());
      all.append(items.get(i)).append('=').append(score).append(' ');
    }
    return all.toString();
  }

  private static String pairs(List<WireReply> items) {
    StringBuilder all = new StringBuilder();
    IntStream.range(0, items.size() / 2)
        .mapToObj(i -> items.get(2 * i) + "=" + items.get(2 * i + 1))
        .sorted()
        .forEach(all::append);
    return all.toString();
  }

  private static String cut(String text) {
    return text.length() < 400 ? text : text.substring(0, 400) + "…";
  }
}
