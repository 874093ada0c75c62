package dev.redstart.engine.persistence;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that wants nothing of the engine but to wake up all the time, on one core where the
 * system lets it choose. Where it can't, though it was not waiting for that core, the core or the
 * JVM stood still.
 */
final class Sentinel extends Thread {

  private static final long PERIOD = 500_000;
  private static final long NOTED = 1_000_000;

  private final int core;
  private final List<long[]> gaps = new ArrayList<>();
  private volatile boolean over;
  private long longest;

  Sentinel(int core) {
    super("sentinel-" + core);
    this.core = core;
  }

  @Override
  public void run() {
    try (CoreWait wait = CoreWait.of(getName())) {
      stayOn(wait);
      long last = System.nanoTime();
      long waited = wait.nanos();
      while (!over) {
        LockSupport.parkNanos(PERIOD);
        long now = System.nanoTime();
        long waitedNow = wait.nanos();
        longest = Math.max(longest, now - last);
        long still = now - last - PERIOD - (waitedNow - waited);
        if (still > NOTED) {
          gaps.add(new long[] {last, now, still});
        }
        last = now;
        waited = waitedNow;
      }
    }
  }

  private void stayOn(CoreWait self) {
    try {
      new ProcessBuilder("taskset", "-pc", Integer.toString(core), self.number())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException | InterruptedException e) {
      // It wakes up on any core then.
      return;
    }
  }

  /** Ends, and returns the longest time between two wakings. */
  long end() throws InterruptedException {
    over = true;
    join();
    return longest;
  }

  /** How long the core or the JVM stood still between two moments, at most. */
  long stoodStill(long from, long to) {
    long sum = 0;
    for (long[] gap : gaps) {
      long overlap = Math.min(to, gap[1]) - Math.max(from, gap[0]);
      sum += Math.max(0, Math.min(overlap, gap[2]));
    }
    return sum;
  }
}
