package dev.redstart.engine.keys;

import dev.redstart.engine.bytes.Ascii;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Declaration;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.Handler;
import dev.redstart.engine.keyspace.Entry;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.value.Text;
import java.util.function.Function;

/** OBJECT: how a key's value is kept. Looking at a value this way is no access to it. */
public final class ObjectCommands {

  private static final String NO_FREQUENCIES =
      "ERR An LFU maxmemory policy is not selected, access frequency not tracked. Please note that"
          + " when switching between policies at runtime LRU and LFU data will take some time to"
          + " adjust.";

  private static final String NO_IDLE_TIMES =
      "ERR An LFU maxmemory policy is selected, idle time not tracked. Please note that when"
          + " switching between policies at runtime LRU and LFU data will take some time to"
          + " adjust.";

  private static final int SHARED_INTEGERS = 10_000;

  private ObjectCommands() {}

  public static void declare(Family generic) {
    object(generic, "OBJECT ENCODING key", call -> of(call, e -> Reply.bulk(e.value().encoding())))
        .doc("2.2.3", "O(1)", "Names the encoding of what a key holds.");
    object(generic, "OBJECT FREQ key", call -> of(call, e -> frequency(call, e)))
        .doc("4.0.0", "O(1)", "Tells how often a key is accessed, where that is tracked.");
    object(generic, "OBJECT IDLETIME key", call -> of(call, e -> idle(call, e)))
        .doc("2.2.3", "O(1)", "Tells how many seconds ago a key was accessed.");
    object(generic, "OBJECT REFCOUNT key", call -> of(call, e -> Reply.integer(sharers(call, e))))
        .doc("2.2.3", "O(1)", "Tells how many share a key's value.");
  }

  private static Declaration object(Family generic, String line, Handler handler) {
    return generic.read(line, handler).leavesParts().access("RO").tips("nondeterministic_output");
  }

  private static Reply of(Call call, Function<Entry, Reply> tell) {
    Entry entry = call.keys().peek(call.arg(2));
    return entry == null ? Reply.nil() : tell.apply(entry);
  }

  /**
   * Redis keeps the integers below 10,000 once for all keys unless it needs to know when each was
   * used, which clients can see; we have no such pool, nor a need.
   */
  private static long sharers(Call call, Entry entry) {
    if (call.keys().accesses().decisive()) {
      return 1;
    }
    boolean integer = entry.value() instanceof Text && entry.value().encoding().equals("int");
    if (!integer) {
      return 1;
    }
    long value = Ascii.toLong(((Text) entry.value()).bytes().shared());
    return value >= 0 && value < SHARED_INTEGERS ? Integer.MAX_VALUE : 1;
  }

  private static Reply idle(Call call, Entry entry) {
    if (call.keys().accesses().counted()) {
      throw new CommandException(NO_IDLE_TIMES);
    }
    return Reply.integer(entry.idleSeconds(call.now()));
  }

  private static Reply frequency(Call call, Entry entry) {
    if (!call.keys().accesses().counted()) {
      throw new CommandException(NO_FREQUENCIES);
    }
    return Reply.integer(call.keys().accesses().frequency(entry, call.now()));
  }
}
