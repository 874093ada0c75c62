package dev.redstart.engine.memory;

import dev.redstart.engine.command.Surroundings;
import dev.redstart.engine.exec.Evictions;
import dev.redstart.engine.exec.Execution;
import dev.redstart.engine.exec.MemoryUse;
import dev.redstart.engine.exec.Stopwatch;
import dev.redstart.engine.keyspace.Keyspace;
import dev.redstart.engine.memory.Policy.Order;
import dev.redstart.engine.memory.Pool.Candidate;
import dev.redstart.engine.time.Clock;

/** Removes keys until the engine is within its budget, for as long as one call may take. */
final class Evictor {

  private static final int BETWEEN_LOOKS = 16;
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** Tenacity 0 to 10 is linear, then it grows by 15 percent each, and 100 knows no bounds. */
  private static final int LINEAR = 10;

  private static final long NANOS_PER_STEP = 50_000;
  private static final double GROWTH = 1.15;
  private static final int BOUNDLESS = 100;

  private final Candidates candidates;
  private final Execution execution;
  private final Keyspace keyspace;
  private final MemoryUse memory;
  private final Clock clock;
  private final Stopwatch stopwatch;
  private Policy policy = Policy.NOEVICTION;
  private long exceededSince;
  private volatile boolean exceeded;
  private long exceededNanos;

  Evictor(Execution execution, Surroundings around, Protection protection) {
    this.keyspace = around.keyspace();
    this.candidates = new Candidates(around, protection);
    this.execution = execution;
    this.memory = execution.memory();
    this.clock = around.clock();
    this.stopwatch = execution.stopwatch();
  }

  /** What decides how hard it tries. */
  record Effort(long budget, int samples, int tenacity) {

    private long nanos() {
      if (tenacity >= BOUNDLESS) {
        return Long.MAX_VALUE;
      }
      return tenacity <= LINEAR
          ? tenacity * NANOS_PER_STEP
          : (long) (LINEAR * NANOS_PER_STEP * Math.pow(GROWTH, tenacity - LINEAR));
    }
  }

  synchronized void follow(Policy newPolicy) {
    policy = newPolicy;
    candidates.follow(newPolicy);
  }

  /** True where the budget was exceeded when someone last looked closely. */
  boolean exceeding() {
    return exceeded;
  }

  /** Takes note that other keys are protected now. */
  synchronized void reconsider() {
    candidates.reset();
  }

  /** Makes room, where it is needed. */
  Outcome free(Effort effort, long now) {
    Evictions evictions = execution.evictions();
    Outcome outcome = free(effort, now, evictions);
    evictions.finish();
    return outcome;
  }

  private synchronized Outcome free(Effort effort, long now, Evictions evictions) {
    long excess = memory.used(now) - effort.budget();
    Outcome outcome = Outcome.DONE;
    // Who pauses the engine's clients wants to find the data as they are.
    if (excess > 0 && !keyspace.keepsExpired()) {
      candidates.begin(now);
      outcome = policy.order() == Order.NONE ? Outcome.FAILED : free(excess, effort, evictions);
    }
    note(outcome);
    return outcome;
  }

  /** What the engine takes. */
  long used(long now) {
    return memory.used(now);
  }

  /** For how many milliseconds the budget was exceeded, all times together. */
  synchronized long exceededMillis() {
    return (exceededNanos + sinceExceeded()) / NANOS_PER_MILLI;
  }

  /** For how many milliseconds the budget has been exceeded up to now. */
  synchronized long exceedingMillis() {
    return sinceExceeded() / NANOS_PER_MILLI;
  }

  synchronized void resetCounters() {
    exceededNanos = 0;
    exceeded = false;
  }

  /*
   * What was to be freed is settled at the start: invalidations that tell of keys that go fill the buffers of clients, and
   * would else make more of them go.
   */
  private Outcome free(long excess, Effort effort, Evictions evictions) {
    long started = clock.nanos();
    long longest = effort.nanos();
    long freed = 0;
    Outcome outcome = Outcome.DONE;
    for (int tries = 1; freed < excess && outcome == Outcome.DONE; tries++) {
      Candidate candidate = candidates.next(effort.samples(), evictions);
      if (candidate == null) {
        outcome = candidates.undecided() ? Outcome.RUNNING : Outcome.FAILED;
      } else {
        freed += evict(candidate, evictions);
        boolean late = tries % BETWEEN_LOOKS == 0 && clock.nanos() - started > longest;
        outcome = late && freed < excess ? Outcome.RUNNING : Outcome.DONE;
      }
    }
    stopwatch.cycle("eviction-cycle", clock.nanos() - started);
    return outcome;
  }

  private long evict(Candidate candidate, Evictions evictions) {
    long started = clock.nanos();
    long freed =
        evictions.evict(
            candidate.database(), candidate.key(), entry -> candidates.stillGood(entry, candidate));
    stopwatch.cycle("eviction-del", clock.nanos() - started);
    return Math.max(0, freed);
  }

  private void note(Outcome outcome) {
    if (outcome == Outcome.DONE) {
      exceededNanos += sinceExceeded();
      exceeded = false;
    } else if (!exceeded) {
      exceeded = true;
      exceededSince = clock.nanos();
    }
  }

  private long sinceExceeded() {
    return exceeded ? clock.nanos() - exceededSince : 0;
  }
}
