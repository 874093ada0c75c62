package dev.redstart.engine.types.string;

import static dev.redstart.engine.types.string.StringValue.STRING;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Keys;
import dev.redstart.engine.keyspace.Entry;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.types.string.SetOptions.Expiry;
import org.jspecify.annotations.Nullable;

/** SET in all its forms, GETEX, and what else knows of deadlines or asks for a condition. */
final class SetCommands {

  private static final Bytes DEL = Bytes.of("DEL");
  private static final Bytes SET = Bytes.of("SET");
  private static final Bytes KEEPTTL = Bytes.of("KEEPTTL");
  private static final Bytes PXAT = Bytes.of("PXAT");
  private static final Bytes PERSIST = Bytes.of("PERSIST");
  private static final Bytes PEXPIREAT = Bytes.of("PEXPIREAT");

  private SetCommands() {}

  static Reply set(Call call) {
    SetOptions options = SetOptions.ofSet(call);
    if (options == SetOptions.PLAIN) {
      call.keys().put(call.key(), StringValue.of(call.arg(2)));
      call.changed("set");
      return Reply.ok();
    }
    Reply done = options.answersFormer ? null : Reply.ok();
    Reply refused = options.answersFormer ? null : Reply.nil();
    return set(call, options, call.arg(2), new Answers(done, refused));
  }

  static Reply setnx(Call call) {
    if (call.keys().entry(call.key()) != null) {
      return Reply.integer(0);
    }
    call.keys().put(call.key(), StringValue.of(call.arg(2)));
    call.changed("set");
    return Reply.integer(1);
  }

  static Reply setex(Call call) {
    SetOptions options = SetOptions.expiring(Expiry.EX, call.arg(2));
    return set(call, options, call.arg(3), new Answers(Reply.ok(), Reply.nil()));
  }

  static Reply psetex(Call call) {
    SetOptions options = SetOptions.expiring(Expiry.PX, call.arg(2));
    return set(call, options, call.arg(3), new Answers(Reply.ok(), Reply.nil()));
  }

  /** What a call answers when it has set and when it has not; null for what was there before. */
  private record Answers(@Nullable Reply done, @Nullable Reply refused) {}

  private static Reply set(Call call, SetOptions options, Bytes text, Answers answers) {
    Expiry expiry = options.expiry;
    long deadline = expiry.timed() ? options.deadline(call) : Entry.NEVER;
    Keys keys = call.keys();
    Bytes key = call.key();
    Reply former =
        options.answersFormer ? StringCommands.text(keys.read(key, STRING)) : Reply.nil();
    Entry entry = keys.entry(key);
    if (!allows(call, options, entry)) {
      return answers.refused == null ? former : answers.refused;
    }
    StringValue value = StringValue.of(text);
    if (entry != null && expiry == Expiry.KEEPTTL) {
      keys.replace(entry, value);
    } else {
      keys.put(key, value);
    }
    keys.changed(key, "set");
    if (expiry.timed()) {
      expire(keys, key, deadline);
      call.logAs(SET, key, text, PXAT, Bytes.of(deadline));
    } else if (options.comparison != null) {
      // In words that a Redis before 8.4 knows.
      logPlain(call, key, text, expiry);
    }
    return answers.done == null ? former : answers.done;
  }

  private static boolean allows(Call call, SetOptions options, @Nullable Entry entry) {
    Comparison comparison = options.comparison;
    if (comparison != null) {
      return comparison.holds(entry == null ? null : call.keys().edit(call.key(), STRING));
    }
    return entry == null ? !options.onlyIfPresent : !options.onlyIfAbsent;
  }

  private static void logPlain(Call call, Bytes key, Bytes text, Expiry expiry) {
    if (expiry == Expiry.KEEPTTL) {
      call.logAs(SET, key, text, KEEPTTL);
    } else {
      call.logAs(SET, key, text);
    }
  }

  static Reply msetex(Call call) {
    long count = call.options(1).integer(1, Integer.MAX_VALUE, "ERR invalid numkeys value");
    if (2 * count > call.argc() - 2) {
      throw new CommandException("ERR wrong number of key-value pairs");
    }
    int end = 2 + 2 * (int) count;
    SetOptions options = SetOptions.ofMsetex(call, end);
    long deadline = options.expiry.timed() ? options.deadline(call) : Entry.NEVER;
    Keys keys = call.keys();
    for (int i = 2; i < end; i += 2) {
      boolean there = keys.entry(call.arg(i)) != null;
      if (there ? options.onlyIfAbsent : options.onlyIfPresent) {
        return Reply.integer(0);
      }
    }
    for (int i = 2; i < end; i += 2) {
      put(call, options.expiry, deadline, i);
    }
    return Reply.integer(1);
  }

  private static void put(Call call, Expiry expiry, long deadline, int keyAt) {
    Keys keys = call.keys();
    Bytes key = call.arg(keyAt);
    Bytes text = call.arg(keyAt + 1);
    Entry entry = keys.entry(key);
    if (entry != null && expiry == Expiry.KEEPTTL) {
      keys.replace(entry, StringValue.of(text));
    } else {
      keys.put(key, StringValue.of(text));
    }
    keys.changed(key, "set");
    if (expiry.timed()) {
      expire(keys, key, deadline);
      call.logAs(SET, key, text, PXAT, Bytes.of(deadline));
    } else {
      logPlain(call, key, text, expiry);
    }
  }

  static Reply delex(Call call) {
    if (call.argc() != 2 && call.argc() != 4) {
      throw new CommandException(Errors.wrongArity(call.command().name()));
    }
    Comparison comparison = null;
    if (call.argc() == 4) {
      comparison = Comparison.take(call.options(2));
      if (comparison == null) {
        throw new CommandException("ERR Invalid condition. Use IFEQ, IFNE, IFDEQ, or IFDNE");
      }
    }
    Entry entry = call.keys().entry(call.key());
    if (entry == null) {
      return Reply.integer(0);
    }
    if (comparison != null) {
      if (!(entry.value() instanceof StringValue value)) {
        throw new CommandException("ERR Key should be of string type if conditions are specified");
      }
      if (!comparison.holds(value)) {
        return Reply.integer(0);
      }
    }
    call.keys().remove(call.key(), "del");
    call.logAs(DEL, call.key());
    return Reply.integer(1);
  }

  static Reply digest(Call call) {
    StringValue value = call.read(STRING);
    return Reply.bulk(value == null ? null : Comparison.digestOf(value));
  }

  static Reply getex(Call call) {
    SetOptions options = SetOptions.ofGetex(call);
    StringValue value = call.read(STRING);
    if (value == null) {
      return Reply.nil();
    }
    Expiry expiry = options.expiry;
    if (expiry.timed()) {
      long deadline = options.deadline(call);
      if (expiry.absolute() && deadline <= call.now()) {
        call.keys().remove(call.key(), "del");
        call.logAs(DEL, call.key());
      } else {
        expire(call.keys(), call.key(), deadline);
        call.logAs(PEXPIREAT, call.key(), Bytes.of(deadline));
      }
    } else if (expiry == Expiry.PERSIST) {
      Entry entry = call.keys().peek(call.key());
      if (entry != null && call.keys().persist(entry)) {
        call.changed("persist");
        call.logAs(PERSIST, call.key());
      }
    }
    return StringCommands.text(value);
  }

  private static void expire(Keys keys, Bytes key, long deadline) {
    Entry entry = keys.peek(key);
    if (entry != null) {
      keys.expireAt(entry, deadline);
      keys.changed(key, "expire");
    }
  }
}
