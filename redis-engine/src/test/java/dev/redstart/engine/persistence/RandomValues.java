package dev.redstart.engine.persistence;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Lines that give keys values of all types and encodings, by chance. */
final class RandomValues {

  /** The last one needs Redis 7.4. */
  private static final String[] KINDS = {
    "string", "list", "set", "zset", "hash", "stream", "hash with deadlines"
  };

  private static final long LATE = 2_000_000_000_000L;

  private final Random random;
  private final int kinds;

  RandomValues(Random random) {
    this(random, true);
  }

  /**
   * @param deadlines also for fields of hashes
   */
  RandomValues(Random random, boolean deadlines) {
    this.random = random;
    this.kinds = KINDS.length - (deadlines ? 0 : 1);
  }

  /** Calls that make {@code key} hold something of a type chosen by chance. */
  List<String> lines(String key) {
    String kind = KINDS[random.nextInt(kinds)];
    if (kind.equals("stream")) {
      return streamLines(key);
    }
    List<String> lines = lines(key, kind);
    if (kind.equals("hash with deadlines")) {
      lines.add("HSET " + key + " n 1");
      for (int i = random.nextInt(20); i >= 0; i--) {
        long at = LATE + random.nextInt(1000);
        lines.add("HPEXPIREAT " + key + " " + at + " FIELDS 2 n name" + random.nextInt(900));
      }
    }
    return lines;
  }

  private List<String> streamLines(String key) {
    List<String> lines = new ArrayList<>();
    int size = 1 + size();
    for (int i = 1; i <= size; i++) {
      String fields = random.nextInt(4) == 0 ? " other " + text() + " b 1" : " a " + text();
      lines.add("XADD " + key + " " + i + "-" + random.nextInt(5) + fields);
    }
    lines.add("XADD " + key + " " + (size + 1) + "-1 last 1");
    lines.add("XDEL " + key + " " + (size + 1) + "-1");
    lines.add("XGROUP CREATE " + key + " g 0");
    lines.add("XGROUP CREATE " + key + " h $");
    lines.add("XREADGROUP GROUP g c COUNT " + (1 + random.nextInt(9)) + " STREAMS " + key + " >");
    if (size > 9) {
      // One that was never given anything needs Redis 7.2.
      lines.add("XREADGROUP GROUP g d COUNT 3 STREAMS " + key + " >");
    }
    if (random.nextBoolean()) {
      lines.add("XTRIM " + key + " MAXLEN " + random.nextInt(size + 1));
    }
    return lines;
  }

  private List<String> lines(String key, String kind) {
    List<String> lines = new ArrayList<>();
    int calls = kind.equals("string") ? 1 : 1 + random.nextInt(4);
    for (int i = 0; i < calls; i++) {
      lines.add(line(key, kind, 1 + size()));
    }
    return lines;
  }

  private String line(String key, String kind, int size) {
    StringBuilder line = new StringBuilder();
    switch (kind) {
      case "string" -> line.append("SET ").append(key).append(' ').append(text());
      case "list" -> {
        line.append(random.nextBoolean() ? "RPUSH " : "LPUSH ").append(key);
        repeat(line, size, this::text);
      }
      case "set" -> {
        boolean integers = random.nextBoolean();
        line.append("SADD ").append(key);
        repeat(line, size, () -> integers ? integer() : name());
      }
      case "zset" -> {
        line.append("ZADD ").append(key);
        repeat(line, size, () -> score() + " " + name());
      }
      default -> {
        line.append("HSET ").append(key);
        repeat(line, size, () -> name() + " " + text());
      }
    }
    return line.toString();
  }

  private static void repeat(StringBuilder line, int times, Supplier<String> part) {
    for (int i = 0; i < times; i++) {
      line.append(' ').append(part.get());
    }
  }

  private int size() {
    return switch (random.nextInt(5)) {
      case 0, 1 -> random.nextInt(4);
      case 2, 3 -> random.nextInt(60);
      default -> random.nextInt(800);
    };
  }

  private String integer() {
    return switch (random.nextInt(4)) {
      case 0 -> "" + random.nextInt(200);
      case 1 -> "" + (random.nextInt(70_000) - 35_000);
      case 2 -> "" + random.nextInt();
      default -> "" + (random.nextInt(20) == 0 ? random.nextLong() : random.nextInt(300));
    };
  }

  private String name() {
    return switch (random.nextInt(12)) {
      case 0, 1, 2 -> integer();
      case 3 -> random.nextInt(200) == 0 ? "<<n*" + random.nextInt(300) + ">>x" : "n";
      default -> "name" + random.nextInt(900);
    };
  }

  private String score() {
    return switch (random.nextInt(6)) {
      case 0 -> "" + random.nextGaussian();
      case 1 -> random.nextBoolean() ? "inf" : "-inf";
      case 2 -> "" + random.nextGaussian() * Math.pow(10, random.nextInt(60) - 30);
      default -> "" + (random.nextInt(400) - 200) / (random.nextBoolean() ? 1 : 2.0);
    };
  }

  private String text() {
    return switch (random.nextInt(14)) {
      case 0 -> "\"\"";
      case 1, 2, 3 -> integer();
      case 4 -> random.nextInt(30) == 0 ? "<<ab*" + random.nextInt(9_000) + ">>" : "ab";
      case 5 -> noise(random.nextInt(random.nextInt(20) == 0 ? 5_000 : 40));
      case 6 -> "" + random.nextLong();
      case 7 -> "-0" + random.nextInt(9);
      default -> "text" + random.nextInt(10_000);
    };
  }

  private String noise(int length) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < length; i++) {
      quoted.append(String.format("\\x%02x", random.nextInt(256)));
    }
    return quoted.append('"').toString();
  }
}
