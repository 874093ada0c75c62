package dev.redstart.benchmark;

import dev.redstart.ratelimit.RedisBuckets;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A token from a bucket. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class BucketBenchmark {

  private Bucket bucket;

  @Setup(Level.Trial)
  public void start(Place place) {
    BucketConfiguration configuration =
        BucketConfiguration.builder()
            .addLimit(
                limit -> limit.capacity(Integer.MAX_VALUE).refillGreedy(1, Duration.ofSeconds(1)))
            .build();
    bucket =
        RedisBuckets.builder(place.factory()).build().getProxy("bench:bucket", () -> configuration);
  }

  @Benchmark
  public boolean tryConsume() {
    return bucket.tryConsume(1);
  }
}
