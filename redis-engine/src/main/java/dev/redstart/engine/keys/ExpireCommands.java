package dev.redstart.engine.keys;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Args;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Declaration;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.Handler;
import dev.redstart.engine.keyspace.Entry;
import dev.redstart.engine.reply.Reply;

/** Commands that set, tell and take away deadlines of keys. */
public final class ExpireCommands {

  private static final Bytes PEXPIREAT = Bytes.of("PEXPIREAT");
  private static final Bytes DEL = Bytes.of("DEL");
  private static final String CONDITIONS = " [NX | XX | GT | LT]";

  private ExpireCommands() {}

  public static void declare(Family generic) {
    expire(generic, "EXPIRE key seconds", call -> expire(call, 1000, call.now()))
        .doc("1.0.0", "O(1)", "Lets a key expire after some seconds.");
    expire(generic, "PEXPIRE key milliseconds", call -> expire(call, 1, call.now()))
        .doc("2.6.0", "O(1)", "Lets a key expire after some milliseconds.");
    expire(generic, "EXPIREAT key unix-time-seconds", call -> expire(call, 1000, 0))
        .doc("1.2.0", "O(1)", "Lets a key expire at a time in seconds.");
    expire(generic, "PEXPIREAT key unix-time-milliseconds", call -> expire(call, 1, 0))
        .doc("2.6.0", "O(1)", "Lets a key expire at a time in milliseconds.");
    tell(generic, "TTL key", call -> left(call, 1000))
        .tips("nondeterministic_output")
        .doc("1.0.0", "O(1)", "Tells in how many seconds a key expires.");
    tell(generic, "PTTL key", call -> left(call, 1))
        .tips("nondeterministic_output")
        .doc("2.6.0", "O(1)", "Tells in how many milliseconds a key expires.");
    tell(generic, "EXPIRETIME key", call -> deadline(call, 1000))
        .doc("7.0.0", "O(1)", "Tells the time in seconds at which a key expires.");
    tell(generic, "PEXPIRETIME key", call -> deadline(call, 1))
        .doc("7.0.0", "O(1)", "Tells the time in milliseconds at which a key expires.");
    generic
        .write("PERSIST key", ExpireCommands::persist)
        .fast()
        .access("RW update")
        .doc("2.2.0", "O(1)", "Lets a key stay for good.");
  }

  private static Declaration expire(Family generic, String line, Handler handler) {
    return generic.write(line + CONDITIONS, handler).fast().access("RW update");
  }

  private static Declaration tell(Family generic, String line, Handler handler) {
    return generic.read(line, handler).fast();
  }

  private static Reply expire(Call call, long unit, long base) {
    Condition condition = condition(call);
    long at = time(call, unit, base);
    Entry entry = call.keys().entry(call.key());
    if (entry == null || !condition.allows(entry.deadline(), at)) {
      return Reply.integer(0);
    }
    if (at <= call.now()) {
      call.keys().remove(call.key(), "del");
      call.logAs(DEL, call.key());
    } else {
      call.keys().expireAt(entry, at);
      call.changed("expire");
      call.logAs(PEXPIREAT, call.key(), Bytes.of(at));
    }
    return Reply.integer(1);
  }

  /** Argument 2 in milliseconds since 1970. */
  private static long time(Call call, long unit, long base) {
    long given = call.integer(2);
    boolean fits = given <= Long.MAX_VALUE / unit && given >= Long.MIN_VALUE / unit;
    if (!fits || given * unit > Long.MAX_VALUE - base) {
      throw new CommandException(Errors.invalidExpire(call.command().name()));
    }
    return given * unit + base;
  }

  private static Condition condition(Call call) {
    Args in = call.options(3);
    Condition condition = new Condition();
    while (in.more()) {
      if (in.word("NX")) {
        condition.onlyWithout = true;
      } else if (in.word("XX")) {
        condition.onlyWith = true;
      } else if (in.word("GT")) {
        condition.onlyLater = true;
      } else if (in.word("LT")) {
        condition.onlyEarlier = true;
      } else {
        throw Errors.quoting("ERR Unsupported option ", in.next(), "");
      }
    }
    condition.check();
    return condition;
  }

  /** Which deadlines may be replaced. */
  private static final class Condition {
    private boolean onlyWithout;
    private boolean onlyWith;
    private boolean onlyLater;
    private boolean onlyEarlier;

    void check() {
      if (onlyWithout && (onlyWith || onlyLater || onlyEarlier)) {
        throw new CommandException(
            "ERR NX and XX, GT or LT options at the same time are not compatible");
      }
      if (onlyLater && onlyEarlier) {
        throw new CommandException("ERR GT and LT options at the same time are not compatible");
      }
    }

    /** A key without a deadline counts as one that expires after all others. */
    boolean allows(long current, long at) {
      boolean none = current == Entry.NEVER;
      if ((onlyWithout && !none) || (onlyWith && none)) {
        return false;
      }
      if (onlyLater && (none || at <= current)) {
        return false;
      }
      return !onlyEarlier || none || at < current;
    }
  }

  private static Reply left(Call call, long unit) {
    Entry entry = call.keys().lookup(call.key());
    if (entry == null || entry.deadline() == Entry.NEVER) {
      return Reply.integer(entry == null ? -2 : -1);
    }
    return Reply.integer(rounded(Math.max(0, entry.deadline() - call.now()), unit));
  }

  private static Reply deadline(Call call, long unit) {
    Entry entry = call.keys().lookup(call.key());
    if (entry == null || entry.deadline() == Entry.NEVER) {
      return Reply.integer(entry == null ? -2 : -1);
    }
    return Reply.integer(rounded(entry.deadline(), unit));
  }

  private static long rounded(long millis, long unit) {
    return millis / unit + (millis % unit + unit / 2) / unit;
  }

  private static Reply persist(Call call) {
    Entry entry = call.keys().entry(call.key());
    if (entry == null || !call.keys().persist(entry)) {
      return Reply.integer(0);
    }
    call.changed("persist");
    return Reply.integer(1);
  }
}
