package dev.redstart.engine.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.persistence.rdb.DumpPayload;
import dev.redstart.engine.spi.Assembly;
import dev.redstart.engine.testing.CommandLine;
import dev.redstart.engine.testing.ManualClock;
import dev.redstart.engine.testing.RandomCommands;
import dev.redstart.engine.value.Value;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Whatever happens between two steps of an epoch, it shows what was there at its beginning. */
class EpochTest {

  private static final int EPOCHS = 60;
  private static final int KEYS = 600;

  private static final List<String> WHOLE =
      List.of("FLUSHDB", "FLUSHALL", "SWAPDB 0 1", "SWAPDB 1 5", "MOVE %s 1", "RENAME %s %s");

  private static final List<String> ON_LARGE =
      List.of(
          "RENAME %s %s",
          "COPY %s %s REPLACE",
          "DEL %s",
          "EXPIRE %s 1",
          "PERSIST %s",
          "APPEND %s x",
          "SETRANGE %s 5 y",
          "GET %s",
          "ZADD %s 5 m7",
          "ZREM %s m8",
          "ZPOPMIN %s 4",
          "HSET %s m7 other",
          "HDEL %s m8",
          "HPEXPIRE %s 20 FIELDS 2 m1 m2",
          "SADD %s other",
          "SREM %s m8",
          "SPOP %s",
          "LPUSH %s first",
          "RPUSH %s last",
          "LSET %s 50 other",
          "LTRIM %s 0 -9",
          "LINSERT %s BEFORE m9 new",
          "XADD %s * f v",
          "XTRIM %s MAXLEN 900",
          "XDEL %s 5-1",
          "XGROUP CREATE %s g 0",
          "XREADGROUP GROUP g c COUNT 3 STREAMS %s >",
          "SINTERSTORE %s %s",
          "SORT %s BY nosort STORE %s");

  /** The groups that change who may do what, and how. */
  private static final Set<String> LEFT_OUT = Set.of("server", "connection", "transactions");

  private final long seed = Long.getLong("seed", new Random().nextLong());
  private final Random random = new Random(seed);
  private final ManualClock clock = new ManualClock();
  private final Map<String, String> expected = new HashMap<>();
  private final Map<String, String> shown = new HashMap<>();
  private final AtomicReference<Assembly> assembly = new AtomicReference<>();

  @Test
  void showsWhatWasThereAtItsBeginning() {
    try (RedisEngine engine =
            RedisEngine.builder()
                .clock(clock)
                .setting("proto-max-bulk-len", "1048576")
                .with(assembly::set)
                .build();
        Session session = engine.session()) {
      RandomCommands calls = new RandomCommands(engine.commands(), seed, List.of());
      for (int epoch = 0; epoch < EPOCHS; epoch++) {
        fill(session, calls, engine);
        clock.advance(Duration.ofMillis(random.nextInt(50)));
        walk(session, calls, engine, random.nextInt(10) == 0);
      }
    }
  }

  private void fill(Session session, RandomCommands calls, RedisEngine engine) {
    run(session, "SELECT " + random.nextInt(3));
    for (int i = 0; i < KEYS; i++) {
      run(session, "SET k" + random.nextInt(5000) + " v PX " + (1 + random.nextInt(400)));
      run(session, "RPUSH l" + random.nextInt(5000) + " a b");
      call(session, calls, engine);
    }
    large(session, "ZADD", i -> i + " m" + i);
    large(session, "HSET", i -> "m" + i + " value" + i);
    large(session, "SADD", i -> "m" + i);
    large(session, "RPUSH", i -> "m" + i + "x".repeat(60));
    run(session, "SET large" + random.nextInt(8) + " <<ab*60000>>");
    String stream = "large" + random.nextInt(8);
    for (int i = 0; i < 1500; i++) {
      run(session, "XADD " + stream + " " + i + "-1 field <<value*20>>");
    }
  }

  private void large(Session session, String command, java.util.function.IntFunction<String> part) {
    StringBuilder line = new StringBuilder(command).append(" large").append(random.nextInt(8));
    for (int i = 0; i < 1500; i++) {
      line.append(' ').append(part.apply(i));
    }
    run(session, line.toString());
  }

  private void walk(Session session, RandomCommands calls, RedisEngine engine, boolean givenUp) {
    Keyspace keyspace = assembly.get().surroundings().keyspace();
    expected.clear();
    shown.clear();
    Epoch epoch;
    keyspace.lock(keyspace.planAll());
    try {
      for (int database = 0; database < keyspace.databases(); database++) {
        int of = database;
        keyspace.forEach(of, e -> expected.put(of + " " + e.name(), form(e.value(), e.deadline())));
      }
      epoch = keyspace.epoch(new Collector(), clock.millis());
    } finally {
      keyspace.unlock(keyspace.planAll());
    }
    do {
      change(session, calls, engine);
      if (givenUp && random.nextInt(20) == 0) {
        epoch.abandon();
      }
    } while (epoch.step());
    if (!givenUp) {
      assertThat(shown).as("-Dseed=%d", seed).isEqualTo(expected);
    }
  }

  private void change(Session session, RandomCommands calls, RedisEngine engine) {
    for (int i = random.nextInt(12); i > 0; i--) {
      switch (random.nextInt(40)) {
        case 0 -> run(session, "SELECT " + random.nextInt(3));
        case 1 -> clock.advance(Duration.ofMillis(random.nextInt(30)));
        case 2, 3, 4, 5 -> run(session, "DEL k" + random.nextInt(5000));
        case 6, 7, 8, 9 -> run(session, "APPEND k" + random.nextInt(5000) + " x");
        case 10, 11 -> run(session, "LPUSH l" + random.nextInt(5000) + " x");
        case 12 -> run(session, line(WHOLE, "k", 5000));
        case 13, 14, 15, 16, 17, 18, 19, 20 -> run(session, line(ON_LARGE, "large", 8));
        default -> call(session, calls, engine);
      }
    }
  }

  private String line(List<String> lines, String name, int count) {
    // Databases are emptied now and then only, so that there is something to be walked over.
    int choice = random.nextInt(lines.size());
    String line = lines.get(choice);
    if (line.startsWith("FLUSH") && random.nextInt(8) > 0) {
      return "PING";
    }
    return line.formatted(name + random.nextInt(count), name + random.nextInt(count));
  }

  private static void call(Session session, RandomCommands calls, RedisEngine engine) {
    Bytes[] call = calls.next();
    Command command = engine.commands().find(call[0]);
    if (command != null && !LEFT_OUT.contains(command.group())) {
      session.executeAsync(call);
      session.cancel();
    }
  }

  private static void run(Session session, String line) {
    session.execute(CommandLine.parse(line));
  }

  private String form(Value value, long deadline) {
    return deadline + " " + DumpPayload.of(value, assembly.get().codecs());
  }

  private final class Collector implements Epoch.Witness {

    @Override
    public boolean met(Epoch.Key key) {
      take(key);
      return random.nextInt(4) > 0;
    }

    @Override
    public void changing(Epoch.Key key) {
      take(key);
    }

    @Override
    public void held(Epoch.Key key) {
      take(key);
    }

    private void take(Epoch.Key key) {
      String form = form(key.value(), key.deadline());
      String before = shown.put(key.database() + " " + key.name(), form);
      assertThat(before).as("shown twice: %s, -Dseed=%d", key.name(), seed).isNull();
    }
  }
}
