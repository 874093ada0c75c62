package dev.redstart.engine.types.zset;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.Decimals;
import dev.redstart.engine.structure.Dictionary;
import dev.redstart.engine.structure.Listpack;
import dev.redstart.engine.structure.ScoredMember;
import dev.redstart.engine.value.Batches;
import dev.redstart.engine.value.Codec;
import dev.redstart.engine.value.CorruptValueException;
import dev.redstart.engine.value.DataType;
import dev.redstart.engine.value.Shape;
import dev.redstart.engine.value.ValueReader;
import dev.redstart.engine.value.ValueWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** How sorted sets are saved and loaded: a packed one as it is, others member by member. */
final class ZsetCodec implements Codec<ZsetValue> {

  private static final Bytes ZADD = Bytes.of("ZADD");

  private final ZsetLimits limits;

  ZsetCodec(ZsetLimits limits) {
    this.limits = limits;
  }

  @Override
  public DataType<ZsetValue> type() {
    return ZsetValue.ZSET;
  }

  @Override
  public Set<Shape> shapes() {
    return EnumSet.of(Shape.SCORED, Shape.PACKED_SCORED);
  }

  @Override
  public Shape shape(ZsetValue value) {
    return value.members() instanceof PackedZset ? Shape.PACKED_SCORED : Shape.SCORED;
  }

  /** The greatest first, which is how a skip list is filled the fastest. */
  @Override
  public void write(ZsetValue value, ValueWriter out) {
    if (value.members() instanceof PackedZset packed) {
      out.text(Bytes.wrap(packed.pack().toBytes()));
      return;
    }
    out.number(value.size());
    value.forEachDown(
        0,
        value.size(),
        (member, score) -> {
          out.text(member);
          out.real(score);
        });
  }

  @Override
  public void rebuild(Bytes key, ZsetValue value, Consumer<List<Bytes>> calls) {
    Batches batches = new Batches(calls, ZADD, key);
    value.forEachDown(
        0, value.size(), (member, score) -> batches.add(Decimals.print(score), member));
    batches.end();
  }

  @Override
  public ZsetValue read(ValueReader in) {
    return in.shape() == Shape.SCORED ? readMembers(in) : readPacked(in);
  }

  private ZsetValue readMembers(ValueReader in) {
    int count = in.count();
    Dictionary<ScoredMember> members = new Dictionary<>();
    for (int i = 0; i < count; i++) {
      Bytes name = in.text();
      add(members, name, in.real());
    }
    return ZsetValue.of(members, limits);
  }

  private ZsetValue readPacked(ValueReader in) {
    Listpack pack = Listpack.of(in.text().shared());
    if (pack.size() % 2 != 0) {
      throw new CorruptValueException("sorted set with a member without a score");
    }
    if (pack.repeats(2)) {
      throw twice();
    }
    double last = Double.NEGATIVE_INFINITY;
    int longest = 0;
    int before = Listpack.NONE;
    int member = pack.first();
    while (member != Listpack.NONE) {
      int at = pack.next(member);
      double score = number(pack.real(at));
      if (score < last || (score == last && isLess(pack, member, before))) {
        throw new CorruptValueException("sorted set that isn't in order");
      }
      longest = Math.max(longest, pack.length(member));
      last = score;
      before = member;
      member = pack.next(at);
    }
    PackedZset packed = new PackedZset(pack);
    return limits.allow(packed.size(), longest)
        ? new ZsetValue(packed)
        : new ZsetValue(packed.unpacked());
  }

  private static boolean isLess(Listpack pack, int member, int before) {
    return before != Listpack.NONE && pack.compareAt(member, pack.get(before)) < 0;
  }

  private static void add(Dictionary<ScoredMember> members, Bytes name, double score) {
    if (members.contains(name)) {
      throw twice();
    }
    members.add(new ScoredMember(name, number(score)));
  }

  private static double number(double score) {
    if (Double.isNaN(score)) {
      throw new CorruptValueException("sorted set with a score that is no number");
    }
    return score;
  }

  private static CorruptValueException twice() {
    return new CorruptValueException("sorted set with a member twice");
  }
}
