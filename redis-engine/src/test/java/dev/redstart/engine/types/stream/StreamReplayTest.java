package dev.redstart.engine.types.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.testing.TestEngine;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is logged comes to the same streams when it is replayed on another day. */
class StreamReplayTest {

  private static final int STEPS = 6000;

  private final Random random;
  private final long seed;

  StreamReplayTest() {
    seed = Long.getLong("seed", new Random().nextLong());
    random = new Random(seed);
  }

  @Test
  void replayingComesToTheSame() {
    try (TestEngine one = engine("4");
        TestEngine other = engine("100")) {
      other.advance(Duration.ofDays(3));
      for (int i = 0; i < STEPS; i++) {
        one.advance(Duration.ofMillis(random.nextInt(3)));
        one.run(call());
        one.log().forEach(other::run);
        if (i % 100 == 0) {
          assertThat(digest(one)).as("-Dseed=%d, step %d", seed, i).isEqualTo(digest(other));
        }
      }
    }
  }

  private static TestEngine engine(String nodeEntries) {
    return new TestEngine("enable-debug-command", "yes", "stream-node-max-entries", nodeEntries);
  }

  private static String digest(TestEngine engine) {
    return String.valueOf(engine.run("DEBUG DIGEST").reply());
  }

  private String call() {
    String key = "s" + random.nextInt(2);
    String group = "g" + random.nextInt(3);
    String consumer = "c" + random.nextInt(3);
    String id = "(" + (1_000_000_000_000L + random.nextInt(100));
    String references = new String[] {"KEEPREF", "DELREF", "ACKED"}[random.nextInt(3)];
    return switch (random.nextInt(22)) {
      case 0, 1, 2, 3, 4 -> "XADD " + key + " * f v" + random.nextInt(9);
      case 5 -> "XADD " + key + " " + references + " MAXLEN ~ 20 * f v";
      case 6 -> "XADD " + key + " MAXLEN " + random.nextInt(40) + " * f v";
      case 7 -> "XTRIM " + key + " MAXLEN ~ " + random.nextInt(30) + " " + references;
      case 8, 9 -> "XGROUP CREATE " + key + " " + group + " $ MKSTREAM";
      case 10, 11, 12 -> read(key, group, consumer, ">");
      case 13 -> read(key, group, consumer, "0");
      case 14 -> "XAUTOCLAIM " + key + " " + group + " " + consumer + " 3 - COUNT 3";
      case 15 -> "XAUTOCLAIM " + key + " " + group + " " + consumer + " 0 " + id + " JUSTID";
      case 16 -> "XGROUP DELCONSUMER " + key + " " + group + " " + consumer;
      case 17 -> random.nextInt(9) == 0 ? "XGROUP DESTROY " + key + " " + group : "PING";
      case 18 -> "XGROUP SETID " + key + " " + group + " $";
      case 19 -> "XTRIM " + key + " " + references + " MAXLEN " + random.nextInt(40);
      case 20 -> "XGROUP CREATECONSUMER " + key + " " + group + " " + consumer;
      default -> random.nextInt(50) == 0 ? "DEL " + key : "XLEN " + key;
    };
  }

  private String read(String key, String group, String consumer, String id) {
    String options = random.nextInt(4) == 0 ? " NOACK" : " COUNT " + random.nextInt(6);
    return "XREADGROUP GROUP " + group + " " + consumer + options + " STREAMS " + key + " " + id;
  }
}
