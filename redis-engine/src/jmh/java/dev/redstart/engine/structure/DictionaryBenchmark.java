package dev.redstart.engine.structure;

import dev.redstart.engine.bytes.Bytes;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Our dictionary beside the JDK's, with keys whose hash isn't known yet. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
@State(Scope.Thread)
public class DictionaryBenchmark {

  private static final int ASKED = 1 << 14;

  @Param({"10000", "1000000"})
  int size;

  private final Dictionary<Dictionary.Node> dictionary = new Dictionary<>();
  private final Map<Bytes, Dictionary.Node> map = new HashMap<>();
  private final byte[][] asked = new byte[ASKED][];
  private int next;

  @Setup
  public void fill() {
    for (int i = 0; i < size; i++) {
      Dictionary.Node node = new Dictionary.Node(Bytes.of("key:" + i));
      dictionary.add(node);
      map.put(node.name(), node);
    }
    SplittableRandom random = new SplittableRandom(42);
    for (int i = 0; i < ASKED; i++) {
      asked[i] = ("key:" + random.nextInt(size)).getBytes();
    }
  }

  @Benchmark
  public Dictionary.@Nullable Node find() {
    return dictionary.find(key());
  }

  @Benchmark
  public Dictionary.@Nullable Node findInHashMap() {
    return map.get(key());
  }

  @Benchmark
  public Dictionary.@Nullable Node removeAndAdd() {
    Bytes key = key();
    Dictionary.Node removed = dictionary.remove(key);
    dictionary.add(new Dictionary.Node(key));
    return removed;
  }

  @Benchmark
  public Dictionary.@Nullable Node removeAndAddInHashMap() {
    Bytes key = key();
    Dictionary.Node removed = map.remove(key);
    map.put(key, new Dictionary.Node(key));
    return removed;
  }

  private Bytes key() {
    next = (next + 1) & (ASKED - 1);
    return Bytes.copyOf(asked[next]);
  }
}
