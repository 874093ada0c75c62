package dev.redstart.engine.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.testing.Door;
import dev.redstart.engine.testing.EngineDoor;
import dev.redstart.engine.testing.Oracle;
import dev.redstart.engine.testing.WireReply;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often a cache finds what it looks for, here and in Redis, with room for as many keys: {@code
 * -Daccesses=1000000} for the figures of docs/memory.md.
 */
class HitRatesTest {

  private static final int ACCESSES = Integer.getInteger("accesses", 40_000);
  private static final int CAPACITY = ACCESSES / 20;
  private static final int KEYS = CAPACITY * 10;
  private static final int PIPELINE = 200;
  private static final double SKEW = 0.99;

  /** One percent is what the two may differ by; half of one is chance in a trace this short. */
  private static final double TOLERANCE = ACCESSES < 200_000 ? 0.015 : 0.01;

  private static final Bytes VALUE = Bytes.of("v".repeat(100));

  /** Which key each access is for. */
  private interface Trace {
    int next();
  }

  private record Result(double hitRate, long keys) {}

  @ParameterizedTest
  @CsvSource({
    "allkeys-lru, zipf",
    "allkeys-lru, scan",
    "allkeys-lfu, zipf",
    "allkeys-lfu, scan",
    "allkeys-random, zipf",
    "volatile-lru, zipf",
    "volatile-lfu, scan",
    "volatile-random, zipf",
    "volatile-ttl, zipf"
  })
  void areThoseOfRedisOrBetter(String policy, String kind) {
    long seed = Long.getLong("seed", new Random().nextLong());
    Result theirs;
    Result ours;
    try (Door door = Oracle.required().door(2)) {
      theirs = run(door, policy, trace(kind, seed));
      door.run("CONFIG SET maxmemory 0 maxmemory-policy noeviction");
      door.run("FLUSHALL");
    }
    try (RedisEngine engine = RedisEngine.builder().build();
        Door door = new EngineDoor(engine, 2)) {
      ours = run(door, policy, trace(kind, seed));
    }
    System.getLogger("hit rates")
        .log(System.Logger.Level.INFO, "{0} {1}: {2} against {3}", policy, kind, ours, theirs);
    assertThat(ours.hitRate).as("seed %d", seed).isGreaterThan(theirs.hitRate - TOLERANCE);
    assertThat(ours.keys).as("keys that fit in").isBetween(CAPACITY * 9L / 10, CAPACITY * 11L / 10);
  }

  private static Result run(Door door, String policy, Trace trace) {
    boolean expiring = policy.startsWith("volatile");
    door.run("FLUSHALL");
    door.run("CONFIG SET maxmemory 0 maxmemory-policy " + policy);
    for (int key = 0; key < CAPACITY; key++) {
      door.call(access(key, expiring));
    }
    long used = Long.parseLong(info(door, "used_memory:"));
    door.run("CONFIG SET maxmemory " + used);
    int hits = 0;
    for (int done = 0; done < ACCESSES; done += PIPELINE) {
      for (int i = 0; i < PIPELINE; i++) {
        door.send(access(trace.next(), expiring));
      }
      for (int i = 0; i < PIPELINE; i++) {
        WireReply reply = door.receive(1).get(0);
        // The first half warms the cache.
        hits += done >= ACCESSES / 2 && reply.type() == '$' ? 1 : 0;
      }
    }
    return new Result(2.0 * hits / ACCESSES, Long.parseLong(door.run("DBSIZE").text().toString()));
  }

  /** What is asked for often lives long: a policy that finds the nearest end keeps it. */
  private static Bytes[] access(int key, boolean expiring) {
    Bytes name = Bytes.of(String.format("key:%08d", key));
    return expiring
        ? new Bytes[] {
          Bytes.of("SET"), name, VALUE, Bytes.of("GET"), Bytes.of("EX"), Bytes.of(5_000_000L - key)
        }
        : new Bytes[] {Bytes.of("SET"), name, VALUE, Bytes.of("GET")};
  }

  private static String info(Door door, String field) {
    String all = String.valueOf(door.run("INFO memory").text());
    return all.lines()
        .filter(line -> line.startsWith(field))
        .findFirst()
        .orElseThrow()
        .substring(field.length());
  }

  private static Trace trace(String kind, long seed) {
    Random random = new Random(seed);
    Trace zipf = zipf(random);
    if (kind.equals("zipf")) {
      return zipf;
    }
    // One access of five belongs to someone who reads everything once.
    int[] walked = {0};
    return () -> random.nextInt(5) == 0 ? KEYS + walked[0]++ : zipf.next();
  }

  private static Trace zipf(Random random) {
    double[] sums = new double[KEYS];
    double sum = 0;
    for (int i = 0; i < KEYS; i++) {
      sum += 1 / Math.pow(i + 1, SKEW);
      sums[i] = sum;
    }
    double all = sum;
    return () -> {
      int at = Arrays.binarySearch(sums, random.nextDouble() * all);
      return Math.min(KEYS - 1, at < 0 ? -at - 1 : at);
    };
  }
}
