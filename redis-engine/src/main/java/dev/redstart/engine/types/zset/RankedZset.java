package dev.redstart.engine.types.zset;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.structure.Dictionary;
import dev.redstart.engine.structure.RankedTree;
import dev.redstart.engine.structure.ScoredMember;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** Any number of members: found by name in a dictionary, ordered by a tree of the same nodes. */
final class RankedZset implements ZsetEncoding {

  private static final int NODE = 32;

  /** How members are sorted: by score, then byte by byte. */
  private static final Comparator<ScoredMember> ORDER =
      Comparator.comparingDouble((ScoredMember m) -> m.score() + 0.0)
          .thenComparing(ScoredMember::sharedName, Arrays::compareUnsigned);

  private final Dictionary<ScoredMember> byName;
  private final RankedTree byScore = new RankedTree();

  RankedZset() {
    this(new Dictionary<>());
  }

  /** Takes over {@code members}, which are in no tree. */
  RankedZset(Dictionary<ScoredMember> members) {
    byName = members;
    List<ScoredMember> sorted = new ArrayList<>(members.size());
    members.forEach(sorted::add);
    sorted.sort(ORDER);
    sorted.forEach(byScore::insert);
  }

  @Override
  public String name() {
    return "skiplist";
  }

  @Override
  public int size() {
    return byScore.size();
  }

  @Override
  public long heapBytes() {
    return 24 + byName.heapBytes(NODE) + byScore.heapBytes();
  }

  @Override
  public double score(Bytes member) {
    ScoredMember node = byName.find(member);
    return node == null ? Double.NaN : node.score();
  }

  @Override
  public int rank(Bytes member) {
    ScoredMember node = byName.find(member);
    return node == null ? -1 : byScore.rank(node);
  }

  @Override
  public int countBelow(double score, boolean inclusive) {
    return byScore.countBelow(score, inclusive);
  }

  @Override
  public int countBelow(Bytes name, boolean inclusive) {
    return byScore.countBelow(name, inclusive);
  }

  @Override
  public ZsetEncoding put(Bytes member, double given, ScoreRule rule, ZsetLimits limits) {
    ScoredMember node = byName.find(member);
    double old = node == null ? Double.NaN : node.score();
    double score = rule.next(old, given);
    if (Double.isNaN(score)) {
      return this;
    }
    if (node == null) {
      add(member, score);
    } else if (score != old) {
      byScore.update(node, score);
    }
    return this;
  }

  /** Adds {@code member}, which must be absent. */
  void add(Bytes member, double score) {
    ScoredMember node = new ScoredMember(member, score);
    byName.add(node);
    byScore.insert(node);
  }

  @Override
  public boolean remove(Bytes member) {
    ScoredMember node = byName.remove(member);
    if (node == null) {
      return false;
    }
    byScore.delete(node);
    return true;
  }

  @Override
  public void removeRange(int from, int to, ScoreVisitor each) {
    if (to - from == size()) {
      forEach(from, to, each);
      byScore.clear();
      byName.clear();
      return;
    }
    byScore.deleteRange(
        from,
        to,
        node -> {
          byName.delete(node);
          each.visit(node.name(), node.score());
        });
  }

  @Override
  public void forEach(int from, int to, ScoreVisitor each) {
    visit(byScore.ascending(from), to - from, each);
  }

  @Override
  public void forEachDown(int from, int to, ScoreVisitor each) {
    visit(byScore.descending(to - 1), to - from, each);
  }

  /** One step of a walk that bears changes between its steps; see {@link Dictionary#scan}. */
  long scan(long cursor, Consumer<? super ScoredMember> each) {
    return byName.scan(cursor, each);
  }

  @Override
  public ZsetEncoding copy() {
    RankedZset copy = new RankedZset();
    forEach(0, size(), copy::add);
    return copy;
  }

  private static void visit(Iterator<ScoredMember> nodes, int count, ScoreVisitor each) {
    for (int i = 0; i < count; i++) {
      ScoredMember node = nodes.next();
      each.visit(node.name(), node.score());
    }
  }
}
