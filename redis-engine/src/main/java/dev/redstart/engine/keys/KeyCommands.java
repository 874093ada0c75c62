package dev.redstart.engine.keys;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Args;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.Keys;
import dev.redstart.engine.keyspace.Entry;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.value.Value;
import java.util.function.Predicate;

/** Commands that remove, rename, copy and move keys, whatever they hold. */
public final class KeyCommands {

  private static final String SAME_OBJECTS = "ERR source and destination objects are the same";

  private KeyCommands() {}

  public static void declare(Family generic) {
    declareCounting(generic);
    declareRenaming(generic);
  }

  private static void declareCounting(Family generic) {
    generic
        .write("DEL key [key ...]", KeyCommands::del)
        .access("RM delete")
        .tips("request_policy:multi_shard", "response_policy:agg_sum")
        .doc("1.0.0", "O(N), N being the number of keys.", "Removes keys.");
    generic
        .write("UNLINK key [key ...]", KeyCommands::unlink)
        .fast()
        .access("RM delete")
        .tips("request_policy:multi_shard", "response_policy:agg_sum")
        .doc("4.0.0", "O(1) for each key.", "Removes keys; memory is freed in the background.");
    generic
        .read("EXISTS key [key ...]", KeyCommands::exists)
        .leavesParts()
        .fast()
        .access("RO")
        .tips("request_policy:multi_shard", "response_policy:agg_sum")
        .doc("1.0.0", "O(N), N being the number of keys.", "Counts which of the keys are there.");
    generic
        .read("TOUCH key [key ...]", KeyCommands::touch)
        .fast()
        .access("RO")
        .tips("request_policy:multi_shard", "response_policy:agg_sum")
        .doc(
            "3.2.1",
            "O(N), N being the number of keys.",
            "Counts as an access to each of the keys.");
    generic
        .read("TYPE key", KeyCommands::type)
        .leavesParts()
        .fast()
        .access("RO")
        .doc("1.0.0", "O(1)", "Tells the type of what a key holds.");
  }

  private static void declareRenaming(Family generic) {
    generic
        .write("RENAME key newkey", KeyCommands::rename)
        .leavesParts()
        .access("RW access delete", "OW update")
        .doc("1.0.0", "O(1)", "Renames a key; what had the new name is gone.");
    generic
        .write("RENAMENX key newkey", KeyCommands::renamenx)
        .leavesParts()
        .fast()
        .access("RW access delete", "OW insert")
        .doc("1.0.0", "O(1)", "Renames a key unless the new name is taken.");
    generic
        .write("COPY source destination [DB destination-db] [REPLACE]", KeyCommands::copy)
        .leavesParts()
        .grows()
        .access("RO access", "OW update")
        .doc("6.2.0", "O(N), N being the number of elements.", "Copies what a key holds.");
    generic
        .write("MOVE key db", KeyCommands::move)
        .leavesParts()
        .fast()
        .access("RW access update")
        .doc("1.0.0", "O(1)", "Moves a key to another database.");
  }

  private static Reply del(Call call) {
    return count(call, key -> call.keys().remove(key, "del"));
  }

  private static Reply unlink(Call call) {
    return count(call, key -> call.keys().unlink(key));
  }

  private static Reply exists(Call call) {
    return count(call, key -> call.keys().lookup(key) != null);
  }

  private static Reply touch(Call call) {
    return count(call, key -> call.keys().lookUp(key) != null);
  }

  /** For how many of the call's keys {@code test} is true; a key that stands twice counts twice. */
  private static Reply count(Call call, Predicate<Bytes> test) {
    int counted = 0;
    for (int i = 1; i < call.argc(); i++) {
      if (test.test(call.arg(i))) {
        counted++;
      }
    }
    return Reply.integer(counted);
  }

  private static Reply type(Call call) {
    Entry entry = call.keys().lookup(call.key());
    return Reply.simple(entry == null ? "none" : entry.value().type().name());
  }

  private static Reply rename(Call call) {
    Entry source = source(call);
    if (!call.arg(1).equals(call.arg(2))) {
      call.keys().remove(call.arg(2), null);
      transfer(call, source);
    }
    return Reply.ok();
  }

  private static Reply renamenx(Call call) {
    Entry source = source(call);
    if (call.keys().peek(call.arg(2)) != null) {
      return Reply.integer(0);
    }
    transfer(call, source);
    return Reply.integer(1);
  }

  private static Entry source(Call call) {
    Entry source = call.keys().entry(call.arg(1));
    if (source == null) {
      throw new CommandException(Errors.NO_SUCH_KEY);
    }
    return source;
  }

  private static void transfer(Call call, Entry source) {
    Keys keys = call.keys();
    long deadline = source.deadline();
    place(keys, call.arg(2), source.value(), deadline);
    keys.remove(call.arg(1), "rename_from");
    keys.changed(call.arg(2), "rename_to");
  }

  private static Reply copy(Call call) {
    Args in = call.options(3);
    int database = call.client().database();
    boolean replace = false;
    while (in.more()) {
      if (in.word("REPLACE")) {
        replace = true;
      } else if (in.wordWithValue("DB")) {
        database = call.database(in.position());
        in.next();
      } else {
        throw Errors.syntax();
      }
    }
    Bytes to = call.arg(2);
    if (database == call.client().database() && to.equals(call.arg(1))) {
      throw new CommandException(SAME_OBJECTS);
    }
    Entry source = call.keys().lookUp(call.arg(1));
    Keys target = call.keys(database);
    if (source == null || (!replace && target.peek(to) != null)) {
      return Reply.integer(0);
    }
    target.remove(to, null);
    place(target, to, source.value().copy(), source.deadline());
    target.changed(to, "copy_to");
    return Reply.integer(1);
  }

  private static Reply move(Call call) {
    int database = call.database(2);
    if (database == call.client().database()) {
      throw new CommandException(SAME_OBJECTS);
    }
    Keys target = call.keys(database);
    Entry source = call.keys().entry(call.key());
    if (source == null || target.peek(call.key()) != null) {
      return Reply.integer(0);
    }
    long deadline = source.deadline();
    place(target, call.key(), source.value(), deadline);
    call.keys().remove(call.key(), "move_from");
    target.changed(call.key(), "move_to");
    return Reply.integer(1);
  }

  /** Puts a value where none is, to live as long as it would have lived where it comes from. */
  private static void place(Keys keys, Bytes key, Value value, long deadline) {
    Entry entry = keys.put(key, value);
    if (deadline != Entry.NEVER) {
      keys.expireAt(entry, deadline);
    }
  }
}
