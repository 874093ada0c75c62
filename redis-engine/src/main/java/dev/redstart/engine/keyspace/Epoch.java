package dev.redstart.engine.keyspace;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.value.Text;
import dev.redstart.engine.value.Usage;
import dev.redstart.engine.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shows all keys as they were at one moment, while they go on to change. One thread walks, and
 * shows key by key; whoever is about to change one that the walk has not met shows it first.
 */
public final class Epoch {

  /*
   * Which keys have been shown is told by a bit of each entry: an epoch turns the meaning of the bit around, so that none
   * has been at its beginning, and all have been at its end. What is added meanwhile has the bit from the start, so the
   * walk passes it by, and it is a plain walk with a cursor, which may meet a key twice. A partition that is emptied hands
   * its table to the walk as it is. One whose database is exchanged takes the number it had along.
   *
   * A large value is not shown under a lock: it is held, that is, nobody may change it until the walk has shown it while
   * others read it and change other keys. Whoever wants to change it before gets a copy, which takes its place.
   */

  /** Beyond that size a value is held instead of being shown under a lock. */
  static final long LARGE = 1 << 16;

  private final ShardLocks locks;
  private final Accesses accesses;
  private final Witness witness;
  private final long began;

  /** Of each database those partitions that held something when the epoch began. */
  private final Visit[][] visits;

  private int database;
  private int at;
  private volatile boolean abandoned;

  // Guarded by this.
  private final Deque<Key> held = new ArrayDeque<>();
  private final IdentityHashMap<Value, Key> heldValues = new IdentityHashMap<>();
  private volatile boolean holds;

  /** A key as it was. */
  public record Key(int database, Bytes name, Value value, long deadline, Usage usage) {}

  /** Who is shown each key, once. The value may be used until the method returns. */
  public interface Witness {

    /**
     * A key that the walk has met, on its thread. The shard is locked, so this must be quick.
     *
     * @return false where the walk had better release the shard before it shows more
     */
    boolean met(Key key);

    /** A key that is about to change, on the thread that changes it. The shard is locked. */
    void changing(Key key);

    /** A large key, on the thread of the walk. No lock is held. */
    void held(Key key);
  }

  /** Begins. All shards are locked. */
  Epoch(Keyspace keyspace, Partition[][] databases, Witness witness, long now) {
    this.locks = keyspace.locks();
    this.accesses = keyspace.accesses();
    this.witness = witness;
    this.began = now;
    this.visits = new Visit[databases.length][];
    for (int d = 0; d < databases.length; d++) {
      visits[d] = begin(d, databases[d]);
    }
  }

  private Visit[] begin(int of, Partition[] partitions) {
    List<Visit> begun = new ArrayList<>();
    for (int s = 0; s < partitions.length; s++) {
      if (!partitions[s].entries.isEmpty()) {
        begun.add(new Visit(this, of, s, partitions[s]));
      }
    }
    return begun.toArray(new Visit[0]);
  }

  /** Shows nothing more; {@link #step} has to be called to the end all the same. */
  public void abandon() {
    abandoned = true;
  }

  /** Walks on by a few keys, or shows one that is large; false at the end. No lock is held. */
  public boolean step() {
    Key large = nextHeld();
    if (large != null) {
      showHeld(large);
      return true;
    }
    Visit visit = nextVisit();
    if (visit == null) {
      end();
      return false;
    }
    walk(visit);
    return true;
  }

  /**
   * Where to walk on: in another shard each time, so that who waits for one isn't overtaken by the
   * walk again and again.
   */
  private @Nullable Visit nextVisit() {
    for (; database < visits.length; database++) {
      for (int i = 0; i < visits[database].length; i++) {
        at = (at + 1) % visits[database].length;
        if (!visits[database][at].over()) {
          return visits[database][at];
        }
      }
    }
    return null;
  }

  private void walk(Visit visit) {
    locks.lock(visit.plan());
    try {
      visit.walk();
    } finally {
      locks.unlock(visit.plan());
    }
  }

  private void end() {
    for (Visit[] some : visits) {
      for (Visit visit : some) {
        locks.lock(visit.plan());
        try {
          visit.end();
        } finally {
          locks.unlock(visit.plan());
        }
      }
    }
  }

  /** Shows an entry that the walk has met; false where it had better not go on at once. */
  boolean met(int of, Entry entry) {
    if (abandoned) {
      return true;
    }
    if (isLarge(entry)) {
      hold(of, entry);
      return false;
    }
    return witness.met(key(of, entry, entry.value()));
  }

  /** Shows an entry that is about to change. */
  void changing(int of, Entry entry) {
    if (abandoned) {
      return;
    }
    if (isLarge(entry)) {
      hold(of, entry);
    } else {
      witness.changing(key(of, entry, entry.value()));
    }
  }

  /** True where nobody may change {@code value}. The shard that it lives in is locked. */
  boolean holds(Value value) {
    if (!holds) {
      return false;
    }
    synchronized (this) {
      return heldValues.containsKey(value);
    }
  }

  private static boolean isLarge(Entry entry) {
    return entry.value().heapBytes() > LARGE;
  }

  private Key key(int of, Entry entry, Value value) {
    return new Key(of, entry.name(), value, entry.deadline(), accesses.usage(entry, began));
  }

  private synchronized void hold(int of, Entry entry) {
    Value value = entry.value();
    if (value instanceof Text) {
      // Its bytes are shared or copied at once, whatever becomes of the value.
      held.add(key(of, entry, value.copy()));
      return;
    }
    Key key = key(of, entry, value);
    held.add(key);
    heldValues.put(value, key);
    holds = true;
  }

  private synchronized @Nullable Key nextHeld() {
    return held.poll();
  }

  private void showHeld(Key large) {
    try {
      if (!abandoned) {
        witness.held(large);
      }
    } finally {
      synchronized (this) {
        heldValues.remove(large.value());
        holds = !heldValues.isEmpty();
      }
    }
  }
}
