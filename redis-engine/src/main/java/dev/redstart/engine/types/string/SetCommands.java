package dev.redstart.engine.types.string;

import static dev.redstart.engine.types.string.StringValue.STRING;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Keys;
import dev.redstart.engine.keyspace.Entry;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.types.string.SetOptions.Expiry;
import org.jspecify.annotations.Nullable;

/** SET in all its forms, and GETEX: the string commands that know of deadlines. */
final class SetCommands {

  private static final Bytes DEL = Bytes.of("DEL");
  private static final Bytes SET = Bytes.of("SET");
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
    if (entry == null ? options.onlyIfPresent : options.onlyIfAbsent) {
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
    }
    return answers.done == null ? former : answers.done;
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
