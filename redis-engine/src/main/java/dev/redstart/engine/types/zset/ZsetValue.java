package dev.redstart.engine.types.zset;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.structure.Dictionary;
import dev.redstart.engine.structure.ScoredMember;
import dev.redstart.engine.value.DataType;
import dev.redstart.engine.value.Scored;
import java.util.function.Consumer;

/**
 * A sorted set: members, each with a score, in the order of score and name. Guarded by the lock of
 * its key's shard. Ranks count from the least; ranges of ranks exclude their end.
 */
public final class ZsetValue implements Scored {

  /** The type. */
  public static final DataType<ZsetValue> ZSET =
      new DataType<>("zset", ZsetValue.class, ZsetValue::new);

  private ZsetEncoding members;

  /** An empty sorted set. */
  public ZsetValue() {
    this(new PackedZset());
  }

  ZsetValue(ZsetEncoding members) {
    this.members = members;
  }

  /** Takes over {@code members}, packed where they are few. */
  static ZsetValue of(Dictionary<ScoredMember> members, ZsetLimits limits) {
    int longest = 0;
    for (ScoredMember member : members) {
      longest = Math.max(longest, member.sharedName().length);
    }
    RankedZset ranked = new RankedZset(members);
    if (!limits.allow(ranked.size(), longest)) {
      return new ZsetValue(ranked);
    }
    PackedZset packed = new PackedZset();
    ranked.forEach(0, ranked.size(), packed::append);
    return new ZsetValue(packed);
  }

  /** The number of members. */
  @Override
  public int size() {
    return members.size();
  }

  @Override
  public double score(Bytes member) {
    return members.score(member);
  }

  /** The rank of {@code member}, -1 where it is absent. */
  public int rank(Bytes member) {
    return members.rank(member);
  }

  /**
   * How many members have a score less than {@code score}, or equal to it where {@code inclusive}.
   */
  public int countBelow(double score, boolean inclusive) {
    return members.countBelow(score, inclusive);
  }

  /**
   * How many members are less than {@code name}, or equal to it where {@code inclusive}; only where
   * all scores are the same.
   */
  public int countBelow(Bytes name, boolean inclusive) {
    return members.countBelow(name, inclusive);
  }

  /** Gives {@code member} a score, whether it is here or not. */
  public void put(Bytes member, double score, ZsetLimits limits) {
    members = members.put(member, score, ScoreRule.SET, limits);
  }

  /** Gives {@code member} the score that {@code rule} decides on. */
  public void put(Bytes member, double given, ScoreRule rule, ZsetLimits limits) {
    members = members.put(member, given, rule, limits);
  }

  /** Removes {@code member}; false where it is absent. */
  public boolean remove(Bytes member) {
    return members.remove(member);
  }

  /** Removes the members of a range of ranks, and hands them over in order. */
  public void removeRange(int from, int to, ScoreVisitor each) {
    if (from < to) {
      members.removeRange(from, to, each);
    }
  }

  /** Hands over the members of a range of ranks in order. */
  public void forEach(int from, int to, ScoreVisitor each) {
    if (from < to) {
      members.forEach(from, to, each);
    }
  }

  /** As {@link #forEach(int, int, ScoreVisitor)}, from the last of the range to its first. */
  public void forEachDown(int from, int to, ScoreVisitor each) {
    if (from < to) {
      members.forEachDown(from, to, each);
    }
  }

  /** Hands over all members in order. */
  public void forEach(ScoreVisitor each) {
    forEach(0, size(), each);
  }

  @Override
  public void forEachElement(Consumer<? super Bytes> each) {
    forEach((member, score) -> each.accept(member));
  }

  @Override
  public boolean contains(Bytes member) {
    return !Double.isNaN(members.score(member));
  }

  /** How the members are kept. */
  ZsetEncoding members() {
    return members;
  }

  @Override
  public DataType<?> type() {
    return ZSET;
  }

  @Override
  public boolean isEmpty() {
    return members.size() == 0;
  }

  @Override
  public String encoding() {
    return members.name();
  }

  @Override
  public long heapBytes() {
    return 16 + members.heapBytes();
  }

  @Override
  public ZsetValue copy() {
    return new ZsetValue(members.copy());
  }
}
