package dev.redstart.engine;

import dev.redstart.engine.reply.Reply;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What each test pays that has an engine of its own: its start and its end, with a write between.
 */
@BenchmarkMode({Mode.SampleTime, Mode.SingleShotTime})
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class StartBenchmark {

  /** An engine as builders make it. */
  @Benchmark
  public Reply start() {
    try (RedisEngine engine = RedisEngine.builder().build();
        Session session = engine.session()) {
      return session.execute("SET", "key", "value");
    }
  }
}
