package dev.redstart.engine.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.testing.SocketDoor;
import dev.redstart.engine.time.Clock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a port answers while files are loaded. */
@Timeout(60)
class LoadingTest {

  @TempDir private Path directory;

  private final RespServer port = new RespServer(0);
  private final List<String> answers = new ArrayList<>();
  private @Nullable SocketDoor visitor;

  @Test
  void aSnapshotIsLoading() {
    try (RedisEngine engine = builder().setting("dbfilename", "dump.rdb").build();
        Session session = engine.session()) {
      fill(session);
      session.execute("SAVE");
    }
    try (RedisEngine engine = visited().setting("dbfilename", "dump.rdb").build()) {
      check(engine);
      assertThat(info(engine)).contains("rdb_last_load_keys_loaded:1000");
    }
  }

  @Test
  void aLogIsLoading() {
    try (RedisEngine engine = builder().setting("appendonly", "yes").build();
        Session session = engine.session()) {
      fill(session);
    }
    try (RedisEngine engine = visited().setting("appendonly", "yes").build()) {
      check(engine);
    }
  }

  @Test
  void aLogIsLoadedAgain() {
    try (RedisEngine engine =
            builder()
                .with(port)
                .setting("appendonly", "yes")
                .setting("enable-debug-command", "yes")
                .build();
        Session session = engine.session();
        SocketDoor one = new SocketDoor(port.port(), 2);
        SocketDoor other = new SocketDoor(port.port(), 2)) {
      fill(session);
      session.execute("BGREWRITEAOF");
      while (info(engine).contains("aof_rewrite_in_progress:1")) {
        Thread.onSpinWait();
      }
      other.run("CONFIG SET key-load-delay 20000");
      one.send(Bytes.of("DEBUG"), Bytes.of("LOADAOF"));
      while (!other.run("PING").toString().startsWith("-LOADING")) {
        Thread.onSpinWait();
      }
      other.run("CONFIG SET key-load-delay 0");
      assertThat(one.receive(1).get(0).toString()).isEqualTo("+OK");
      assertThat(other.run("GET key:1").toString()).isEqualTo("\"1\"");
    }
  }

  private void check(RedisEngine engine) {
    try (SocketDoor door = Objects.requireNonNull(visitor)) {
      answers.add(door.receive(1).get(0).toString());
    }
    assertThat(answers).hasSize(4);
    assertThat(answers.get(0)).isEqualTo("-LOADING Redis is loading the dataset in memory");
    assertThat(answers.get(1)).startsWith("-LOADING");
    assertThat(answers.get(2)).startsWith("-LOADING");
    assertThat(answers.get(3))
        .contains("loading:1", "loading_total_bytes:", "loading_loaded_perc:");
    try (SocketDoor door = new SocketDoor(port.port(), 2)) {
      assertThat(door.run("GET key:1").toString()).isEqualTo("\"1\"");
    }
    assertThat(info(engine)).contains("loading:0").doesNotContain("loading_total_bytes");
  }

  private static void fill(Session session) {
    for (int i = 0; i < 1000; i++) {
      session.execute("SET", "key:" + i, "" + i);
    }
  }

  private static String info(RedisEngine engine) {
    try (Session session = engine.session()) {
      return String.valueOf(session.execute("INFO", "persistence").asText());
    }
  }

  private RedisEngine.Builder builder() {
    return RedisEngine.builder().setting("dir", directory.toString());
  }

  /** Whoever loads asks what time it is, for the line that tells how far it has come. */
  private RedisEngine.Builder visited() {
    Clock real = Clock.system();
    Thread loader = Thread.currentThread();
    return builder()
        .with(port)
        .clock(
            new Clock() {
              @Override
              public long millis() {
                return real.millis();
              }

              @Override
              public long nanos() {
                if (Thread.currentThread() == loader) {
                  visit();
                }
                return real.nanos();
              }

              @Override
              public Alarm alarm(String name, Runnable ring) {
                return real.alarm(name, ring);
              }
            });
  }

  /** Asks for what needs no lock, and for what the loader has to let in. */
  private void visit() {
    // Before that, all shards need not be locked yet.
    boolean reading =
        Arrays.stream(new Throwable().getStackTrace())
            .anyMatch(
                call -> (call.getClassName() + call.getMethodName()).endsWith("Progressread"));
    if (visitor != null || !reading) {
      return;
    }
    SocketDoor door = new SocketDoor(port.port(), 2);
    visitor = door;
    answers.add(door.run("PING").toString());
    answers.add(door.run("GET key:1").toString());
    answers.add(door.run("CONFIG SET hz 20 dir /").toString());
    door.send(Bytes.of("INFO"), Bytes.of("persistence"));
    while (!Thread.interrupted()
        && Thread.getAllStackTraces().values().stream().noneMatch(LoadingTest::waitsForLocks)) {
      Thread.yield();
    }
  }

  private static boolean waitsForLocks(StackTraceElement[] stack) {
    List<String> calls = Arrays.stream(stack).map(StackTraceElement::toString).toList();
    return calls.stream().anyMatch(call -> call.contains("ShardLock.lock"))
        && calls.stream().anyMatch(call -> call.contains("LockSupport.park"));
  }
}
