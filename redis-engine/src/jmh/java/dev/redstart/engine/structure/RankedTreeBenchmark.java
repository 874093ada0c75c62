package dev.redstart.engine.structure;

import dev.redstart.engine.bytes.Bytes;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
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

/** The ordered half of a sorted set. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
@State(Scope.Thread)
public class RankedTreeBenchmark {

  @Param({"1000", "100000"})
  int size;

  private final RankedTree tree = new RankedTree();
  private final SplittableRandom random = new SplittableRandom(42);
  private ScoredMember[] members = {};

  @Setup
  public void fill() {
    members = new ScoredMember[size];
    for (int i = 0; i < size; i++) {
      members[i] = new ScoredMember(Bytes.of("member:" + i), random.nextDouble());
      tree.insert(members[i]);
    }
  }

  @Benchmark
  public int rank() {
    return tree.rank(members[random.nextInt(size)]);
  }

  @Benchmark
  public ScoredMember memberAtRank() {
    return tree.get(random.nextInt(size));
  }

  @Benchmark
  public int moveToAnotherScore() {
    ScoredMember member = members[random.nextInt(size)];
    tree.update(member, random.nextDouble());
    return tree.size();
  }
}
