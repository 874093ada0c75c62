package dev.redstart.engine.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.persistence.files.DataFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Logs that are damaged: the start fails and says so, or what is there is right. Words have no
 * checksum, so one bit may let one command write to the key of another; else none may be missing
 * but the last, which looks as if it had been cut off. {@code -Drounds=5000} damages as many logs.
 */
@Timeout(1200)
class LogDamageTest {

  private static final int ROUNDS = Integer.getInteger("rounds", 150);
  private static final int KEYS = 12;

  static {
    // All of them are told in the log.
    System.setProperty(
        "org.slf4j.simpleLogger.log.dev.redstart.engine.persistence.aof.AofLoader", "off");
  }

  @TempDir private Path directory;

  private final long seed = Long.getLong("seed", new Random().nextLong());
  private final Random random = new Random(seed);
  private final Map<String, byte[]> files = new TreeMap<>();

  @Test
  void oneBitOfAnIncrementHarmsOneCommand() throws IOException {
    write("yes");
    flip(".incr.aof", KEYS - 2);
  }

  @Test
  void oneBitOfABaseOfCommandsHarmsOneCommand() throws IOException {
    write("no");
    assertThat(files.keySet()).anyMatch(name -> name.endsWith(".base.aof"));
    flip(".base.aof", KEYS - 2);
  }

  @Test
  void oneBitOfASnapshotIsFound() throws IOException {
    write("yes");
    flip(".base.rdb", KEYS + 1);
  }

  @Test
  void oneBitOfAManifestIsFound() throws IOException {
    write("yes");
    flip(".manifest", KEYS);
  }

  @Test
  void aManifestThatIsCutOffIsFound() throws IOException {
    write("yes");
    String name = name(".manifest");
    byte[] whole = files.get(name);
    for (int length = 0; length < whole.length; length++) {
      start(name, Arrays.copyOf(whole, length), KEYS);
    }
  }

  /** Up to the last whole command or transaction all is there, wherever it ends. */
  @Test
  void anIncrementMayEndAnywhere() throws IOException {
    write("yes");
    String name = name(".incr.aof");
    byte[] whole = files.get(name);
    int before = KEYS / 2;
    int step = Math.max(1, 3 * whole.length / ROUNDS);
    for (int length = 0; length <= whole.length; length += 1 + random.nextInt(step)) {
      int found = start(name, Arrays.copyOf(whole, length), KEYS / 2);
      assertThat(found).as("-Dseed=%d, %d bytes", seed, length).isGreaterThanOrEqualTo(before);
      before = found;
    }
    assertThat(start(name, whole, KEYS)).isEqualTo(KEYS);
  }

  private void flip(String ending, int least) throws IOException {
    String name = name(ending);
    byte[] whole = files.get(name);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
      start(name, damaged, least);
    }
  }

  private String name(String ending) {
    return files.keySet().stream().filter(one -> one.endsWith(ending)).findFirst().orElseThrow();
  }

  /** How many keys are there as they should be; at least {@code least} where it starts at all. */
  private int start(String name, byte[] content, int least) throws IOException {
    String told = "-Dseed=" + seed + " " + name + " " + new String(content, "ISO-8859-1");
    restore();
    Files.write(directory.resolve(name), content);
    try (RedisEngine engine = engine("yes")) {
      int right = right(engine);
      assertThat(right).as(told).isGreaterThanOrEqualTo(least);
      return right;
    } catch (DataFileException e) {
      assertThat(e.getMessage()).as(told).contains(directory.toString());
      assertThat(Files.readAllBytes(directory.resolve(name))).as(told).isEqualTo(content);
      for (Map.Entry<String, byte[]> other : files.entrySet()) {
        if (!other.getKey().equals(name)) {
          assertThat(directory.resolve(other.getKey())).as(told).hasBinaryContent(other.getValue());
        }
      }
      return least;
    }
  }

  /** Half of the keys in the base, half in the increment, where two of them belong together. */
  private void write(String rdb) throws IOException {
    try (RedisEngine engine = engine(rdb);
        Session session = engine.session()) {
      for (int i = 0; i < KEYS; i++) {
        if (i == KEYS / 2) {
          awaitBase(session);
          session.execute("BGREWRITEAOF");
          awaitBase(session);
        }
        if (i == KEYS - 3) {
          session.execute("MULTI");
        }
        session.execute("SET", "key" + i, "value" + i);
        if (i == KEYS - 2) {
          session.execute("EXEC");
        }
      }
    }
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        files.put(directory.relativize(path).toString(), Files.readAllBytes(path));
      }
    }
  }

  private static void awaitBase(Session session) {
    while (String.valueOf(session.execute("INFO", "persistence").asText())
        .contains("aof_rewrite_in_progress:1")) {
      Thread.onSpinWait();
    }
  }

  private void restore() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        Files.delete(path);
      }
    }
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(directory.resolve(file.getKey()), file.getValue());
    }
  }

  /** Keys that are right, in whichever database. */
  private static int right(RedisEngine engine) {
    int right = 0;
    try (Session session = engine.session()) {
      for (int database = 0; database < 16; database++) {
        session.execute("SELECT", "" + database);
        for (int i = 0; i < KEYS; i++) {
          boolean same = ("value" + i).equals(session.execute("GET", "key" + i).asText());
          right += same ? 1 : 0;
        }
      }
    }
    return right;
  }

  private RedisEngine engine(String rdb) {
    return RedisEngine.builder()
        .setting("dir", directory.toString())
        .setting("appendonly", "yes")
        .setting("aof-use-rdb-preamble", rdb)
        .build();
  }
}
