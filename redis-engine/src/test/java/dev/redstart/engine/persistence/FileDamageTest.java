package dev.redstart.engine.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.Crc64;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.testing.EngineTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Snapshots that are damaged: the load fails, or what is there then is in order. {@code
 * -Drounds=20000} damages as many files.
 */
@Timeout(1200)
class FileDamageTest extends EngineTest {

  private static final int ROUNDS = Integer.getInteger("rounds", 600);
  private static final int SEAL = Long.BYTES;
  private static final int KEYS = 12;

  @TempDir private static Path directory;

  private final long seed = Long.getLong("seed", new Random().nextLong());
  private final Random random = new Random(seed);
  private final RandomValues values = new RandomValues(random);
  private final Path file = directory.resolve("dump.rdb");

  static {
    // All of them are told in the log.
    System.setProperty("org.slf4j.simpleLogger.log." + Debugging.class.getName(), "off");
  }

  FileDamageTest() {
    super("enable-debug-command", "yes", "dir", directory.toString(), "dbfilename", "dump.rdb");
  }

  @AfterEach
  void noFile() throws IOException {
    Files.deleteIfExists(file);
  }

  /** With all record boundaries among them. */
  @Test
  void whatIsCutOffAnywhereIsMissed() throws IOException {
    byte[] whole = file(3);
    int step = Math.max(1, whole.length / Math.max(ROUNDS, 1));
    for (int length = 0; length < whole.length; length += 1 + random.nextInt(step)) {
      check(Arrays.copyOf(whole, length), false);
    }
  }

  /** The checksum tells. */
  @Test
  void anyFlippedBitIsFound() throws IOException {
    byte[] whole = file(KEYS);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] damaged = whole.clone();
      // Where the checksum is 0 there is none, which one bit can't make of another.
      damaged[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
      check(damaged, false);
    }
  }

  /** Nothing tells but what is there. */
  @Test
  void withARightChecksumWhatIsLoadedIsInOrder() throws IOException {
    byte[] whole = file(KEYS);
    for (int i = 0; i < ROUNDS; i++) {
      if (i % 50 == 0) {
        whole = file(1 + random.nextInt(KEYS));
      }
      byte[] damaged = whole.clone();
      for (int changes = random.nextInt(3); changes >= 0; changes--) {
        int at = random.nextInt(damaged.length - SEAL);
        damaged[at] =
            (byte) (random.nextBoolean() ? damaged[at] ^ 1 << random.nextInt(8) : random.nextInt());
      }
      check(sealed(damaged), true);
    }
  }

  /** A piece is missing, or there twice. */
  @Test
  void withARightChecksumPiecesMayBeGone() throws IOException {
    byte[] whole = file(KEYS);
    for (int i = 0; i < ROUNDS / 2; i++) {
      int from = random.nextInt(whole.length - SEAL);
      int to = Math.min(whole.length - SEAL, from + random.nextInt(40));
      boolean twice = random.nextBoolean();
      byte[] damaged = Arrays.copyOf(whole, whole.length + (twice ? to - from : from - to));
      System.arraycopy(whole, to, damaged, twice ? to + to - from : from, whole.length - to);
      if (twice) {
        System.arraycopy(whole, from, damaged, to, to - from);
      }
      check(sealed(damaged), true);
    }
  }

  /** A snapshot of some keys, with a library, deadlines and two databases. */
  private byte[] file(int keys) throws IOException {
    run("FLUSHALL");
    run("FUNCTION FLUSH");
    run("FUNCTION LOAD \"#!lua name=l\\nredis.register_function('f',function() return 1 end)\"");
    for (int i = 0; i < keys; i++) {
      int key = i;
      values.lines("key" + i).stream().filter(line -> line.length() < 3000).forEach(this::run);
      if (i % 3 == 0) {
        run("PEXPIREAT key" + key + " 32503680000000");
      }
    }
    run("SAVE");
    return Files.readAllBytes(file);
  }

  private void check(byte[] damaged, boolean mayLoad) throws IOException {
    Files.write(file, damaged);
    Reply reply = run("DEBUG RELOAD NOSAVE").reply();
    if (reply instanceof Reply.Failure failure) {
      assertThat(failure.message())
          .as(told(damaged))
          .startsWith("ERR Error trying to load the RDB dump");
      return;
    }
    assertThat(mayLoad).as(told(damaged)).isTrue();
    for (Reply key : run("KEYS *").reply().asList()) {
      Bytes name = key.asBytes();
      for (String command :
          new String[] {"DUMP", "TYPE", "OBJECT ENCODING", "DEBUG DIGEST-VALUE"}) {
        Reply answer = call(command, name);
        assertThat(answer).as(told(damaged)).isNotInstanceOf(Reply.Failure.class);
      }
    }
    assertThat(run("SAVE").reply()).as(told(damaged)).isEqualTo(Reply.ok());
    assertThat(run("DEBUG RELOAD").reply()).as(told(damaged)).isEqualTo(Reply.ok());
  }

  private Reply call(String command, Bytes key) {
    Bytes[] words =
        IntStream.range(0, command.split(" ", -1).length)
            .mapToObj(i -> Bytes.of(command.split(" ", -1)[i]))
            .toArray(Bytes[]::new);
    Bytes[] call = Arrays.copyOf(words, words.length + 1);
    call[words.length] = key;
    return engine.session("").execute(call);
  }

  private static byte[] sealed(byte[] file) {
    int end = file.length - SEAL;
    long sum = Crc64.update(0, file, 0, end);
    for (int i = 0; i < SEAL; i++) {
      file[end + i] = (byte) (sum >>> (8 * i));
    }
    return file;
  }

  private String told(byte[] damaged) {
    String hex = HexFormat.of().formatHex(damaged);
    return "-Dseed=" + seed + " " + (hex.length() > 900 ? hex.substring(0, 900) : hex);
  }
}
