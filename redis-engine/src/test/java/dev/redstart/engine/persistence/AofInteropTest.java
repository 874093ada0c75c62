package dev.redstart.engine.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.testing.CommandLine;
import dev.redstart.engine.testing.Door;
import dev.redstart.engine.testing.Oracle;
import dev.redstart.engine.testing.RealServer;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A directory of logs that goes from here to a real server and back. */
class AofInteropTest {

  private static final int KEYS = 200;

  @TempDir private Path directory;
  private String preamble = "yes";

  private final long seed = Long.getLong("seed", new Random().nextLong());
  private final RandomValues values =
      new RandomValues(new Random(seed), Oracle.required().isAtLeast("7.4"));

  @ParameterizedTest
  @ValueSource(strings = {"yes", "no"})
  void theirsComesHereAndGoesBack(String rdbBase) {
    preamble = rdbBase;
    String before;
    try (RealServer server = server();
        Door door = server.door(2)) {
      fill("first", door::run);
      door.run("BGREWRITEAOF");
      fill("second", door::run);
      before = door.run("DEBUG DIGEST").text().toString();
    }
    try (RedisEngine engine = engine();
        Session session = engine.session()) {
      if (Oracle.required().isAtLeast("7.2")) {
        // Older ones have a longer form of scores in it.
        assertThat(digest(session)).as("-Dseed=%d", seed).isEqualTo(before);
      }
      session.execute("BGREWRITEAOF");
    }
    try (RealServer server = server();
        Door door = server.door(2)) {
      assertThat(door.run("DEBUG DIGEST").text().toString())
          .as("-Dseed=%d", seed)
          .isEqualTo(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "no"})
  void oursGoesThereAndComesBack(String rdbBase) {
    preamble = rdbBase;
    String before;
    try (RedisEngine engine = engine();
        Session session = engine.session()) {
      fill("first", line -> session.execute(CommandLine.parse(line)));
      awaitBase(session);
      session.execute("BGREWRITEAOF");
      awaitBase(session);
      fill("second", line -> session.execute(CommandLine.parse(line)));
      before = digest(session);
    }
    try (RealServer server = server();
        Door door = server.door(2)) {
      door.run("BGREWRITEAOF");
      door.run("SET last 1");
      door.run("DEL last");
    }
    try (RedisEngine engine = engine();
        Session session = engine.session()) {
      assertThat(digest(session)).as("-Dseed=%d", seed).isEqualTo(before);
    }
  }

  private void fill(String name, Consumer<String> to) {
    to.accept(
        "FUNCTION LOAD \"#!lua name="
            + name
            + "\\nredis.register_function('"
            + name
            + "', function() return 7 end)\"");
    for (int i = 0; i < KEYS; i++) {
      values.lines(name + i).forEach(to);
      if (i % 3 == 0) {
        to.accept("EXPIRE " + name + i + " 1000");
      }
    }
  }

  private static void awaitBase(Session session) {
    while (String.valueOf(session.execute("INFO", "persistence").asText())
        .contains("aof_rewrite_in_progress:1")) {
      Thread.onSpinWait();
    }
  }

  private static String digest(Session session) {
    return String.valueOf(session.execute("DEBUG", "DIGEST").asText());
  }

  private RealServer server() {
    return RealServer.required(
        "--dir",
        directory.toString(),
        "--appendonly",
        "yes",
        "--appendfsync",
        "always",
        "--aof-timestamp-enabled",
        "yes",
        "--aof-use-rdb-preamble",
        preamble,
        "--enable-debug-command",
        "yes");
  }

  private RedisEngine engine() {
    return RedisEngine.builder()
        .setting("dir", directory.toString())
        .setting("appendonly", "yes")
        .setting("aof-timestamp-enabled", "yes")
        .setting("aof-use-rdb-preamble", preamble)
        .setting("enable-debug-command", "yes")
        .build();
  }
}
