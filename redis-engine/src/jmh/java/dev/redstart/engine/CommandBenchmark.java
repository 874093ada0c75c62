package dev.redstart.engine;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.reply.Reply;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The path of single-key commands, from the session to the reply. Run with -t 1, 2 and 8. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class CommandBenchmark {

  private static final int KEYS = 10_000;

  /** One engine for all threads. */
  @State(Scope.Benchmark)
  public static class Shared {
    RedisEngine engine;
    Command get;
    Command set;
    Command incr;

    @Setup(Level.Trial)
    public void fill() {
      engine = RedisEngine.builder().build();
      get = engine.commands().find("get");
      set = engine.commands().find("set");
      incr = engine.commands().find("incr");
      try (Session session = engine.session()) {
        for (int i = 0; i < KEYS; i++) {
          session.execute("SET", "key:" + i, "value:" + i);
        }
      }
    }

    @TearDown(Level.Trial)
    public void close() {
      engine.close();
    }
  }

  /** One session and keys of its own for each thread. */
  @State(Scope.Thread)
  public static class Caller {
    Session session;
    final byte[][] keys = new byte[KEYS][];
    final Bytes name = Bytes.of("GET");
    final Bytes setName = Bytes.of("SET");
    final Bytes incrName = Bytes.of("INCR");
    final Bytes value = Bytes.of("another value");
    int next;

    @Setup(Level.Trial)
    public void open(Shared shared) {
      session = shared.engine.session();
      for (int i = 0; i < KEYS; i++) {
        keys[i] = ("key:" + ThreadLocalRandom.current().nextInt(KEYS)).getBytes();
      }
    }

    /** A key as it comes from an application: its hash isn't known yet. */
    Bytes key() {
      next = next + 1 == KEYS ? 0 : next + 1;
      return Bytes.copyOf(keys[next]);
    }
  }

  @Benchmark
  public Reply get(Shared shared, Caller caller) {
    return caller.session.execute(shared.get, caller.name, caller.key());
  }

  @Benchmark
  public Reply getByName(Caller caller) {
    return caller.session.execute(caller.name, caller.key());
  }

  @Benchmark
  public Reply getInNewSession(Shared shared, Caller caller) {
    try (Session session = shared.engine.session()) {
      return session.execute(shared.get, caller.name, caller.key());
    }
  }

  @Benchmark
  public Reply set(Shared shared, Caller caller) {
    return caller.session.execute(shared.set, caller.setName, caller.key(), caller.value);
  }

  @Benchmark
  public Reply incr(Shared shared, Caller caller) {
    return caller.session.execute(shared.incr, caller.incrName, Bytes.of("counter"));
  }
}
