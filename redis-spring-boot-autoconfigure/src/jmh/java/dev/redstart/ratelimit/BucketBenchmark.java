package dev.redstart.ratelimit;

import dev.redstart.data.EngineConnectionFactory;
import dev.redstart.engine.RedisEngine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * A token from a bucket in process and, in the same run, over Lettuce from a server on loopback:
 * start one and give its port by {@code -jvmArgsAppend -Dredis.port=6379}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class BucketBenchmark {

  @Param({"embedded", "lettuce"})
  String mode;

  private RedisEngine engine;
  private LettuceConnectionFactory lettuce;
  private Bucket bucket;

  @Setup(Level.Trial)
  public void start() {
    RedisConnectionFactory factory;
    if (mode.equals("embedded")) {
      engine = RedisEngine.builder().build();
      factory = new EngineConnectionFactory(engine);
    } else {
      lettuce = new LettuceConnectionFactory("127.0.0.1", Integer.getInteger("redis.port", 6379));
      lettuce.afterPropertiesSet();
      lettuce.start();
      factory = lettuce;
    }
    BucketConfiguration configuration =
        BucketConfiguration.builder()
            .addLimit(
                limit -> limit.capacity(Integer.MAX_VALUE).refillGreedy(1, Duration.ofSeconds(1)))
            .build();
    bucket = RedisBuckets.builder(factory).build().getProxy("bench:bucket", () -> configuration);
  }

  @TearDown(Level.Trial)
  public void stop() {
    if (engine != null) {
      engine.close();
    }
    if (lettuce != null) {
      lettuce.destroy();
    }
  }

  @Benchmark
  public boolean tryConsume() {
    return bucket.tryConsume(1);
  }
}
