package dev.redstart.engine.types.hash;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.structure.Listpack;
import dev.redstart.engine.value.CorruptValueException;
import dev.redstart.engine.value.Value;
import dev.redstart.engine.value.ValueReader;
import dev.redstart.engine.value.ValueWriter;

/** How the fields of a hash are saved and loaded where some of them have deadlines. */
final class TimedFields {

  /** Deadlines have 48 bits, as those of Redis. */
  private static final long LATEST = (1L << 48) - 1;

  private TimedFields() {}

  static void write(HashValue value, ValueWriter out) {
    long soonest = value.soonest();
    out.moment(soonest);
    out.number(value.size());
    value.forEach(
        (field, content) -> {
          long at = value.deadline(field);
          out.number(at == Value.NEVER ? 0 : at - soonest + 1);
          out.text(field);
          out.text(content);
        });
  }

  static HashValue read(ValueReader in, HashLimits limits) {
    long soonest = moment(in.moment());
    int count = in.count();
    HashValue hash = new HashValue(limits.allowSize(count) ? new PackedHash() : new TableHash());
    hash.allowDeadlines();
    for (int i = 0; i < count; i++) {
      long later = in.number();
      Bytes field = in.text();
      if (!hash.update(field, in.text(), limits)) {
        throw HashCodec.twice();
      }
      if (later != 0) {
        hash.expireAt(field, moment(soonest + moment(later) - 1));
      }
    }
    return hash;
  }

  private static long moment(long at) {
    if (at < 1 || at > LATEST) {
      throw new CorruptValueException("deadline of a field that can't be, " + at);
    }
    return at;
  }

  /** A hash of {@code pack}, whose names were not looked at. */
  static PackedTimedHash checked(Listpack pack) {
    if (pack.size() % 3 != 0) {
      throw new CorruptValueException("hash with a field without a value or a deadline");
    }
    long last = 1;
    for (int p = pack.first(); p != Listpack.NONE; p = pack.next(p)) {
      p = pack.next(pack.next(p));
      long at = pack.isInteger(p) ? pack.integer(p) : -1;
      boolean stays = at == PackedTimedHash.STAYS;
      if (!stays && moment(at) < last) {
        throw new CorruptValueException("hash with deadlines that aren't in order");
      }
      last = stays ? LATEST + 1 : at;
    }
    return new PackedTimedHash(pack);
  }
}
