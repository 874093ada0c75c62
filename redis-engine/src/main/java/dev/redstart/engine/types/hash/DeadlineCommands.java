package dev.redstart.engine.types.hash;

import static dev.redstart.engine.types.hash.HashValue.HASH;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Args;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Declaration;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.Handler;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.types.hash.FieldDeadlines.Condition;
import dev.redstart.engine.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands that set, tell and take away deadlines of fields. */
final class DeadlineCommands {

  static final String BAD_COUNT = "ERR Number of fields must be a positive integer";
  static final String NEGATIVE = "ERR invalid expire time, must be >= 0";

  private static final String COUNT_TOO_SMALL =
      "ERR Parameter `numFields` should be greater than 0";
  private static final String NO_FIELDS =
      "ERR Mandatory argument FIELDS is missing or not at the right position";
  private static final String WRONG_COUNT =
      "ERR The `numfields` parameter must match the number of arguments";
  private static final String NAMES = " FIELDS numfields field [field ...]";
  private static final String COMPLEXITY = "O(N) with the number of fields that are named";
  private static final String SINCE = "7.4.0";
  private static final int NO_FIELD = -2;
  private static final int NO_DEADLINE = -1;

  private DeadlineCommands() {}

  static void declare(Family hash) {
    expire(hash, "HEXPIRE key seconds", call -> expire(call, 1000, call.now()))
        .doc(SINCE, COMPLEXITY, "Lets fields expire after some seconds.");
    expire(hash, "HPEXPIRE key milliseconds", call -> expire(call, 1, call.now()))
        .doc(SINCE, COMPLEXITY, "Lets fields expire after some milliseconds.");
    expire(hash, "HEXPIREAT key unix-time-seconds", call -> expire(call, 1000, 0))
        .doc(SINCE, COMPLEXITY, "Lets fields expire at a time in seconds.");
    expire(hash, "HPEXPIREAT key unix-time-milliseconds", call -> expire(call, 1, 0))
        .doc(SINCE, COMPLEXITY, "Lets fields expire at a time in milliseconds.");
    tell(hash, "HTTL", call -> tell(call, 1000, call.now()))
        .doc(SINCE, COMPLEXITY, "Tells in how many seconds fields expire.");
    tell(hash, "HPTTL", call -> tell(call, 1, call.now()))
        .doc(SINCE, COMPLEXITY, "Tells in how many milliseconds fields expire.");
    tell(hash, "HEXPIRETIME", call -> tell(call, 1000, 0))
        .doc(SINCE, COMPLEXITY, "Tells the times in seconds at which fields expire.");
    tell(hash, "HPEXPIRETIME", call -> tell(call, 1, 0))
        .doc(SINCE, COMPLEXITY, "Tells the times in milliseconds at which fields expire.");
    hash.write("HPERSIST key" + NAMES, DeadlineCommands::hpersist)
        .fast()
        .access("RW update")
        .doc(SINCE, COMPLEXITY, "Lets fields stay as long as their hash.");
  }

  private static Declaration expire(Family hash, String line, Handler handler) {
    return hash.write(line + " [NX | XX | GT | LT]" + NAMES, handler)
        .grows()
        .fast()
        .leavesParts()
        .access("RW update");
  }

  private static Declaration tell(Family hash, String name, Handler handler) {
    return hash.read(name + " key" + NAMES, handler).fast();
  }

  private static Reply expire(Call call, long unit, long base) {
    HashValue hash = call.edit(HASH);
    long at = time(call, call.integer(2), unit, base);
    Args in = call.options(3);
    Condition condition = condition(in);
    List<Bytes> fields = fields(in, COUNT_TOO_SMALL);
    if (hash == null) {
      return forEach(fields, field -> FieldDeadlines.NO_FIELD);
    }
    FieldDeadlines deadlines = new FieldDeadlines(call, hash, at);
    Reply reply = forEach(fields, field -> deadlines.give(field, condition));
    deadlines.finish(condition);
    return reply;
  }

  /** A deadline in milliseconds since 1970, from a time that a caller gives. */
  static long time(Call call, long given, long unit, long base) {
    if (given < 0) {
      throw new CommandException(NEGATIVE);
    }
    if (given > FieldDeadlines.LATEST / unit || given * unit > FieldDeadlines.LATEST - base) {
      throw new CommandException(Errors.invalidExpire(call.command().name()));
    }
    return given * unit + base;
  }

  private static Condition condition(Args in) {
    for (Condition condition : Condition.values()) {
      if (condition != Condition.ALWAYS && in.word(condition.name())) {
        return condition;
      }
    }
    return Condition.ALWAYS;
  }

  /** The names that end a call, told by FIELDS and their number. */
  static List<Bytes> fields(Args in, String badCount) {
    if (!in.word("FIELDS")) {
      throw new CommandException(NO_FIELDS);
    }
    long count = in.more() ? in.integer(1, Long.MAX_VALUE, badCount) : 0;
    if (count != in.left()) {
      throw new CommandException(WRONG_COUNT);
    }
    List<Bytes> fields = new ArrayList<>(in.left());
    while (in.more()) {
      fields.add(in.next());
    }
    return fields;
  }

  private static Reply tell(Call call, long unit, long base) {
    HashValue hash = call.read(HASH);
    List<Bytes> fields = fields(call.options(2), BAD_COUNT);
    return forEach(fields, field -> left(hash, field, unit, base));
  }

  /** Seconds are rounded up. */
  private static long left(@Nullable HashValue hash, Bytes field, long unit, long base) {
    if (hash == null || !hash.contains(field)) {
      return NO_FIELD;
    }
    long at = hash.deadline(field);
    return at == Value.NEVER ? NO_DEADLINE : (at - base + unit - 1) / unit;
  }

  private static Reply hpersist(Call call) {
    HashValue hash = call.edit(HASH);
    List<Bytes> fields = fields(call.options(2), BAD_COUNT);
    boolean[] changed = {false};
    Reply reply =
        forEach(
            fields,
            field -> {
              if (hash == null || !hash.contains(field)) {
                return NO_FIELD;
              }
              if (!hash.persist(field)) {
                return NO_DEADLINE;
              }
              changed[0] = true;
              return 1;
            });
    if (changed[0]) {
      call.changed("hpersist");
    }
    return reply;
  }

  /** What becomes of one field. */
  @FunctionalInterface
  private interface Answer {
    long to(Bytes field);
  }

  private static Reply forEach(List<Bytes> fields, Answer answer) {
    List<Reply> replies = new ArrayList<>(fields.size());
    for (Bytes field : fields) {
      replies.add(Reply.integer(answer.to(field)));
    }
    return Reply.array(replies);
  }
}
