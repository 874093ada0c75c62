package dev.redstart.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.testing.CommandLine;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Engines on a disk that fails, and loses its power: what was acknowledged is there. */
class FaultyDiskTest {

  private static final int CRASHES = 25;
  private static final int KEYS = 20;

  @TempDir private Path directory;

  private final long seed = Long.getLong("seed", new Random().nextLong());
  private final Random random = new Random(seed);

  /** What each key was told to hold last, and what it was acknowledged to hold. */
  private final int[] asked = new int[KEYS];

  private final int[] kept = new int[KEYS];
  private int next;

  @Test
  void theLogLosesNothingThatWasAcknowledged() throws Exception {
    for (int crash = 0; crash < CRASHES; crash++) {
      FaultyDisk disk = new FaultyDisk(random);
      try (RedisEngine engine = engine(disk, true);
          Session session = engine.session()) {
        compare(session, "crash " + crash);
        disk.fail(random.nextInt(3) == 0 ? 3 : 0, random.nextInt(6) == 0 ? 2 : 0);
        for (int i = random.nextInt(400); i > 0; i--) {
          change(session, disk);
        }
        CompletableFuture<Reply> last = set(session, random.nextInt(KEYS));
        disk.turnOff();
        last.get(20, TimeUnit.SECONDS);
        session.cancel();
      }
      disk.lose();
    }
  }

  private void change(Session session, FaultyDisk disk) throws Exception {
    switch (random.nextInt(100)) {
      case 0 -> session.execute(CommandLine.parse("BGREWRITEAOF"));
      case 1 -> disk.full(random.nextInt(4) == 0);
      default -> {
        int key = random.nextInt(KEYS);
        int value = next + 1;
        Reply reply = set(session, key).get(20, TimeUnit.SECONDS);
        if (reply.equals(Reply.ok())) {
          kept[key] = value;
        } else {
          assertThat(((Reply.Failure) reply).message())
              .startsWith("MISCONF Errors writing to the AOF file: ");
          disk.full(false);
        }
      }
    }
  }

  private CompletableFuture<Reply> set(Session session, int key) {
    next++;
    asked[key] = next;
    return session.executeAsync(
        Bytes.of("SET"), Bytes.of("k" + key), Bytes.of(Integer.toString(next)));
  }

  /** A key holds what was acknowledged last, or something that it was told since. */
  private void compare(Session session, String when) {
    for (int key = 0; key < KEYS; key++) {
      Reply found = session.execute(Bytes.of("GET"), Bytes.of("k" + key));
      int value = found.asText() == null ? 0 : Integer.parseInt(found.asText());
      assertThat(value).as("k%d, %s, -Dseed=%d", key, when, seed).isBetween(kept[key], asked[key]);
      kept[key] = value;
      asked[key] = value;
    }
  }

  @Test
  void aSnapshotIsThatOfASaveThatSucceededOrALaterOne() throws Exception {
    for (int crash = 0; crash < CRASHES; crash++) {
      FaultyDisk disk = new FaultyDisk(random);
      try (RedisEngine engine = engine(disk, false);
          Session session = engine.session()) {
        int[] found = new int[KEYS];
        for (int key = 0; key < KEYS; key++) {
          String text = session.execute(Bytes.of("GET"), Bytes.of("k" + key)).asText();
          found[key] = text == null ? 0 : Integer.parseInt(text);
        }
        assertThat(Arrays.stream(found).distinct()).as("of one moment, -Dseed=%d", seed).hasSize(1);
        assertThat(found[0]).as("crash %d, -Dseed=%d", crash, seed).isBetween(kept[0], next);
        kept[0] = found[0];
        next = found[0];
        disk.fail(random.nextInt(30), random.nextInt(30));
        for (int i = random.nextInt(12); i > 0; i--) {
          save(session);
        }
        disk.turnOff();
      }
      disk.lose();
    }
  }

  private void save(Session session) {
    next++;
    for (int key = 0; key < KEYS; key++) {
      session.execute(Bytes.of("SET"), Bytes.of("k" + key), Bytes.of(Integer.toString(next)));
    }
    boolean waits = random.nextBoolean();
    Reply reply = session.execute(CommandLine.parse(waits ? "SAVE" : "BGSAVE"));
    if (waits && reply.equals(Reply.ok())) {
      kept[0] = next;
    } else if (!waits && random.nextBoolean()) {
      awaitSaved(session);
    }
  }

  private static void awaitSaved(Session session) {
    while (!String.valueOf(session.execute(CommandLine.parse("INFO persistence")).asText())
        .contains("rdb_bgsave_in_progress:0")) {
      Thread.onSpinWait();
    }
  }

  private RedisEngine engine(FaultyDisk disk, boolean log) {
    RedisEngine.Builder builder = RedisEngine.builder().disk(disk);
    builder.setting("dir", directory.toString());
    if (log) {
      return builder.setting("appendonly", "yes").setting("appendfsync", "always").build();
    }
    return builder.setting("dbfilename", "dump.rdb").build();
  }
}
