package dev.redstart.engine.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.server.RedisServer;
import dev.redstart.engine.testing.RealServer;
import dev.redstart.engine.testing.SocketDoor;
import dev.redstart.engine.testing.WireReply;
import dev.redstart.engine.time.Clock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A server that is killed while it is written to. {@code -Drounds=70} kills it as often with each
 * setting.
 */
class CrashTest {

  private static final int ROUNDS = Integer.getInteger("rounds", 3);

  @TempDir private Path directory;

  private final long seed = Long.getLong("seed", new Random().nextLong());
  private final Random random = new Random(seed);
  private final Clock clock = Clock.system();

  /**
   * @param forgivable how old an acknowledged write may be and yet be lost, in milliseconds
   */
  @ParameterizedTest
  @CsvSource({"always, 0", "everysec, 1000", "no, 1000"})
  void whatWasAcknowledgedComesBack(String sync, long forgivable) throws Exception {
    Writer single = new Writer(clock, "INCR single");
    Writer both =
        new Writer(clock, "EVAL \"redis.call('incr','a') return redis.call('incr','b')\" 0");
    for (int round = 0; round < ROUNDS; round++) {
      String told = "-Dseed=" + seed + ", round " + round;
      String[] log = {"--dbfilename", "", "--appendonly", "yes", "--appendfsync", sync};
      try (Killed server = new Killed(log)) {
        Thread first = single.start(server.port);
        Thread second = both.start(server.port);
        single.begun.await(20, TimeUnit.SECONDS);
        both.begun.await(20, TimeUnit.SECONDS);
        disturb(server);
        server.killAfter(random.nextInt(400 + (int) forgivable));
        first.join();
        second.join();
      }
      try (RedisEngine engine = engine(sync);
          Session session = engine.session()) {
        single.check(session, "single", forgivable, told);
        both.check(session, "a", forgivable, told);
        assertThat(session.execute("GET", "a")).as(told).isEqualTo(session.execute("GET", "b"));
      }
    }
  }

  /** A new base in either form, a snapshot, or nothing, on its way when the end comes. */
  private void disturb(Killed server) {
    try (SocketDoor door = new SocketDoor(server.port, 2)) {
      door.run("CONFIG SET aof-use-rdb-preamble " + (random.nextBoolean() ? "yes" : "no"));
      switch (random.nextInt(4)) {
        case 0, 1 -> door.run("BGREWRITEAOF");
        case 2 -> door.run("BGSAVE");
        default -> {}
      }
    }
  }

  /** Whatever happens to one that is being written, the one before it is there. */
  @Test
  void aSnapshotIsWhole() throws Exception {
    Writer both =
        new Writer(clock, "EVAL \"redis.call('incr','a') return redis.call('incr','b')\" 0");
    long saved = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String told = "-Dseed=" + seed + ", round " + round;
      try (Killed server = new Killed("--dbfilename", "dump.rdb", "--save", "")) {
        Thread thread = both.start(server.port);
        both.begun.await(20, TimeUnit.SECONDS);
        try (SocketDoor door = new SocketDoor(server.port, 2)) {
          for (int i = random.nextInt(4); i >= 0; i--) {
            long before = Long.parseLong(door.run("GET a").text().toString());
            if (door.run("BGSAVE").isError()) {
              continue;
            }
            if (i > 0) {
              awaitSaved(door);
              saved = before;
            }
          }
        }
        server.killAfter(random.nextInt(20));
        thread.join();
      }
      try (RedisEngine engine =
              RedisEngine.builder()
                  .setting("dir", directory.toString())
                  .setting("dbfilename", "dump.rdb")
                  .build();
          Session session = engine.session()) {
        long found = session.execute("INCRBY", "a", "0").asLong();
        assertThat(found).as(told).isGreaterThanOrEqualTo(saved);
        assertThat(session.execute("INCRBY", "b", "0").asLong()).as(told).isEqualTo(found);
      }
    }
  }

  private static void awaitSaved(SocketDoor door) {
    while (door.run("INFO persistence").text().toString().contains("rdb_bgsave_in_progress:1")) {
      Thread.onSpinWait();
    }
  }

  private RedisEngine engine(String sync) {
    return RedisEngine.builder()
        .setting("dir", directory.toString())
        .setting("appendonly", "yes")
        .setting("appendfsync", sync)
        .build();
  }

  /** Writes until the connection ends, and knows what was acknowledged when. */
  private static final class Writer {

    private final Clock clock;
    private final String command;
    private volatile CountDownLatch begun = new CountDownLatch(1);
    private final Deque<Acknowledged> recent = new ArrayDeque<>();
    private long before;

    private Writer(Clock clock, String command) {
      this.clock = clock;
      this.command = command;
    }

    private Thread start(int port) {
      begun = new CountDownLatch(1);
      recent.clear();
      Thread thread = new Thread(() -> write(port));
      thread.start();
      return thread;
    }

    private void write(int port) {
      try (SocketDoor door = new SocketDoor(port, 2)) {
        while (true) {
          WireReply reply = door.run(command);
          assertThat(reply.isError()).as(reply.toString()).isFalse();
          recent.add(new Acknowledged(Long.parseLong(reply.text().toString()), clock.millis()));
          begun.countDown();
        }
      } catch (RuntimeException e) {
        // The server was killed.
        begun.countDown();
      }
    }

    /** Where {@code forgivable} is more than zero, the last milliseconds may be lost. */
    private void check(Session session, String key, long forgivable, String told) {
      long found = session.execute("INCRBY", key, "0").asLong();
      assertThat(found).as(told).isGreaterThanOrEqualTo(before);
      before = found;
      if (recent.isEmpty()) {
        // The server was too slow to acknowledge anything before its end.
        return;
      }
      long end = recent.getLast().at - forgivable;
      long kept = 0;
      for (Acknowledged one : recent) {
        if (forgivable == 0 || one.at < end) {
          kept = one.value;
        }
      }
      assertThat(found).as(told).isGreaterThanOrEqualTo(kept);
    }

    private record Acknowledged(long value, long at) {}
  }

  /** A server in a process of its own. */
  private final class Killed implements AutoCloseable {

    private final int port = RealServer.freePort();
    private final Process process;

    private Killed(String... directives) throws IOException {
      List<String> words = new ArrayList<>();
      words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      words.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
      words.addAll(List.of("-cp", System.getProperty("java.class.path")));
      words.addAll(List.of(RedisServer.class.getName(), "--port", "" + port));
      words.addAll(List.of("--dir", directory.toString()));
      // However busy the machine is, and a script with it.
      words.addAll(List.of("--busy-reply-threshold", "600000"));
      words.addAll(List.of(directives));
      ProcessBuilder builder = new ProcessBuilder(words);
      process = builder.redirectErrorStream(true).start();
      BufferedReader log = process.inputReader(StandardCharsets.UTF_8);
      StringBuilder said = new StringBuilder();
      for (String line = log.readLine(); line != null; line = log.readLine()) {
        said.append(line).append('\n');
        if (line.contains("eady to accept connections")) {
          return;
        }
      }
      throw new IllegalStateException("not started:\n" + said);
    }

    private void killAfter(int millis) throws InterruptedException {
      process.waitFor(millis, TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
      try {
        process.destroyForcibly().waitFor();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new UncheckedIOException(new IOException(e));
      }
    }
  }
}
