package dev.redstart.engine.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.keyspace.Keyspace;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.spi.Assembly;
import dev.redstart.engine.testing.CommandLine;
import dev.redstart.engine.testing.ManualClock;
import dev.redstart.engine.testing.RandomCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots that are written while several threads go on to change data. */
class SnapshotTest {

  private static final int ROUNDS = 8;
  private static final int KEYS = 4000;
  private static final int WRITERS = 3;

  /** The groups that change who may do what, and how. */
  private static final Set<String> LEFT_OUT = Set.of("server", "connection");

  @TempDir private Path directory;

  private final long seed = Long.getLong("seed", new Random().nextLong());
  private final Random random = new Random(seed);
  private final ManualClock clock = new ManualClock();
  private final AtomicReference<Assembly> assembly = new AtomicReference<>();
  private volatile boolean ending;

  /** What is saved in the background is what was saved in the same moment while all waited. */
  @Test
  void isOfOneMoment() throws Exception {
    try (RedisEngine engine = builder("dump.rdb").with(assembly::set).build();
        Session session = engine.session()) {
      fill(session);
      List<Thread> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        long own = random.nextLong();
        writers.add(new Thread(() -> write(engine, new Random(own))));
      }
      writers.forEach(Thread::start);
      for (int round = 0; round < ROUNDS; round++) {
        clock.advance(Duration.ofMillis(random.nextInt(100)));
        saveTwice(session);
        awaitSaved(session);
        keep("background");
        assertThat(loaded("background")).as("-Dseed=%d", seed).isEqualTo(loaded("at-once"));
      }
      ending = true;
      for (Thread writer : writers) {
        writer.join();
      }
    }
  }

  private void saveTwice(Session session) throws IOException {
    Keyspace keyspace = assembly.get().surroundings().keyspace();
    keyspace.lock(keyspace.planAll());
    try {
      assertThat(run(session, "SAVE")).isEqualTo(Reply.ok());
      keep("at-once");
      assertThat(run(session, "BGSAVE").asText()).isEqualTo("Background saving started");
    } finally {
      keyspace.unlock(keyspace.planAll());
    }
  }

  private void keep(String name) throws IOException {
    Path file = directory.resolve("dump.rdb");
    Files.move(file, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  private void awaitSaved(Session session) {
    while (!String.valueOf(run(session, "INFO persistence").asText())
        .contains("rdb_bgsave_in_progress:0")) {
      clock.advance(Duration.ofMillis(1));
    }
  }

  private String loaded(String name) {
    // What has expired meanwhile is left out of both.
    try (RedisEngine engine = builder(name).build()) {
      return Contents.of(engine);
    }
  }

  private RedisEngine.Builder builder(String file) {
    return RedisEngine.builder()
        .clock(clock)
        .setting("dir", directory.toString())
        .setting("dbfilename", file)
        .setting("proto-max-bulk-len", "1048576")
        .setting("enable-debug-command", "yes");
  }

  private void fill(Session session) {
    RandomValues values = new RandomValues(random);
    for (int i = 0; i < KEYS; i++) {
      run(session, "SELECT " + random.nextInt(3));
      values.lines("key" + i).forEach(line -> run(session, line));
    }
    for (int i = 0; i < KEYS; i++) {
      run(session, "ZADD large " + i + " member" + i);
      run(session, "HSET wide f" + i + " " + i);
      run(session, "RPUSH long <<element*8>>" + i);
    }
  }

  private void write(RedisEngine engine, Random own) {
    RandomCommands calls = new RandomCommands(engine.commands(), own.nextLong(), List.of());
    try (Session session = engine.session()) {
      while (!ending) {
        String key = " key" + own.nextInt(KEYS) + " ";
        switch (own.nextInt(200)) {
          case 0 -> run(session, "SWAPDB 0 1");
          case 1 -> run(session, "SELECT " + own.nextInt(3));
          case 2, 3 -> run(session, own.nextInt(40) == 0 ? "FLUSHDB" : "DBSIZE");
          case 4, 5, 6 -> run(session, "MOVE" + key + own.nextInt(3));
          case 7, 8, 9, 10 -> run(session, "RENAME" + key + "key" + own.nextInt(KEYS));
          case 11, 12, 13 -> run(session, "ZADD large " + own.nextInt(KEYS) + " m" + own.nextInt());
          case 14, 15, 16 -> run(session, "HDEL wide f" + own.nextInt(KEYS));
          case 17, 18, 19 -> run(session, "LSET long " + own.nextInt(KEYS) + " x");
          default -> change(session, key, own, calls, engine);
        }
      }
    }
  }

  private static void change(
      Session session, String key, Random own, RandomCommands calls, RedisEngine engine) {
    switch (own.nextInt(8)) {
      case 0 -> run(session, "DEL" + key);
      case 1 -> run(session, "PEXPIRE" + key + own.nextInt(100));
      case 2 -> run(session, "SET" + key + own.nextLong());
      default -> {
        Bytes[] call = calls.next();
        Command command = engine.commands().find(call[0]);
        if (command != null && !LEFT_OUT.contains(command.group())) {
          session.executeAsync(call);
          session.cancel();
        }
      }
    }
  }

  private static Reply run(Session session, String line) {
    return session.execute(CommandLine.parse(line));
  }
}
