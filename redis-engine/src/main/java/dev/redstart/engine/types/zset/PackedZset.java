package dev.redstart.engine.types.zset;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.Decimals;
import dev.redstart.engine.structure.Listpack;

/** A few short members in one array: each followed by its score, in order. */
final class PackedZset implements ZsetEncoding {

  private static final int NONE = Listpack.NONE;

  private final Listpack pack;

  PackedZset() {
    this(new Listpack());
  }

  /** Takes over {@code pack}: members and scores in turn and in order. */
  PackedZset(Listpack pack) {
    this.pack = pack;
  }

  @Override
  public String name() {
    return "listpack";
  }

  @Override
  public int size() {
    return pack.size() >> 1;
  }

  @Override
  public long heapBytes() {
    return 16 + pack.heapBytes();
  }

  @Override
  public double score(Bytes member) {
    int at = find(member);
    return at == NONE ? Double.NaN : scoreOf(at);
  }

  @Override
  public int rank(Bytes member) {
    return pack.indexOf(member, 1);
  }

  @Override
  public int countBelow(double score, boolean inclusive) {
    if (inclusive && score == Double.POSITIVE_INFINITY) {
      return size();
    }
    int count = 0;
    for (int at = pack.first(); at != NONE; at = nextMember(at)) {
      double here = scoreOf(at);
      if (here > score || (here == score && !inclusive)) {
        break;
      }
      count++;
    }
    return count;
  }

  @Override
  public int countBelow(Bytes name, boolean inclusive) {
    int most = inclusive ? 0 : -1;
    int count = 0;
    for (int at = pack.first(); at != NONE; at = nextMember(at)) {
      if (Integer.signum(pack.compareAt(at, name)) > most) {
        break;
      }
      count++;
    }
    return count;
  }

  @Override
  public ZsetEncoding put(Bytes member, double given, ScoreRule rule, ZsetLimits limits) {
    int at = find(member);
    double old = at == NONE ? Double.NaN : scoreOf(at);
    double score = rule.next(old, given);
    if (Double.isNaN(score) || score == old) {
      return this;
    }
    if (at != NONE) {
      move(at, member, old, score);
      return this;
    }
    if (!limits.allowOneMore(size(), member)) {
      RankedZset ranked = unpacked();
      ranked.add(member, score);
      return ranked;
    }
    insert(member, score);
    return this;
  }

  /** Adds {@code member} behind all others. */
  void append(Bytes member, double score) {
    pack.append(member);
    if (Decimals.isWhole(score)) {
      pack.append((long) score);
    } else {
      pack.append(text(score));
    }
  }

  @Override
  public boolean remove(Bytes member) {
    int at = find(member);
    if (at == NONE) {
      return false;
    }
    pack.delete(pack.delete(at));
    return true;
  }

  @Override
  public void removeRange(int from, int to, ScoreVisitor each) {
    forEach(from, to, each);
    pack.deleteRange(2 * from, 2 * (to - from));
  }

  @Override
  public void forEach(int from, int to, ScoreVisitor each) {
    int at = pack.seek(2 * from);
    for (int i = from; i < to; i++) {
      each.visit(pack.get(at), scoreOf(at));
      at = nextMember(at);
    }
  }

  @Override
  public void forEachDown(int from, int to, ScoreVisitor each) {
    int at = pack.seek(2 * to - 2);
    for (int i = to; i > from; i--) {
      each.visit(pack.get(at), scoreOf(at));
      int before = pack.prev(at);
      at = before == NONE ? NONE : pack.prev(before);
    }
  }

  @Override
  public ZsetEncoding copy() {
    return new PackedZset(pack.copy());
  }

  /** The array's image. */
  Listpack pack() {
    return pack;
  }

  /** The same members, in a table and a tree. */
  RankedZset unpacked() {
    RankedZset ranked = new RankedZset();
    forEach(0, size(), ranked::add);
    return ranked;
  }

  private void insert(Bytes member, double score) {
    int behind = placeOf(member, score);
    if (behind == NONE) {
      append(member, score);
    } else {
      pack.insertAfter(pack.insertBefore(behind, member), text(score));
    }
  }

  /** The first member behind the place that {@code member}, which isn't there, would have. */
  private int placeOf(Bytes member, double score) {
    int last = pack.last();
    if (last == NONE || isBefore(pack.prev(last), last, member, score)) {
      return NONE;
    }
    return placeFrom(pack.first(), member, score);
  }

  /** Gives the member at {@code at} another score, and the place for it: often one nearby. */
  private void move(int at, Bytes member, double old, double score) {
    int behind = nextMember(at);
    int place = score > old ? placeFrom(behind, member, score) : placeUpTo(at, member, score);
    int here = place == behind || place == at ? at : pack.move(at, behind, place);
    int value = pack.next(here);
    if (Decimals.isWhole(score)) {
      pack.replaceInteger(value, (long) score);
    } else {
      pack.replace(value, text(score));
    }
  }

  /** The first member from {@code from} on that belongs behind {@code member}. */
  private int placeFrom(int from, Bytes member, double score) {
    int at = from;
    while (at != NONE) {
      int value = pack.next(at);
      if (!isBefore(at, value, member, score)) {
        return at;
      }
      at = pack.next(value);
    }
    return NONE;
  }

  /** As {@link #placeFrom}, where that is {@code to} or before it. */
  private int placeUpTo(int to, Bytes member, double score) {
    int at = to;
    for (int value = pack.prev(at); value != NONE; value = pack.prev(at)) {
      int before = pack.prev(value);
      if (isBefore(before, value, member, score)) {
        return at;
      }
      at = before;
    }
    return at;
  }

  private boolean isBefore(int at, int value, Bytes member, double score) {
    double here = pack.real(value);
    return here < score || (here == score && pack.compareAt(at, member) < 0);
  }

  private int find(Bytes member) {
    return pack.find(member, pack.first(), 1);
  }

  private int nextMember(int at) {
    return pack.next(pack.next(at));
  }

  private double scoreOf(int member) {
    return pack.real(pack.next(member));
  }

  /** Whole numbers lose the sign of zero, as in Redis' listpacks. */
  private static Bytes text(double score) {
    return Decimals.print(score == 0 ? 0 : score);
  }
}
