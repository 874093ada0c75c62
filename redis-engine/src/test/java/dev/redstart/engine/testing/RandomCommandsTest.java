package dev.redstart.engine.testing;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.bytes.Bytes;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random calls of all families, on Redis and on ours: no difference. {@code -Dcommands=100000} runs
 * more of them, {@code -Dgroups=geo,bitmap} those of some groups only, {@code -Dseed=} repeats a
 * run.
 */
class RandomCommandsTest {

  private static final int DEFAULT_COMMANDS = 20_000;
  private static final long SEED_FOR_OLD_ONES = 20_261_122;
  private static final int BETWEEN_INSPECTIONS = 500;

  /** How each type's content is read back. */
  private static final List<String> READERS =
      List.of(
          "OBJECT ENCODING %s",
          "PTTL %s",
          "GET %s",
          "LRANGE %s 0 -1",
          "HGETALL %s",
          "SMEMBERS %s",
          "ZRANGE %s 0 -1 WITHSCORES",
          "XRANGE %s - +");

  /** What RESTORE makes keys of. */
  private static final List<String> VALUES =
      List.of(
          "SET k 12345",
          "SET k <<text*30>>",
          "SETBIT k 100 1",
          "RPUSH k a 1 b 2 c",
          "RPUSH k <<1..300:m#>>",
          "SADD k 1 2 3",
          "SADD k m1 m2 3",
          "SADD k <<1..200:m#>>",
          "HSET k m1 1 m2 b",
          "HSET k <<1..200:m# v#>>",
          "ZADD k 1 m1 2.5 m2 -inf c",
          "ZADD k <<1..200:# m#>>",
          "XADD k 1-1 m1 1 m2 2",
          "PFADD k <<1..100:m#>>",
          "GEOADD k 13.361389 38.115556 m1 15.087269 37.502669 m2");

  /** After so many differences a run tells of them and ends. */
  private static final int MOST_DIFFERENCES = 10;

  /** Tells where the real server has crashed: that is no difference, and the run goes on. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void sameRepliesAsRedis(int protocol, TestReporter reporter) {
    long seed = Long.getLong("seed", defaultSeed());
    int commands = Integer.getInteger("commands", DEFAULT_COMMANDS) / 2;
    RandomCommands calls =
        calls(seed ^ ((long) protocol << 32), Oracle.required().isAtLeast("7.4"));
    List<String> differences = new ArrayList<>();
    int done = 0;
    while (done < commands && differences.size() < MOST_DIFFERENCES) {
      done += runUntilDifferent(protocol, calls, commands - done, differences, reporter);
    }
    assertThat(differences).as("repeat with -Dseed=%d -Dcommands=%d", seed, 2 * commands).isEmpty();
  }

  /**
   * Chance has a say only against the Redis that we follow: an older one answers rare calls as we
   * don't, and never comes back from some, such as a random count of minus two to the 63rd.
   */
  private static long defaultSeed() {
    return Oracle.required().isAtLeast("7.4") ? new SecureRandom().nextLong() : SEED_FOR_OLD_ONES;
  }

  /** Runs calls from empty databases until the first difference or crash; how many. */
  private static int runUntilDifferent(
      int protocol,
      RandomCommands calls,
      int most,
      List<String> differences,
      TestReporter reporter) {
    int done = 0;
    Bytes[] call = {};
    List<String> settings = new ArrayList<>(List.of("proto-max-bulk-len", "1048576"));
    settings.addAll(ServerArguments.settings());
    try (Differential differential = new Differential(protocol, settings.toArray(String[]::new))) {
      while (done < most) {
        done++;
        call = calls.next();
        differential.run(call);
        if (done % BETWEEN_INSPECTIONS == 0 || done == most) {
          inspect(differential);
        }
      }
    } catch (AssertionError e) {
      differences.add(String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      String cause = Oracle.takeCrash();
      if (cause == null) {
        throw e;
      }
      reporter.publishEntry("the real server crashed", cause + ", at " + CommandLine.format(call));
    }
    return done;
  }

  private static RandomCommands calls(long seed, boolean restores) {
    try (TestEngine engine = new TestEngine()) {
      return new RandomCommands(
          engine.engine().commands(), seed, restores ? payloads(engine) : List.of());
    }
  }

  /** What DUMP gives for values of all types and encodings; older Redis can't read it. */
  private static List<Bytes> payloads(TestEngine engine) {
    List<Bytes> payloads = new ArrayList<>();
    for (String line : VALUES) {
      engine.run("DEL k");
      engine.run(line);
      payloads.add(Objects.requireNonNull(engine.run("DUMP k").reply().asBytes(), line));
    }
    return payloads;
  }

  private static void inspect(Differential differential) {
    differential.run("DISCARD");
    for (int database : new int[] {1, 2, 15, 0}) {
      differential.run("SELECT " + database);
      inspectDatabase(differential);
    }
  }

  private static void inspectDatabase(Differential differential) {
    differential.run("KEYS *");
    for (Bytes key : differential.keys()) {
      for (String reader : READERS) {
        String line = String.format(Locale.ROOT, reader, CommandLine.format(key));
        if (differential.isKnownToBoth(CommandLine.parse(line))) {
          differential.run(line);
        }
      }
    }
  }

  @Test
  void everyCommandOnDataTakesPartSoonerOrLater() {
    RandomCommands calls = calls(1, true);
    Set<String> seen =
        Stream.generate(calls::next)
            .limit(20_000)
            .map(call -> first(call[0].toString()))
            .collect(toSet());
    assertThat(seen).containsAll(calls.commands().stream().map(c -> first(c.name())).toList());
  }

  private static String first(String name) {
    return name.toLowerCase(Locale.ROOT).split("\\|")[0];
  }
}
