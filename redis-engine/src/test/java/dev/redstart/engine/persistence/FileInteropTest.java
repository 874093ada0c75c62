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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A snapshot that goes from here to a real server and back: keys of all types, libraries, times.
 */
class FileInteropTest {

  private static final int KEYS = 250;

  private static final String LIBRARY =
      "FUNCTION LOAD \"#!lua name=l\\nredis.register_function('f', function() return 7 end)\"";

  @TempDir private Path directory;

  private final long seed = Long.getLong("seed", new Random().nextLong());
  private final Random random = new Random(seed);
  private final boolean deadlines = Oracle.required().isAtLeast("7.4");
  private final RandomValues values = new RandomValues(random, deadlines);

  @Test
  void theirsComesHereAndGoesBack() {
    String before;
    try (RealServer server = server();
        Door door = server.door(2)) {
      fill(door::run);
      door.run("SAVE");
      before = door.run("DEBUG DIGEST").text().toString();
    }
    try (RedisEngine engine = engine();
        Session session = engine.session()) {
      if (Oracle.required().isAtLeast("7.2")) {
        // Older ones have a longer form of scores in it.
        assertThat(digest(session)).as("-Dseed=%d", seed).isEqualTo(before);
      }
      assertThat(session.execute("FCALL", "f", "0").asLong()).isEqualTo(7);
      run(session, "SAVE");
    }
    try (RealServer server = server();
        Door door = server.door(2)) {
      String back = door.run("DEBUG DIGEST").text().toString();
      assertThat(back).as("-Dseed=%d", seed).isEqualTo(before);
      assertThat(door.run("FCALL f 0").text().toString()).isEqualTo("7");
    }
  }

  @Test
  void oursGoesThereAndComesBack() {
    String before;
    try (RedisEngine engine = engine();
        Session session = engine.session()) {
      fill(line -> run(session, line));
      run(session, "SAVE");
      before = digest(session);
    }
    try (RealServer server = server();
        Door door = server.door(2)) {
      assertThat(door.run("FCALL f 0").text().toString()).isEqualTo("7");
      door.run("SAVE");
    }
    try (RedisEngine engine = engine();
        Session session = engine.session()) {
      assertThat(digest(session)).as("-Dseed=%d", seed).isEqualTo(before);
    }
  }

  private void fill(Consumer<String> to) {
    to.accept(LIBRARY);
    for (int i = 0; i < KEYS; i++) {
      to.accept("SELECT " + i % 4);
      values.lines("key" + i).forEach(to);
      if (i % 3 == 0) {
        to.accept("PEXPIREAT key" + i + " " + (4_000_000_000_000L + random.nextInt(1000)));
      }
    }
    to.accept("SET big <<0123456789abcdef*100000>>");
    to.accept("RPUSH long small <<x*70000>> small");
    to.accept("SETBIT bits 2000000 1");
    to.accept("PFADD distinct a b c");
    to.accept("GEOADD places 13.361389 38.115556 Palermo 15.087269 37.502669 Catania");
    to.accept("XADD empty 5-5 a b");
    to.accept("XDEL empty 5-5");
    to.accept("SADD integers -9223372036854775808 9223372036854775807 1");
  }

  private static void run(Session session, String line) {
    assertThat(session.execute(CommandLine.parse(line)).toString()).isNotNull();
  }

  private static String digest(Session session) {
    return String.valueOf(session.execute("DEBUG", "DIGEST").asText());
  }

  private RealServer server() {
    return RealServer.required(
        "--dir",
        directory.toString(),
        "--dbfilename",
        "dump.rdb",
        "--rdbcompression",
        random.nextBoolean() ? "yes" : "no",
        "--enable-debug-command",
        "yes");
  }

  private RedisEngine engine() {
    return RedisEngine.builder()
        .setting("dir", directory.toString())
        .setting("dbfilename", "dump.rdb")
        .setting("enable-debug-command", "yes")
        .build();
  }
}
