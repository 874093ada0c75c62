package dev.redstart.engine.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.testing.CommandLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Engines that save to a file, and start from it. */
class DumpFileTest {

  private static final int KEYS = 300;

  @TempDir private Path directory;

  private final long seed = Long.getLong("seed", new Random().nextLong());
  private final Random random = new Random(seed);

  @Test
  void whatWasSavedIsThereAtTheNextStart() {
    String digest;
    try (RedisEngine engine = engine();
        Session session = engine.session()) {
      RandomValues values = new RandomValues(random);
      for (int i = 0; i < KEYS; i++) {
        run(session, "SELECT " + random.nextInt(3));
        values.lines("key" + i).forEach(line -> run(session, line));
        if (random.nextInt(3) == 0) {
          run(session, "EXPIRE key" + i + " " + (1000 + random.nextInt(1000)));
        }
      }
      digest = digest(session);
      assertThat(run(session, "SAVE")).isEqualTo(Reply.ok());
      assertThat(run(session, "DEBUG RELOAD")).isEqualTo(Reply.ok());
      assertThat(digest(session)).as("-Dseed=%d", seed).isEqualTo(digest);
    }
    try (RedisEngine engine = engine();
        Session session = engine.session()) {
      assertThat(digest(session)).as("-Dseed=%d", seed).isEqualTo(digest);
    }
    assertThat(directory).isDirectoryContaining("glob:**dump.rdb");
  }

  @Test
  void aReloadGoesThroughTheFile() {
    try (RedisEngine engine = engine();
        Session session = engine.session()) {
      run(session, "SET a 1");
      assertThat(run(session, "DEBUG RELOAD")).isEqualTo(Reply.ok());
      run(session, "MSET a 2 b 2");
      assertThat(run(session, "DEBUG RELOAD NOSAVE NOFLUSH MERGE")).isEqualTo(Reply.ok());
      assertThat(run(session, "MGET a b").asList())
          .extracting(Reply::asText)
          .containsExactly("1", "2");
      assertThat(run(session, "DEBUG RELOAD NOSAVE")).isEqualTo(Reply.ok());
      assertThat(run(session, "DBSIZE").asLong()).isEqualTo(1);
    }
  }

  @Test
  void aSnapshotInTheBackgroundIsOfTheMomentOfItsCall() {
    try (RedisEngine engine = engine();
        Session session = engine.session()) {
      run(session, "SET k 1");
      assertThat(run(session, "BGSAVE").asText()).isEqualTo("Background saving started");
      run(session, "SET k 2");
    }
    try (RedisEngine engine = engine();
        Session session = engine.session()) {
      assertThat(run(session, "GET k").asText()).isEqualTo("1");
    }
  }

  @Test
  void aDamagedFileStopsTheStartAndStays() throws IOException {
    try (RedisEngine engine = engine();
        Session session = engine.session()) {
      run(session, "MSET a 1 b 2 c " + "x".repeat(300));
      run(session, "RPUSH l 1 2 3");
      run(session, "SAVE");
    }
    Path file = directory.resolve("dump.rdb");
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < KEYS; i++) {
      byte[] damaged = whole.clone();
      if (i % 2 == 0) {
        damaged = Arrays.copyOf(whole, random.nextInt(whole.length));
      } else {
        damaged[random.nextInt(whole.length - Long.BYTES)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(file, damaged);
      assertThatThrownBy(this::engine)
          .as("-Dseed=%d", seed)
          .isInstanceOf(DumpFileException.class)
          .hasMessageStartingWith(file + " is damaged at byte ");
      assertThat(Files.readAllBytes(file)).isEqualTo(damaged);
    }
  }

  @Test
  void withoutANameThereIsNoFile() {
    try (RedisEngine engine = RedisEngine.builder().build();
        Session session = engine.session()) {
      assertThat(error(session, "SAVE")).startsWith("ERR there is no file");
      assertThat(error(session, "BGSAVE")).startsWith("ERR there is no file");
      assertThat(error(session, "CONFIG SET dbfilename x")).startsWith("ERR CONFIG SET failed");
      assertThat(error(session, "CONFIG SET dir /")).startsWith("ERR CONFIG SET failed");
    }
  }

  @Test
  void namesAndDirectoriesAreLookedAt() {
    for (List<String> wrong :
        List.of(
            List.of("dbfilename", "../dump.rdb"),
            List.of("dbfilename", "a\\b"),
            List.of("dir", directory + "/none"))) {
      assertThatThrownBy(
              () -> RedisEngine.builder().setting(wrong.get(0), wrong.get(1)).build().close())
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private RedisEngine engine() {
    return RedisEngine.builder()
        .setting("dir", directory.toString())
        .setting("dbfilename", "dump.rdb")
        .setting("enable-debug-command", "yes")
        .build();
  }

  private static Reply run(Session session, String line) {
    Bytes[] call = CommandLine.parse(line);
    return session.execute(call);
  }

  private static String error(Session session, String line) {
    return ((Reply.Failure) run(session, line)).message();
  }

  private static String digest(Session session) {
    return String.valueOf(run(session, "DEBUG DIGEST").asText());
  }
}
