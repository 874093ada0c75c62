package dev.redstart.engine.scripting;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.reply.Reply;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Scripts from the session to the reply: a whole EVALSHA, and one call of many inside of it. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class ScriptBenchmark {

  private static final int KEYS = 1_000;
  private static final int CALLS = 1_000;

  private final byte[][] keys = new byte[KEYS][];
  private final Bytes evalsha = Bytes.of("EVALSHA");
  private final Bytes none = Bytes.of("0");
  private final Bytes one = Bytes.of("1");
  private RedisEngine engine;
  private Session session;
  private Bytes get;
  private Bytes nothing;
  private Bytes loop;
  private int next;

  @Setup(Level.Trial)
  public void open() {
    engine = RedisEngine.builder().build();
    session = engine.session();
    for (int i = 0; i < KEYS; i++) {
      keys[i] = ("key:" + i).getBytes(StandardCharsets.UTF_8);
      session.execute("SET", "key:" + i, "value:" + i);
    }
    get = load("return redis.call('GET', KEYS[1])");
    nothing = load("return 1");
    loop = load("local v for i = 1, " + CALLS + " do v = redis.call('GET', KEYS[1]) end return v");
  }

  private Bytes load(String script) {
    return Bytes.of(session.execute("SCRIPT", "LOAD", script).asText());
  }

  @TearDown(Level.Trial)
  public void close() {
    engine.close();
  }

  private Bytes key() {
    next = next + 1 == KEYS ? 0 : next + 1;
    return Bytes.copyOf(keys[next]);
  }

  @Benchmark
  public Reply evalshaOfOneGet() {
    return session.execute(evalsha, Bytes.copyOf(get.shared()), one, key());
  }

  @Benchmark
  public Reply evalshaOfNothing() {
    return session.execute(evalsha, Bytes.copyOf(nothing.shared()), none);
  }

  @Benchmark
  @OperationsPerInvocation(CALLS)
  public Reply callInLoop() {
    return session.execute(evalsha, loop, one, key());
  }
}
