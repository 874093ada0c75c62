package dev.redstart.engine.types.set;

import dev.redstart.engine.testing.Differential;
import dev.redstart.engine.testing.Thresholds;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random calls on a few sets, here and there. The thresholds are such that a result's encoding
 * doesn't depend on the order in which a table is walked: no more entries than integers.
 */
class SetDifferentialTest {

  private static final int STEPS = 800;
  private static final String[] OPERATIONS = {"SINTER", "SUNION", "SDIFF"};

  private final long seed = Long.getLong("seed", new Random().nextLong());
  private final Random random = new Random(seed);

  @ParameterizedTest
  @CsvSource({"512,128,64", "0,0,64", "6,4,64", "9,9,2", "60,30,3", "20,0,64"})
  void sameRepliesAndEncodings(int integers, int entries, int length) {
    Map<String, String> limits =
        Map.of(
            "set-max-intset-entries", "" + integers,
            "set-max-listpack-entries", "" + entries,
            "set-max-listpack-value", "" + length);
    try (Differential differential = new Differential(3)) {
      Thresholds.hold(differential, limits, () -> compare(differential));
    } catch (AssertionError e) {
      throw new AssertionError("-Dseed=" + seed + ": " + e.getMessage(), e);
    }
  }

  private void compare(Differential differential) {
    for (int i = 0; i < STEPS; i++) {
      String key = key();
      differential.run(line(key));
      differential.run("SMEMBERS " + key);
      differential.run("OBJECT ENCODING " + key);
    }
  }

  private String line(String key) {
    return switch (random.nextInt(14)) {
      case 0, 1, 2 -> "SADD " + key + members();
      case 3 -> "SADD " + key + range();
      case 4, 5 -> "SREM " + key + members();
      case 6 -> "SMOVE " + key + " " + key() + " " + member();
      case 7, 8 -> operation() + "STORE " + key + " " + keys();
      case 9 -> operation() + " " + keys();
      case 10 -> "SINTERCARD 3 " + key + " " + key() + " " + key() + " LIMIT " + random.nextInt(4);
      case 11 -> "SMISMEMBER " + key + members();
      case 12 -> "SSCAN " + key + " 0 COUNT 10000 MATCH *" + random.nextInt(9) + "*";
      default -> random.nextInt(4) == 0 ? "DEL " + key : "SCARD " + key;
    };
  }

  private String operation() {
    return OPERATIONS[random.nextInt(OPERATIONS.length)];
  }

  private String key() {
    return "s" + random.nextInt(6);
  }

  private String keys() {
    StringBuilder keys = new StringBuilder(key());
    for (int i = random.nextInt(4); i > 0; i--) {
      keys.append(' ').append(key());
    }
    return keys.toString();
  }

  private String members() {
    StringBuilder members = new StringBuilder();
    for (int i = random.nextInt(6); i >= 0; i--) {
      members.append(' ').append(member());
    }
    return members.toString();
  }

  private String range() {
    int from = random.nextInt(300) - 150;
    String form = random.nextBoolean() ? "" : ":t#";
    return " <<" + from + ".." + (from + random.nextInt(random.nextInt(200) + 1)) + form + ">>";
  }

  private String member() {
    return switch (random.nextInt(12)) {
      case 0 -> "t" + random.nextInt(10);
      case 1 -> "0" + random.nextInt(10);
      case 2 -> "" + random.nextInt();
      case 3 -> random.nextInt(9) == 0 ? "" + random.nextLong() : "7";
      case 4 -> random.nextInt(9) == 0 ? "<<x*" + (60 + random.nextInt(9)) + ">>" : "8";
      default -> "" + (random.nextInt(40) - 20);
    };
  }
}
