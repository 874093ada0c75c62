package dev.redstart.engine.types.hash;

import dev.redstart.engine.testing.Differential;
import dev.redstart.engine.testing.Thresholds;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random calls on a few hashes, here and there. */
class HashDifferentialTest {

  private static final int STEPS = 800;

  private final long seed = Long.getLong("seed", new Random().nextLong());
  private final Random random = new Random(seed);

  @ParameterizedTest
  @CsvSource({"512,64", "0,64", "5,64", "30,4", "512,0", "512,18"})
  void sameRepliesAndEncodings(int entries, int length) {
    Map<String, String> limits =
        Map.of("hash-max-ziplist-entries", "" + entries, "hash-max-ziplist-value", "" + length);
    try (Differential differential = new Differential(2)) {
      Thresholds.hold(differential, limits, () -> compare(differential));
    } catch (AssertionError e) {
      throw new AssertionError("-Dseed=" + seed + ": " + e.getMessage(), e);
    }
  }

  private void compare(Differential differential) {
    for (int i = 0; i < STEPS; i++) {
      String key = "h" + random.nextInt(4);
      differential.run(line(key));
      differential.run("HGETALL " + key);
      differential.run("OBJECT ENCODING " + key);
    }
  }

  private String line(String key) {
    return switch (random.nextInt(16)) {
      case 0, 1, 2 -> "HSET " + key + pairs();
      case 3 -> "HSETNX " + key + " " + field() + " " + value();
      case 4 -> "HDEL " + key + fields();
      case 5, 6, 7 -> "HINCRBY " + key + " " + field() + " " + number();
      case 8, 9, 10 -> "HINCRBYFLOAT " + key + " " + field() + " " + real();
      case 11 -> "HMGET " + key + fields();
      case 12 -> "HSTRLEN " + key + " " + field();
      case 13 -> "HSCAN " + key + " 0 COUNT 10000 MATCH f*" + random.nextInt(9);
      case 14 -> random.nextInt(8) == 0 ? "DEL " + key : "HLEN " + key;
      default -> "HSET " + key + " <<1.." + (1 + random.nextInt(40)) + ":f# #>>";
    };
  }

  private String pairs() {
    StringBuilder pairs = new StringBuilder();
    for (int i = random.nextInt(5); i >= 0; i--) {
      pairs.append(' ').append(field()).append(' ').append(value());
    }
    return pairs.toString();
  }

  private String fields() {
    StringBuilder fields = new StringBuilder();
    for (int i = random.nextInt(8); i >= 0; i--) {
      fields.append(' ').append(field());
    }
    return fields.toString();
  }

  private String field() {
    return "f" + random.nextInt(random.nextBoolean() ? 6 : 30);
  }

  private String value() {
    return switch (random.nextInt(6)) {
      case 0 -> "\"\"";
      case 1 -> "text" + random.nextInt(100);
      case 2 -> real();
      case 3 -> "<<x*" + random.nextInt(70) + ">>";
      default -> number();
    };
  }

  private String number() {
    return switch (random.nextInt(5)) {
      case 0 -> "" + random.nextLong();
      case 1 -> "" + random.nextInt();
      case 2 -> "" + (random.nextInt(10_000) - 5_000);
      default -> "" + (random.nextInt(300) - 150);
    };
  }

  private String real() {
    return switch (random.nextInt(6)) {
      case 0 -> "" + random.nextGaussian();
      case 1 -> random.nextInt(100) / 10 + "." + random.nextInt(100);
      case 2 -> "" + random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
      case 3 -> random.nextInt(20) == 0 ? "inf" : "1e" + random.nextInt(30);
      default -> number();
    };
  }
}
