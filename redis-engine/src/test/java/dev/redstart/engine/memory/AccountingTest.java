package dev.redstart.engine.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import java.lang.management.ManagementFactory;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said to be used, compared with the heap after a full collection. */
class AccountingTest {

  private static final int COUNT = 60_000;

  /** One for all: what is left of another one would be let go of at any time. */
  private static final RedisEngine ENGINE = RedisEngine.builder().build();

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  /** A way to fill the engine, one call after the other. */
  private record Filling(String name, IntFunction<String> call) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Filling> fillings() {
    String value = "v".repeat(64);
    return Stream.of(
        new Filling("strings", i -> "SET key:" + (1_000_000_000 + i) + " " + value),
        new Filling("integers", i -> "SET key:" + i + " " + i),
        new Filling("strings with deadlines", i -> "SET key:" + i + " v EX " + (1000 + i % 90_000)),
        new Filling("appended strings", i -> "APPEND key:" + i % 10_000 + " 0123456789"),
        new Filling("small hashes", i -> "HSET key:" + i / 10 + " field" + i % 10 + " value" + i),
        new Filling("a hash", i -> "HSET key field:" + i + " value" + i),
        new Filling("sets", i -> "SADD key:" + i / 10 + " member" + i),
        new Filling("sets of integers", i -> "SADD key:" + i / 20 + " " + i),
        new Filling("a set", i -> "SADD key member:" + i),
        new Filling("a sorted set", i -> "ZADD key " + i * 7919L % 100_003 + " member:" + i),
        new Filling("lists", i -> "RPUSH key:" + i / 100 + " element" + i),
        new Filling("a list", i -> "RPUSH key element" + i),
        new Filling("long elements", i -> i % 20 == 0 ? "LPUSH key " + value.repeat(200) : "PING"),
        new Filling("a stream", i -> "XADD key * field value" + i));
  }

  @ParameterizedTest
  @MethodSource("fillings")
  void isWithinTenPercentOfTheHeap(Filling filling) {
    try (Session session = ENGINE.session()) {
      for (int i = 0; i < COUNT; i++) {
        session.execute(filling.call.apply(i).split(" ", -1));
      }
      long used = used(session);
      long heap = heap();
      // What others hold or let go of meanwhile is none of ours: only what goes with the keys is.
      session.execute("FLUSHALL");
      used -= used(session);
      heap -= heap();
      System.getLogger("accounting")
          .log(
              System.Logger.Level.INFO,
              "{0}: {1} of {2} ({3})",
              filling,
              used,
              heap,
              (double) used / heap);
      assertThat(used).isCloseTo(heap, Percentage.withPercentage(10));
    }
  }

  private static long used(Session session) {
    String memory = String.valueOf(session.execute("INFO", "memory").asText());
    return memory
        .lines()
        .filter(line -> line.startsWith("used_memory:"))
        .mapToLong(line -> Long.parseLong(line.substring("used_memory:".length())))
        .sum();
  }

  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
