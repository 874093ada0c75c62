package dev.redstart.engine.keyspace;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.structure.Dictionary;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Which lock a shard should have, for reads. Run with -t 1, 2 and 8; time is for each thread. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class LockBenchmark {

  private static final int SHARDS = 32;
  private static final int KEYS = 10_000;
  private static final int SPINS = 64;

  private final Shard[] shards = new Shard[SHARDS];
  private final Bytes[] keys = new Bytes[KEYS];

  public LockBenchmark() {
    for (int i = 0; i < SHARDS; i++) {
      shards[i] = new Shard();
    }
    for (int i = 0; i < KEYS; i++) {
      keys[i] = Bytes.of("key:" + i);
      shard(keys[i]).map.add(new Dictionary.Node(keys[i]));
    }
  }

  /** The same with tries in front, as spinning locks have them. */
  @Benchmark
  public @Nullable Object spinning() {
    Bytes key = key();
    Shard shard = shard(key);
    for (int i = 0; i < SPINS && !shard.reentrant.tryLock(); i++) {
      Thread.onSpinWait();
    }
    if (!shard.reentrant.isHeldByCurrentThread()) {
      shard.reentrant.lock();
    }
    try {
      return shard.map.find(key);
    } finally {
      shard.reentrant.unlock();
    }
  }

  @Benchmark
  public @Nullable Object reentrant() {
    return under(key(), Kind.REENTRANT);
  }

  @Benchmark
  public @Nullable Object readWrite() {
    return under(key(), Kind.READ_WRITE);
  }

  @Benchmark
  public @Nullable Object stampedWrite() {
    Bytes key = key();
    Shard shard = shard(key);
    long stamp = shard.stamped.writeLock();
    try {
      return shard.map.find(key);
    } finally {
      shard.stamped.unlockWrite(stamp);
    }
  }

  @Benchmark
  public @Nullable Object stampedRead() {
    Bytes key = key();
    Shard shard = shard(key);
    long stamp = shard.stamped.readLock();
    try {
      return shard.map.find(key);
    } finally {
      shard.stamped.unlockRead(stamp);
    }
  }

  @Benchmark
  public @Nullable Object monitor() {
    Bytes key = key();
    Shard shard = shard(key);
    synchronized (shard) {
      return shard.map.find(key);
    }
  }

  private enum Kind {
    REENTRANT,
    READ_WRITE
  }

  private @Nullable Object under(Bytes key, Kind kind) {
    Shard shard = shard(key);
    Lock lock = kind == Kind.REENTRANT ? shard.reentrant : shard.readWrite.readLock();
    lock.lock();
    try {
      return shard.map.find(key);
    } finally {
      lock.unlock();
    }
  }

  private Bytes key() {
    return keys[ThreadLocalRandom.current().nextInt(KEYS)];
  }

  private Shard shard(Bytes key) {
    return shards[key.hash() >>> 27];
  }

  private static final class Shard {
    private final ReentrantLock reentrant = new ReentrantLock();
    private final ReentrantReadWriteLock readWrite = new ReentrantReadWriteLock();
    private final StampedLock stamped = new StampedLock();
    private final Dictionary<Dictionary.Node> map = new Dictionary<>();
  }
}
