package dev.redstart.engine.keyspace;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * All keys of all databases, split over shards by a hash of the key: a key lives in the same shard
 * whatever its database. Each method that takes a key needs its shard locked, those that take none
 * need all shards locked, but for {@link #lock}, {@link #plan} and what says otherwise.
 */
public final class Keyspace {

  /** How many parts of a value go at once before another value has its turn. */
  private static final int PARTS = 16;

  /** The most shards there can be: one bit each in a plan. */
  public static final int MAX_SHARDS = 64;

  private final int shards;
  private final int shift;
  private final ShardLocks locks;
  private final Partition[][] databases;
  private final UsedMemory used;
  private final LookupCounts lookups;
  private final Accesses accesses = new Accesses();
  private final Prefixes prefixes = new Prefixes();
  private LongConsumer onEarlierDeadline = at -> {};
  private volatile boolean keepsExpired;
  private volatile boolean removesLate;
  private volatile boolean tellsMisses;

  /**
   * @param shards a power of two up to {@link #MAX_SHARDS}
   * @param databases at least one
   */
  public Keyspace(int shards, int databases) {
    if (Integer.bitCount(shards) != 1 || shards > MAX_SHARDS) {
      throw new IllegalArgumentException("shards must be a power of two up to 64: " + shards);
    }
    this.shards = shards;
    this.shift = 32 - Integer.numberOfTrailingZeros(shards);
    this.databases = new Partition[databases][shards];
    this.lookups = new LookupCounts(shards);
    this.used = new UsedMemory(shards);
    this.locks = new ShardLocks(shards, used);
    for (int s = 0; s < shards; s++) {
      for (int d = 0; d < databases; d++) {
        this.databases[d][s] = new Partition(prefixes, locks.ledger(s));
      }
    }
  }

  // ---- shards and locks; any thread

  /** The number of databases. */
  public int databases() {
    return databases.length;
  }

  /** The number of shards. */
  public int shards() {
    return shards;
  }

  /**
   * The shard that {@code key} lives in: the upper bits of its hash, the dictionary uses the lower
   * ones.
   */
  public int shardOf(Bytes key) {
    return shardOf(key.hash());
  }

  private int shardOf(int hash) {
    return shards == 1 ? 0 : hash >>> shift;
  }

  /** The plan that locks the shard of {@code key}. */
  public long plan(Bytes key) {
    return 1L << shardOf(key);
  }

  /** The plan that locks everything. */
  public long planAll() {
    return locks.all();
  }

  /** Locks the shards of {@code plan}. A thread that holds locks must not lock more. */
  public void lock(long plan) {
    locks.lock(plan);
  }

  /** Unlocks what {@link #lock} locked. */
  public void unlock(long plan) {
    locks.unlock(plan);
  }

  /** The locks of the shards, for who has to lock them in another way. */
  public ShardLocks locks() {
    return locks;
  }

  /** True where the calling thread holds any lock at all; for checks between tests. */
  public boolean lockedByMe() {
    return locks.heldByMe();
  }

  /**
   * Shows all keys to {@code witness} as they are {@code now}, once each. All shards are locked
   * now, and there is no other epoch that has not ended.
   */
  public Epoch epoch(Epoch.Witness witness, long now) {
    return new Epoch(this, databases, witness, now);
  }

  /** What keys and values take. */
  public UsedMemory used() {
    return used;
  }

  /** Lets all keys be as if they had come {@code now}. All shards are locked. */
  public void arrived(long now) {
    for (Partition[] partitions : databases) {
      for (Partition partition : partitions) {
        partition.turnFrom(now, entry -> accesses.created(entry, now));
      }
    }
  }

  // ---- single keys; the key's shard is locked

  /** The entry of {@code key}, expired or not, null where there is none. */
  public @Nullable Entry find(int database, Bytes key) {
    int hash = key.hash();
    return databases[database][shardOf(hash)].entries.find(key.shared(), hash);
  }

  /** Adds a key that is not there yet. */
  public Entry add(int database, Bytes key, Value value, long now) {
    Entry entry = new Entry(key, value);
    accesses.created(entry, now);
    Partition partition = partition(database, key);
    partition.add(entry);
    if (value.soonest() != Value.NEVER) {
      scheduleParts(partition, entry, now);
    }
    return entry;
  }

  /** To be called before the value of {@code entry}, found in {@code database}, is changed. */
  public void edit(int database, Entry entry) {
    partition(database, entry).edit(entry);
  }

  /** Gives {@code entry} what {@code value} holds in place of what it held; its deadline stays. */
  public void replace(int database, Entry entry, Value value, long now) {
    Partition partition = partition(database, entry);
    if (!partition.replace(entry, value)) {
      return;
    }
    if (entry.partsDeadline != null || value.soonest() != Value.NEVER) {
      scheduleParts(partition, entry, now);
    }
  }

  /** Removes {@code key}. */
  public @Nullable Entry remove(int database, Bytes key) {
    return partition(database, key).remove(key);
  }

  /** Removes {@code key}, whose deadline has passed. */
  public void removeExpired(int database, Bytes key) {
    partition(database, key).removeExpired(key);
  }

  /** Lets {@code entry}, found in {@code database}, expire at {@code at}. */
  public void expireAt(int database, Entry entry, long at, long now) {
    Partition partition = partition(database, entry);
    partition.schedule(entry, at, now);
    DeadlineWheel wheel = partition.wheel;
    if (wheel != null) {
      onEarlierDeadline.accept(wheel.nextWork());
    }
  }

  /** Lets {@code entry}, found in {@code database}, stay for good. */
  public void persist(int database, Entry entry) {
    partition(database, entry).unschedule(entry);
  }

  /**
   * Lets what has expired stay where it is when it is read: it is absent all the same. Any thread.
   */
  public void keepExpired(boolean keep) {
    keepsExpired = keep;
  }

  /** True while readers leave in place what has expired. Any thread. */
  public boolean keepsExpired() {
    return keepsExpired;
  }

  /** Lets what has expired stay until somebody looks at it, or removes it on time. Any thread. */
  public void removeLate(boolean late) {
    removesLate = late;
  }

  /** True while nothing is removed on time. Any thread. */
  public boolean removesLate() {
    return removesLate;
  }

  /** Takes note of deadlines that parts of {@code entry}'s value got. */
  public void schedulePartsOf(int database, Entry entry, long now) {
    Deadline known = entry.partsDeadline;
    if (known == null || entry.value().soonest() < known.at) {
      scheduleParts(partition(database, entry), entry, now);
    }
  }

  /** Removes all parts of {@code entry}'s value that have expired, and it with the last of them. */
  public List<Bytes> expirePartsOf(int database, Entry entry, long now) {
    List<Bytes> gone = new ArrayList<>();
    Partition partition = partition(database, entry);
    partition.expireParts(entry, now, Integer.MAX_VALUE, gone::add);
    onEarlierDeadline.accept(partition.nextWork());
    return gone;
  }

  /** Removes one part of {@code entry}'s value if it has expired, and it with the last of them. */
  public boolean expirePart(int database, Entry entry, Bytes part, long now) {
    return partition(database, entry).expirePart(entry, part, now);
  }

  private void scheduleParts(Partition partition, Entry entry, long now) {
    partition.scheduleParts(entry, now);
    onEarlierDeadline.accept(partition.nextWork());
  }

  /** Lets calls say which keys they have looked up in vain. Any thread. */
  public void tellMisses(boolean tell) {
    tellsMisses = tell;
  }

  /** True while calls say which keys they have looked up in vain. Any thread. */
  public boolean tellsMisses() {
    return tellsMisses;
  }

  /** Counts a look-up of {@code key} that a command was asked for. */
  public void looked(Bytes key, boolean hit) {
    lookups.count(shardOf(key), hit);
  }

  /** How often look-ups found their key; any thread, no lock. */
  public LookupCounts lookups() {
    return lookups;
  }

  /** What is remembered of accesses to keys. */
  public Accesses accesses() {
    return accesses;
  }

  // ---- one shard; it is locked

  /** Called under a shard's lock with the time of its next work, whenever a deadline is set. */
  public void onDeadline(LongConsumer listener) {
    this.onEarlierDeadline = listener;
  }

  /**
   * The time at which a deadline of {@code shard} has to be looked at, {@link Long#MAX_VALUE} where
   * there is none.
   */
  public long nextDeadline(int shard) {
    long earliest = Long.MAX_VALUE;
    for (Partition[] database : databases) {
      earliest = Math.min(earliest, database[shard].nextWork());
    }
    return earliest;
  }

  /**
   * Removes at most {@code limit} expired entries and hands them over. True where there may be
   * more.
   */
  public boolean takeExpired(int database, int shard, long now, int limit, Consumer<Entry> due) {
    Partition partition = databases[database][shard];
    DeadlineWheel wheel = partition.wheel;
    return wheel != null
        && wheel.advance(
            now,
            limit,
            entry -> {
              partition.droppedDeadline(entry);
              partition.removeExpired(entry.name());
              due.accept(entry);
            });
  }

  /**
   * Removes expired parts of at most {@code limit} values, some of each, and hands them over. True
   * where there may be more.
   */
  public boolean takeExpiredParts(
      int database, int shard, long now, int limit, BiConsumer<Entry, List<Bytes>> due) {
    Partition partition = databases[database][shard];
    DeadlineWheel wheel = partition.parts;
    return wheel != null
        && wheel.advance(
            now,
            limit,
            entry -> {
              partition.droppedPartsDeadline(entry);
              List<Bytes> gone = new ArrayList<>();
              partition.expireParts(entry, now, PARTS, gone::add);
              due.accept(entry, gone);
            });
  }

  /**
   * The keys of {@code shard} that begin with {@code prefix}, which {@link #gather} was told of.
   */
  public KeyGroup group(int database, int shard, Bytes prefix) {
    return databases[database][shard].group(prefix);
  }

  // ---- whole databases; all shards are locked

  /** Keeps keys that begin with {@code prefix} together from now on, those that are there too. */
  public void gather(Bytes prefix) {
    if (prefixes.add(prefix)) {
      for (Partition[] database : databases) {
        for (Partition partition : database) {
          partition.gather(prefix);
        }
      }
    }
  }

  /** Makes room for {@code keys} more, which are about to come. */
  public void expect(int database, long keys) {
    for (Partition partition : databases[database]) {
      partition.entries.expect(partition.entries.size() + (int) (keys / shards));
    }
  }

  /** The number of keys, expired ones that were not removed yet included. */
  public long size(int database) {
    long size = 0;
    for (Partition partition : databases[database]) {
      size += partition.entries.size();
    }
    return size;
  }

  /** True where there has been a key since all were removed at once. */
  public boolean wasUsed(int database) {
    return Arrays.stream(databases[database]).anyMatch(partition -> partition.entries.wasUsed());
  }

  /** The number of keys that have a deadline. */
  public long expiring(int database) {
    long size = 0;
    for (Partition partition : databases[database]) {
      size += partition.expiring();
    }
    return size;
  }

  /** The number of keys that hold a value of which parts have a deadline. */
  public long partlyExpiring(int database) {
    long size = 0;
    for (Partition partition : databases[database]) {
      size += partition.partlyExpiring();
    }
    return size;
  }

  /** How many milliseconds the keys with a deadline have left on average, true to a second. */
  public long averageTtl(int database, long now) {
    long count = 0;
    double seconds = 0;
    for (Partition partition : databases[database]) {
      DeadlineWheel wheel = partition.wheel;
      if (wheel != null) {
        count += wheel.size();
        seconds += wheel.sumOfSeconds();
      }
    }
    return count == 0 ? 0 : Math.max(0, (long) (seconds * 1000 / count) - now);
  }

  /** Removes all keys. */
  public void clear(int database) {
    for (Partition partition : databases[database]) {
      partition.clear();
    }
  }

  /** Exchanges two databases. */
  public void swap(int one, int other) {
    Partition[] kept = databases[one];
    databases[one] = databases[other];
    databases[other] = kept;
  }

  /** Calls {@code each} with every entry. It must not add or remove any. */
  public void forEach(int database, Consumer<? super Entry> each) {
    for (Partition partition : databases[database]) {
      partition.entries.forEach(each);
    }
  }

  /**
   * Walks on from {@code cursor}, 0 at the start, over a few keys. What is there from the start to
   * the end of a walk is seen at least once.
   *
   * @return the cursor to go on from, 0 at the end
   */
  public long scan(int database, long cursor, Consumer<? super Entry> each) {
    int shard = (int) (cursor & (shards - 1));
    int bits = Integer.numberOfTrailingZeros(shards);
    long next = databases[database][shard].entries.scan(cursor >>> bits, each);
    if (next == 0) {
      shard++;
      while (shard < shards && databases[database][shard].entries.size() == 0) {
        shard++;
      }
      return shard == shards ? 0 : shard;
    }
    return next << bits | shard;
  }

  /** A key chosen by chance, each as likely as any other; null where there is none. */
  public @Nullable Entry random(int database, RandomGenerator random) {
    long size = size(database);
    if (size == 0) {
      return null;
    }
    long pick = random.nextLong(size);
    for (Partition partition : databases[database]) {
      int here = partition.entries.size();
      if (pick < here) {
        return partition.entries.random(random);
      }
      pick -= here;
    }
    return null;
  }

  /** Makes {@link #used} exact. All shards are locked. */
  public void tell() {
    for (int shard = 0; shard < shards; shard++) {
      locks.ledger(shard).tell();
    }
  }

  /** What the keys of {@code shard} take in all databases. It is locked. */
  public long bytes(int shard) {
    locks.ledger(shard).tell();
    long bytes = 0;
    for (Partition[] database : databases) {
      bytes += database[shard].bytes;
    }
    return bytes;
  }

  /**
   * About how many keys there are in {@code shard}; any thread, no lock.
   *
   * @param expiring only those that have a deadline
   */
  public int size(int database, int shard, boolean expiring) {
    Partition partition = databases[database][shard];
    return expiring ? partition.expiring() : partition.entries.size();
  }

  /** Hands over keys of {@code shard}, which is locked; their number. */
  public int draw(int database, int shard, Draw how, Consumer<? super Entry> each) {
    return databases[database][shard].draw(how, each);
  }

  private Partition partition(int database, Bytes key) {
    return databases[database][shardOf(key)];
  }

  private Partition partition(int database, Entry entry) {
    return databases[database][shardOf(entry.hash())];
  }
}
