package dev.redstart.engine.memory;

import dev.redstart.engine.command.Surroundings;
import dev.redstart.engine.exec.Evictions;
import dev.redstart.engine.keyspace.Accesses;
import dev.redstart.engine.keyspace.Entry;
import dev.redstart.engine.keyspace.Keyspace;
import dev.redstart.engine.memory.Policy.Order;
import dev.redstart.engine.memory.Pool.Candidate;
import dev.redstart.engine.time.Randomness;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Looks for the key that should go next. Guarded by the evictor's monitor. */
final class Candidates {

  /*
   * As Redis does: a few keys of each database, chosen by chance, compete with the best of former samples. Where keys are
   * protected by their prefix, samples may show nothing but those; then a walk over all keys goes on where the last one
   * ended, some way each time, until it meets one that may go. Only a whole walk in vain says that there is none, and for
   * a moment that is taken for the truth.
   */

  private static final int WALKED_AT_ONCE = 2_000;
  private static final int SKIPS = 64;
  private static final long BARREN_MILLIS = 100;

  private final Keyspace keyspace;
  private final Randomness randomness;
  private final Protection protection;
  private final Pool pool = new Pool();
  private Policy policy = Policy.NOEVICTION;
  private long now;
  private boolean busy;
  private final int[] skips;
  private int drawnDatabase;
  private int walkedDatabase;
  private long cursor;
  private int walkedInVain;
  private long barrenUntil;

  Candidates(Surroundings around, Protection protection) {
    this.keyspace = around.keyspace();
    this.randomness = around.randomness();
    this.protection = protection;
    this.skips = new int[keyspace.databases()];
  }

  /** Forgets former samples, of which another policy thought otherwise. */
  void follow(Policy newPolicy) {
    policy = newPolicy;
    reset();
  }

  /** Forgets what was found so far: protection may have changed. */
  void reset() {
    pool.clear();
    barrenUntil = 0;
    Arrays.fill(skips, 0);
  }

  /** Begins to look, at one moment. */
  void begin(long moment) {
    now = moment;
  }

  /** The key that should go next; null where there is none, or none was found yet. */
  @Nullable Candidate next(int samples, Evictions evictions) {
    busy = false;
    if (policy.order() == Order.CHANCE) {
      draw(evictions);
    } else {
      sample(samples, evictions);
    }
    Candidate best = pool.take();
    if (best == null && !busy && protection.ofSome() && now >= barrenUntil) {
      walk(evictions);
      best = pool.take();
    }
    return best;
  }

  /** True where {@link #next} found nothing, but might have if it had gone on. */
  boolean undecided() {
    return busy;
  }

  /** True where the entry of {@code candidate} is still as it was when it was chosen. */
  boolean stillGood(Entry entry, Candidate candidate) {
    return mayGo(entry) && coldness(entry) >= candidate.coldness();
  }

  /** One key of any database, each database in its turn. */
  private void draw(Evictions evictions) {
    pool.clear();
    for (int i = 0; i < keyspace.databases() && pool.isEmpty(); i++) {
      drawnDatabase = (drawnDatabase + 1) % keyspace.databases();
      sample(drawnDatabase, 1, evictions);
    }
  }

  private void sample(int most, Evictions evictions) {
    for (int database = 0; database < keyspace.databases(); database++) {
      sample(database, most, evictions);
    }
  }

  private void sample(int database, int most, Evictions evictions) {
    if (protection.of(database) || --skips[database] > 0) {
      return;
    }
    int shards = keyspace.shards();
    int first = randomness.generator().nextInt(shards);
    int wanted = most;
    for (int i = 0; i < shards && wanted > 0; i++) {
      int shard = (first + i) % shards;
      if (keyspace.size(database, shard, policy.expiring()) > 0) {
        long seen =
            evictions.sample(
                database, shard, policy.expiring(), wanted, entry -> consider(database, entry));
        busy |= seen == Evictions.BUSY;
        wanted -= (int) Math.max(0, seen);
      }
    }
    // Most databases are empty, so they are not looked at each time.
    skips[database] = wanted == most && !busy ? SKIPS : 0;
  }

  /** Goes on with the walk until it meets keys that may go, or for long enough. */
  private void walk(Evictions evictions) {
    int steps = WALKED_AT_ONCE;
    while (steps-- > 0 && pool.isEmpty()) {
      int database = walkedDatabase;
      long next =
          protection.of(database)
              ? 0
              : evictions.walk(database, cursor, entry -> consider(database, entry));
      if (next == Evictions.BUSY) {
        busy = true;
        return;
      }
      cursor = next;
      if (next == 0) {
        walkedDatabase = (database + 1) % keyspace.databases();
        if (++walkedInVain > keyspace.databases()) {
          barrenUntil = now + BARREN_MILLIS;
          walkedInVain = 0;
          return;
        }
      }
    }
    busy = pool.isEmpty();
    walkedInVain = busy ? walkedInVain : 0;
  }

  private void consider(int database, Entry entry) {
    long coldness = coldness(entry);
    if (mayGo(entry) && pool.wants(coldness)) {
      pool.offer(new Candidate(database, entry.name(), coldness));
    }
  }

  private boolean mayGo(Entry entry) {
    return !(policy.expiring() && entry.deadline() == Entry.NEVER)
        && !protection.of(entry.sharedName());
  }

  private long coldness(Entry entry) {
    Accesses accesses = keyspace.accesses();
    return switch (policy.order()) {
      case ACCESS -> accesses.coldness(entry, now);
      case DEADLINE -> -entry.deadline();
      case CHANCE, NONE -> 0;
    };
  }
}
