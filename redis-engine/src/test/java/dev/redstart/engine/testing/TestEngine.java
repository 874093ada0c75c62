package dev.redstart.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.keyspace.Keyspace;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An engine under test: a clock that stands still, chance from a fixed seed, a note of every event
 * and every logged write. Closing it checks that it is left in order. Belongs to one thread.
 */
public final class TestEngine implements AutoCloseable {

  private static final int SEED = 42;

  private final ManualClock clock = new ManualClock();
  private final Recording recording = new Recording();
  private final Random random = new Random(SEED);
  private final Map<String, Session> sessions = new LinkedHashMap<>();
  private final List<CompletableFuture<Reply>> waiting = new ArrayList<>();
  private final RedisEngine engine;
  private @Nullable Keyspace keyspace;

  /** An engine with {@code settings}: names and values in turn, as redis.conf has them. */
  public TestEngine(String... settings) {
    RedisEngine.Builder builder =
        RedisEngine.builder()
            .clock(clock)
            .randomness(() -> random)
            .with(recording)
            .with(assembly -> keyspace = assembly.surroundings().keyspace());
    for (int i = 0; i < settings.length; i += 2) {
      builder.setting(settings[i], settings[i + 1]);
    }
    this.engine = builder.build();
  }

  /** Runs a line as {@link CommandLine} reads it. */
  public Outcome run(String line) {
    return runAs("", line);
  }

  /** Runs a line as another client, whose session is opened when it is first named. */
  public Outcome runAs(String client, String line) {
    return new Outcome(line, session(client).execute(CommandLine.parse(line)));
  }

  /** Begins a call that may wait. */
  public CompletableFuture<Reply> begin(String client, String line) {
    CompletableFuture<Reply> reply = session(client).executeAsync(CommandLine.parse(line));
    waiting.add(reply);
    return reply;
  }

  /** The session of a client; the first one's name is empty. */
  public Session session(String client) {
    return sessions.computeIfAbsent(client, name -> engine.session());
  }

  /** Moves the clock, and runs what falls due. */
  public void advance(Duration by) {
    clock.advance(by);
  }

  public ManualClock clock() {
    return clock;
  }

  public RedisEngine engine() {
    return engine;
  }

  /** The events since the last question: class, name and key, such as {@code $ set k}. */
  public List<String> events() {
    return recording.takeEvents();
  }

  /** What was logged since the last question, a command a line. */
  public List<String> log() {
    return recording.takeWrites();
  }

  /** Runs {@code lines} and forgets what they told. */
  public void given(String... lines) {
    Arrays.stream(lines).forEach(this::run);
    events();
    log();
  }

  /** Checks what holds between any two calls. */
  public void check() {
    Keyspace keys = keyspace;
    if (keys == null) {
      return;
    }
    assertThat(keys.lockedByMe()).as("a shard is still locked").isFalse();
    keys.lock(keys.planAll());
    try {
      AtomicLong bytes = new AtomicLong();
      for (int database = 0; database < keys.databases(); database++) {
        check(keys, database);
        keys.forEach(database, entry -> bytes.addAndGet(entry.heapBytes()));
      }
      IntStream.range(0, keys.shards()).forEach(shard -> bytes.addAndGet(-keys.bytes(shard)));
      assertThat(bytes).as("bytes that were not accounted for").hasValue(0);
    } finally {
      keys.unlock(keys.planAll());
    }
  }

  private static void check(Keyspace keys, int database) {
    AtomicLong entries = new AtomicLong();
    AtomicLong deadlines = new AtomicLong();
    AtomicLong partly = new AtomicLong();
    keys.forEach(
        database,
        entry -> {
          entries.incrementAndGet();
          deadlines.addAndGet(entry.deadline() >= 0 ? 1 : 0);
          partly.addAndGet(entry.value().soonest() == Value.NEVER ? 0 : 1);
          assertThat(entry.value().isEmpty()).as("%s is empty", entry.name()).isFalse();
        });
    assertThat(keys.size(database)).as("number of keys").isEqualTo(entries.get());
    assertThat(keys.expiring(database)).as("number of deadlines").isEqualTo(deadlines.get());
    // A value whose parts' deadlines were taken away is forgotten when the first would have passed.
    assertThat(keys.partlyExpiring(database))
        .as("number of values with deadlines")
        .isGreaterThanOrEqualTo(partly.get());
  }

  /** Checks, and ends the engine. */
  @Override
  public void close() {
    try {
      check();
      assertThat(waiting).as("calls that still wait").allMatch(CompletableFuture::isDone);
    } finally {
      sessions.values().forEach(Session::close);
      engine.close();
    }
  }
}
