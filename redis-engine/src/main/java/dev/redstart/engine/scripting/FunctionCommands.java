package dev.redstart.engine.scripting;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Declaration;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.Flag;
import dev.redstart.engine.command.Handler;
import dev.redstart.engine.persistence.rdb.DumpPayload;
import dev.redstart.engine.persistence.rdb.LibraryPayload;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.scripting.FunctionLibrary.Function;
import dev.redstart.engine.scripting.lua.LuaTable;
import dev.redstart.engine.value.CorruptValueException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** FCALL and its kin, and those of FUNCTION that change what there is to call. */
final class FunctionCommands {

  private static final String COMPLEXITY = "Depends on the function that is executed.";

  /** What all functions share is given back with them. */
  private static final int STATE = 1;

  private static final String[] TO_ALL = {
    "request_policy:all_shards", "response_policy:all_succeeded"
  };

  private final Once<World> worlds;
  private final Scripts scripts;
  private final FunctionStore store;

  FunctionCommands(Once<World> worlds, Scripts scripts, FunctionStore store) {
    this.worlds = worlds;
    this.scripts = scripts;
    this.store = store;
  }

  void declare(Family family) {
    EvalCommands.run(
            family.control(
                "FCALL function numkeys [key [key ...]] [arg [arg ...]]",
                call -> call(call, false)),
            false)
        .flags(this::flags)
        .doc("7.0.0", COMPLEXITY, "Calls a function.");
    EvalCommands.run(
            family.read(
                "FCALL_RO function numkeys [key [key ...]] [arg [arg ...]]",
                call -> call(call, true)),
            true)
        .doc("7.0.0", COMPLEXITY, "Calls a function that only reads.");
    change(family, "LOAD [REPLACE] function-code", this::load)
        .grows()
        .doc(
            "7.0.0",
            "O(1) (considering compilation time is redundant)",
            "Loads a library of functions.");
    declareRest(family);
    new FunctionReports(scripts, store).declare(family);
  }

  private void declareRest(Family family) {
    change(family, "DELETE library-name", this::delete)
        .doc("7.0.0", "O(1)", "Removes a library with its functions.");
    change(family, "FLUSH [ASYNC | SYNC]", this::flush)
        .doc("7.0.0", "O(N) where N is the number of functions deleted", "Removes all libraries.");
    change(family, "RESTORE serialized-value [FLUSH | APPEND | REPLACE]", this::restore)
        .grows()
        .doc(
            "7.0.0",
            "O(N) where N is the number of functions on the payload",
            "Loads the libraries that FUNCTION DUMP has packed.");
  }

  private static Declaration change(Family family, String line, Handler handler) {
    return family.write("FUNCTION " + line, handler).noscript().everywhere().tips(TO_ALL);
  }

  // ---- calling

  private @Nullable Set<Flag> flags(Bytes[] args) {
    Function function = store.functions().function(args[1].toString());
    return function == null ? null : function.flags().ofCall();
  }

  private Reply call(Call call, boolean readOnly) {
    Function function = store.functions().function(call.arg(1).toString());
    if (function == null) {
      throw new CommandException("ERR Function not found");
    }
    int keys = EvalCommands.keys(call, "ERR Bad number of keys provided");
    ScriptFlags flags = function.flags();
    if (readOnly && !flags.noWrites()) {
      throw new CommandException(Errors.NOT_READ_ONLY);
    }
    Bytes[] args = call.args();
    World world = worlds.get();
    LuaTable keyTable = table(world, args, 3, 3 + keys);
    LuaTable others = table(world, args, 3 + keys, args.length);
    Run.Terms terms = new Run.Terms(function.name(), true, readOnly || flags.noWrites(), flags);
    return scripts.run(world, call, terms, function.body(), keyTable, others);
  }

  private static LuaTable table(World world, Bytes[] args, int from, int to) {
    LuaTable table = world.state().newTable();
    table.renew(Scripts.items(args, from, to));
    return table;
  }

  // ---- changing

  private Reply load(Call call) {
    boolean replace = false;
    for (int i = 2; i < call.argc() - 1; i++) {
      if (!call.arg(i).is("REPLACE")) {
        throw dev.redstart.engine.command.Errors.quoting(
            "ERR Unknown option given: ", call.arg(i), "");
      }
      replace = true;
    }
    String name = store.load(call.arg(call.argc() - 1), replace);
    call.changedBesideKeys();
    return Reply.bulk(name);
  }

  private Reply delete(Call call) {
    store.delete(call.arg(2).toString());
    call.changedBesideKeys();
    return Reply.ok();
  }

  private Reply flush(Call call) {
    notLonger(call, 3);
    if (call.argc() == 3 && !EvalCommands.isFlushType(call.arg(2))) {
      throw new CommandException("ERR FUNCTION FLUSH only supports SYNC|ASYNC option");
    }
    if (call.argc() == 3 && call.arg(2).is("ASYNC")) {
      call.keys().freeLater(store.functions().count() + STATE);
    }
    store.clear();
    call.changedBesideKeys();
    return Reply.ok();
  }

  private Reply restore(Call call) {
    notLonger(call, 4);
    Bytes policy = call.argc() == 4 ? call.arg(3) : Bytes.of("APPEND");
    if (!policy.is("FLUSH") && !policy.is("APPEND") && !policy.is("REPLACE")) {
      throw new CommandException(
          "ERR Wrong restore policy given, value should be either FLUSH, APPEND or REPLACE.");
    }
    if (!DumpPayload.isSealed(call.arg(2), true)) {
      throw new CommandException("ERR DUMP payload version or checksum are wrong");
    }
    try {
      store.restore(LibraryPayload.read(call.arg(2)), policy.is("FLUSH"), policy.is("REPLACE"));
    } catch (CorruptValueException e) {
      throw new CommandException("ERR " + e.getMessage());
    }
    call.changedBesideKeys();
    return Reply.ok();
  }

  private static void notLonger(Call call, int most) {
    if (call.argc() > most) {
      throw new CommandException(
          "ERR unknown subcommand or wrong number of arguments for '"
              + call.arg(1)
              + "'. Try FUNCTION HELP.");
    }
  }
}
