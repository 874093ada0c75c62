package dev.redstart.engine.types.hash;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call's giving of one deadline to fields of one hash: what becomes of each, and what is said
 * and logged of all. A field whose deadline has passed already is removed at once.
 */
final class FieldDeadlines {

  /** The latest deadline that there can be: a day in the year 4199. */
  static final long LATEST = (1L << 46) - 1;

  /** What becomes of a field, as the commands answer it. */
  static final int NO_FIELD = -2;

  static final int REFUSED = 0;
  static final int GIVEN = 1;
  static final int REMOVED = 2;

  private static final Bytes HDEL = Bytes.of("HDEL");
  private static final Bytes HPEXPIREAT = Bytes.of("HPEXPIREAT");
  private static final Bytes FIELDS = Bytes.of("FIELDS");

  private final Call call;
  private final HashValue hash;
  private final long at;
  private final List<Bytes> given = new ArrayList<>();
  private int removed;

  FieldDeadlines(Call call, HashValue hash, long at) {
    this.call = call;
    this.hash = hash;
    this.at = at;
    hash.allowDeadlines();
  }

  /** Which deadlines may be replaced. */
  enum Condition {
    ALWAYS,
    NX,
    XX,
    GT,
    LT;

    /** A field without a deadline is in time for LT, but never early enough for GT. */
    private boolean allows(long current, long fresh) {
      boolean none = current == Value.NEVER;
      return switch (this) {
        case ALWAYS -> true;
        case NX -> none;
        case XX -> !none;
        case GT -> !none && fresh > current;
        case LT -> none || fresh < current;
      };
    }
  }

  int give(Bytes field, Condition condition) {
    if (!hash.contains(field)) {
      return NO_FIELD;
    }
    if (!condition.allows(hash.deadline(field), at)) {
      return REFUSED;
    }
    if (at <= call.now()) {
      hash.remove(field);
      call.logAs(HDEL, call.key(), field);
      removed++;
      return REMOVED;
    }
    hash.expireAt(field, at);
    given.add(field);
    return GIVEN;
  }

  /** Says what was changed, and logs it as what happened, where anything did. */
  void finish(Condition condition) {
    if (!given.isEmpty()) {
      call.keys().partsExpire(call.key());
      log(call, at, condition == Condition.ALWAYS ? null : Bytes.of(condition.name()), given);
    }
    if (removed > 0) {
      call.changed("hdel");
    } else if (!given.isEmpty()) {
      call.changed("hexpire");
    }
  }

  /** Logs the deadline of a field, if it has one, after something that takes it away was logged. */
  static void logDeadline(Call call, HashValue hash, Bytes field) {
    long at = hash.deadline(field);
    if (at != Value.NEVER) {
      log(call, at, null, List.of(field));
    }
  }

  private static void log(Call call, long at, @Nullable Bytes condition, List<Bytes> fields) {
    List<Bytes> line = new ArrayList<>(fields.size() + 6);
    line.add(HPEXPIREAT);
    line.add(call.key());
    line.add(Bytes.of(at));
    if (condition != null) {
      line.add(condition);
    }
    line.add(FIELDS);
    line.add(Bytes.of(fields.size()));
    line.addAll(fields);
    call.logAs(line.toArray(Bytes[]::new));
  }
}
