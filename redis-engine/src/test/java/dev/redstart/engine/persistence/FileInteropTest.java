package dev.redstart.engine.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.testing.CommandLine;
import dev.redstart.engine.testing.Door;
import dev.redstart.engine.testing.Oracle;
import dev.redstart.engine.testing.RealServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A snapshot that goes from here to a real server and back: keys of all types, libraries, times.
 */
class FileInteropTest {

  private static final int KEYS = 250;

  /** How long a slow machine may take until it looks. */
  private static final long SECONDS = 100;

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

  /** Files tell how lately, or how often, a key was used, where that decides which ones go. */
  @ParameterizedTest
  @CsvSource({"allkeys-lru, IDLETIME, 5000", "volatile-lfu, FREQ, 200", "noeviction, IDLETIME, 0"})
  void usesTravel(String policy, String word, long expected) {
    String[] directives = {"maxmemory-policy", policy, "lfu-decay-time", "0"};
    try (RedisEngine engine = engine(directives);
        Session session = engine.session()) {
      run(session, "SET key value");
      Bytes payload = session.execute("DUMP", "key").asBytes();
      Bytes known = Bytes.of(expected == 0 ? 5000 : expected);
      session.execute(
          Bytes.of("RESTORE"), Bytes.of("used"), Bytes.of("0"), payload, Bytes.of(word), known);
      run(session, "SAVE");
    }
    try (RealServer server = server(directives);
        Door door = server.door(2)) {
      assertThat(Long.parseLong(door.run("OBJECT " + word + " used").text().toString()))
          .isBetween(expected, expected + SECONDS);
      door.run("SAVE");
    }
    try (RedisEngine engine = engine(directives);
        Session session = engine.session()) {
      assertThat(session.execute("OBJECT", word, "used").asLong())
          .isBetween(expected, expected + SECONDS);
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

  private RealServer server(String... more) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("--dir", directory.toString(), "--dbfilename", "dump.rdb"));
    words.addAll(List.of("--rdbcompression", random.nextBoolean() ? "yes" : "no"));
    words.addAll(List.of("--enable-debug-command", "yes"));
    for (int i = 0; i < more.length; i += 2) {
      words.addAll(List.of("--" + more[i], more[i + 1]));
    }
    return RealServer.required(words.toArray(new String[0]));
  }

  private RedisEngine engine(String... more) {
    RedisEngine.Builder builder =
        RedisEngine.builder()
            .setting("dir", directory.toString())
            .setting("dbfilename", "dump.rdb")
            .setting("enable-debug-command", "yes");
    for (int i = 0; i < more.length; i += 2) {
      builder.setting(more[i], more[i + 1]);
    }
    return builder.build();
  }
}
