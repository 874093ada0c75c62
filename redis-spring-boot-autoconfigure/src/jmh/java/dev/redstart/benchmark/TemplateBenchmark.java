package dev.redstart.benchmark;

import java.util.List;
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
import org.springframework.data.redis.core.HashOperations;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.ValueOperations;
import org.springframework.data.redis.core.ZSetOperations;

/** Calls of the template, one at a time and a hundred in a pipeline. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class TemplateBenchmark {

  private static final byte[] KEY = "bench:pipelined".getBytes();
  private static final byte[] VALUE = "value".getBytes();

  private StringRedisTemplate template;
  private ValueOperations<String, String> values;
  private HashOperations<String, String, String> hashes;
  private ZSetOperations<String, String> sortedSets;
  private int next;

  @Setup(Level.Trial)
  public void start(Place place) {
    template = new StringRedisTemplate(place.factory());
    values = template.opsForValue();
    hashes = template.opsForHash();
    sortedSets = template.opsForZSet();
    values.set("bench:get", "value");
    for (int i = 0; i < 100; i++) {
      hashes.put("bench:hash", "field" + i, "value");
      sortedSets.add("bench:zset", "member" + i, i);
    }
  }

  @Benchmark
  public String get() {
    return values.get("bench:get");
  }

  @Benchmark
  public void set() {
    values.set("bench:set", "value");
  }

  @Benchmark
  public Long increment() {
    return values.increment("bench:counter");
  }

  @Benchmark
  public String hashGet() {
    return hashes.get("bench:hash", "field50");
  }

  @Benchmark
  public void hashPut() {
    hashes.put("bench:hash", "field50", "value");
  }

  @Benchmark
  public Boolean sortedSetAdd() {
    next = (next + 1) % 100;
    return sortedSets.add("bench:zset", "member50", next);
  }

  @Benchmark
  public Long sortedSetRank() {
    return sortedSets.rank("bench:zset", "member70");
  }

  @Benchmark
  public List<Object> pipelineOf100() {
    return template.executePipelined(
        (RedisCallback<Object>)
            connection -> {
              for (int i = 0; i < 100; i++) {
                connection.stringCommands().set(KEY, VALUE);
              }
              return null;
            });
  }
}
