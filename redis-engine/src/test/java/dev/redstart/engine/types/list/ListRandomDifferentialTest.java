package dev.redstart.engine.types.list;

import dev.redstart.engine.testing.Differential;
import dev.redstart.engine.testing.Oracle;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random calls on few lists, against the real server: replies, contents and encodings. */
class ListRandomDifferentialTest {

  private static final int CALLS = 600;

  private final long seed = Long.getLong("seed", new Random().nextLong());
  private final Random random = new Random(seed);
  private final boolean encodings = Oracle.required().isAtLeast("7.2");

  @Test
  void sameRepliesToRandomCalls() {
    try (Differential differential = new Differential(2 + random.nextInt(2))) {
      for (int i = 0; i < CALLS; i++) {
        differential.run(line());
        String key = key();
        differential.run("LRANGE " + key + " 0 -1");
        if (encodings) {
          differential.run("OBJECT ENCODING " + key);
        }
      }
    } catch (AssertionError e) {
      throw new AssertionError("-Dseed=" + seed + "\n" + e.getMessage(), e);
    }
  }

  private String line() {
    return switch (random.nextInt(24)) {
      case 0, 1, 2 -> "LPUSH " + key() + " " + elements();
      case 3, 4, 5 -> "RPUSH " + key() + " " + elements();
      case 6 -> "LPOP " + key();
      case 7 -> "RPOP " + key() + " " + random.nextInt(6);
      case 8, 9, 10 ->
          "LINSERT " + key() + (random.nextBoolean() ? " BEFORE " : " AFTER ") + pair();
      case 11, 12 -> "LSET " + key() + " " + index() + " " + element();
      case 13 -> "LREM " + key() + " " + (random.nextInt(5) - 2) + " " + element();
      case 14 -> "LTRIM " + key() + " " + random.nextInt(4) + " " + index();
      case 15, 16 -> "LMOVE " + key() + " " + key() + " " + end() + " " + end();
      case 17 -> "RPOPLPUSH " + key() + " " + key();
      case 18 -> "LPOS " + key() + " " + element() + " COUNT 0 RANK " + (random.nextInt(6) - 3);
      case 19 -> "LMPOP 2 " + key() + " " + key() + " " + end() + " COUNT " + random.nextInt(5);
      case 20 -> "LINDEX " + key() + " " + index();
      case 21 -> "SORT " + key() + " ALPHA STORE " + key();
      case 22 -> "COPY " + key() + " " + key() + " REPLACE";
      default -> "LRANGE " + key() + " " + index() + " " + index();
    };
  }

  private String key() {
    return "abc".substring(random.nextInt(3)).substring(0, 1);
  }

  private String pair() {
    return element() + " " + element();
  }

  private String end() {
    return random.nextBoolean() ? "LEFT" : "RIGHT";
  }

  private int index() {
    return random.nextInt(24) - 12;
  }

  private String elements() {
    StringBuilder all = new StringBuilder(element());
    for (int i = random.nextInt(4); i > 0; i--) {
      all.append(' ').append(element());
    }
    return all.toString();
  }

  private String element() {
    return switch (random.nextInt(16)) {
      case 0 -> "<<x*2000>>";
      case 1 -> "<<y*4090>>";
      case 2 -> "<<z*8183>>";
      case 3 -> "<<w*8193>>";
      case 4 -> "123456789";
      case 5 -> "-1";
      default -> String.valueOf((char) ('a' + random.nextInt(8)));
    };
  }
}
