package dev.redstart.engine.keyspace;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.structure.Dictionary;
import dev.redstart.engine.value.Value;
import org.jspecify.annotations.Nullable;

/** A key and what it holds. Guarded by the lock of its shard. */
public final class Entry extends Dictionary.Node {

  /** What {@link #deadline()} answers for a key that stays. */
  public static final long NEVER = -1;

  /** Fine enough to tell apart what was used within one second. */
  private static final int TICKS_PER_SECOND = 64;

  /** No idle time is longer, half a year. */
  static final long LONGEST_IDLE_SECONDS = (Integer.MAX_VALUE >> 1) / TICKS_PER_SECOND;

  private static final int MARK = Integer.MIN_VALUE;

  /** What an entry takes, and its share of the table. */
  private static final int OWN = 46;

  /** What a deadline takes, and its place in a slot. */
  static final int DEADLINE = 38;

  private Value value;
  @Nullable Deadline deadline;

  /** When parts of the value have to be looked at, at the latest when the first expires. */
  @Nullable Deadline partsDeadline;

  /**
   * The lower 31 bits: the last access, in ticks since 1970, which wrap around every year; or a
   * counter. The highest one tells whether an epoch has seen this.
   */
  private int access;

  Entry(Bytes key, Value value) {
    super(key);
    this.value = value;
  }

  /** What the key holds. */
  public Value value() {
    return value;
  }

  /** Puts another value in place; the deadline stays. */
  void value(Value newValue) {
    this.value = newValue;
  }

  /** When the key expires, in milliseconds since 1970, or {@link #NEVER}. */
  public long deadline() {
    Deadline d = deadline;
    return d == null ? NEVER : d.at;
  }

  /** True from the key's deadline on. */
  public boolean expired(long now) {
    Deadline d = deadline;
    return d != null && d.at <= now;
  }

  /** True where parts of the value may have expired. */
  public boolean partsDue(long now) {
    Deadline d = partsDeadline;
    return d != null && d.at <= now;
  }

  /** An entry to be read only, with what will be left of this one; null where nothing is. */
  public @Nullable Entry withoutExpiredParts(long now) {
    Value left = value.copy();
    left.expire(now, Integer.MAX_VALUE, part -> {});
    if (left.isEmpty()) {
      return null;
    }
    Entry copy = new Entry(name(), left);
    copy.deadline = deadline;
    return copy;
  }

  /** About how many bytes of memory the key and what it holds take. */
  public long heapBytes() {
    return ownBytes()
        + (deadline == null ? 0 : DEADLINE)
        + (partsDeadline == null ? 0 : DEADLINE)
        + value.heapBytes();
  }

  /** What the key takes without its deadlines and its value. */
  long ownBytes() {
    return OWN + Dictionary.heapBytes(sharedName());
  }

  /** The mark that an epoch has set. */
  boolean marked() {
    return access < 0;
  }

  void mark(boolean mark) {
    access = mark ? access | MARK : access & ~MARK;
  }

  /** Remembers when an access was. */
  void touch(long now) {
    access(ticks(now));
  }

  /** How many ticks ago the last access was. */
  long idleTicks(long now) {
    // A call that began later may have been quicker.
    return Math.max(0, (ticks(now) - access) << 1 >> 1);
  }

  private static int ticks(long now) {
    return (int) (now * TICKS_PER_SECOND / 1000);
  }

  /** What {@link Accesses} keeps here. */
  int access() {
    return access & ~MARK;
  }

  void access(int noted) {
    access = (access & MARK) | (noted & ~MARK);
  }

  /** When the last access was, in seconds: the same whenever it is asked. */
  public long lastAccess(long now) {
    return (now * TICKS_PER_SECOND / 1000 - idleTicks(now)) / TICKS_PER_SECOND;
  }

  /** Seconds since the last access. */
  public long idleSeconds(long now) {
    return idleTicks(now) / TICKS_PER_SECOND;
  }
}
