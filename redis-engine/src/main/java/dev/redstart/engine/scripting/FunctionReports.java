package dev.redstart.engine.scripting;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.Glob;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.Flag;
import dev.redstart.engine.persistence.rdb.LibraryPayload;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.scripting.FunctionLibrary.Function;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What FUNCTION tells of libraries and of what runs, and how that is ended. */
final class FunctionReports {

  private static final long NANOS_IN_A_MILLI = 1_000_000;

  private final Scripts scripts;
  private final FunctionStore store;

  FunctionReports(Scripts scripts, FunctionStore store) {
    this.scripts = scripts;
    this.store = store;
  }

  void declare(Family family) {
    family
        .control("FUNCTION LIST [LIBRARYNAME library-name-pattern] [WITHCODE]", this::list)
        .noscript()
        .tips("nondeterministic_output_order")
        .doc("7.0.0", "O(N) where N is the number of functions", "Tells what libraries there are.");
    family
        .control("FUNCTION DUMP", this::dump)
        .noscript()
        .doc(
            "7.0.0",
            "O(N) where N is the number of functions",
            "Packs all libraries for FUNCTION RESTORE.");
    family
        .control("FUNCTION KILL", call -> EvalCommands.kill(scripts, true))
        .noscript()
        .flag(Flag.ALLOW_BUSY)
        .tips("request_policy:all_shards", "response_policy:one_succeeded")
        .doc("7.0.0", "O(1)", "Ends the function that runs, if it has written nothing.");
    family
        .control("FUNCTION STATS", this::stats)
        .noscript()
        .flag(Flag.ALLOW_BUSY)
        .tips("nondeterministic_output", "request_policy:all_shards", "response_policy:special")
        .doc("7.0.0", "O(1)", "Tells what function runs, and how many there are.");
  }

  private Reply dump(Call call) {
    return Reply.bulk(LibraryPayload.of(store.codes()));
  }

  // ---- LIST

  private Reply list(Call call) {
    boolean code = false;
    @Nullable Bytes pattern = null;
    for (int i = 2; i < call.argc(); i++) {
      if (!code && call.arg(i).is("WITHCODE")) {
        code = true;
      } else if (pattern == null && call.arg(i).is("LIBRARYNAME")) {
        i++;
        if (i >= call.argc()) {
          throw new CommandException("ERR library name argument was not given");
        }
        pattern = call.arg(i);
      } else {
        throw dev.redstart.engine.command.Errors.quoting("ERR Unknown argument ", call.arg(i), "");
      }
    }
    Glob glob = Glob.of(pattern == null ? Bytes.of("*") : pattern);
    List<Reply> libraries = new ArrayList<>();
    for (FunctionLibrary library : store.functions().libraries()) {
      if (glob.matches(Bytes.of(library.name()))) {
        libraries.add(describe(library, code));
      }
    }
    return Reply.array(libraries);
  }

  private static Reply describe(FunctionLibrary library, boolean code) {
    List<Reply> functions = new ArrayList<>();
    for (Function function : library.functions()) {
      functions.add(describe(function));
    }
    List<Reply> flat = new ArrayList<>();
    add(flat, "library_name", Reply.bulk(library.name()));
    add(flat, "engine", Reply.bulk("LUA"));
    add(flat, "functions", Reply.array(functions));
    if (code) {
      add(flat, "library_code", Reply.bulk(library.code()));
    }
    return new Reply.Dict(flat);
  }

  private static Reply describe(Function function) {
    List<Reply> flags = new ArrayList<>();
    for (String flag : ScriptFlags.KNOWN) {
      if (function.flags().names().contains(flag)) {
        flags.add(Reply.simple(flag));
      }
    }
    Bytes description = function.description();
    List<Reply> flat = new ArrayList<>();
    add(flat, "name", Reply.bulk(function.name()));
    add(flat, "description", Reply.bulk(description));
    add(flat, "flags", new Reply.Distinct(flags));
    return new Reply.Dict(flat);
  }

  // ---- STATS

  private Reply stats(Call call) {
    Run run = scripts.current();
    if (run != null && !run.isFunction()) {
      throw new CommandException(Errors.BUSY);
    }
    Functions functions = store.functions();
    List<Reply> counts = new ArrayList<>();
    add(counts, "libraries_count", Reply.integer(functions.libraries().size()));
    add(counts, "functions_count", Reply.integer(functions.count()));
    List<Reply> engines = new ArrayList<>();
    add(engines, "LUA", new Reply.Dict(counts));
    List<Reply> flat = new ArrayList<>();
    add(flat, "running_script", run == null ? Reply.nil() : running(run));
    add(flat, "engines", new Reply.Dict(engines));
    return new Reply.Dict(flat);
  }

  private Reply running(Run run) {
    List<Reply> flat = new ArrayList<>();
    add(flat, "name", Reply.bulk(run.name()));
    add(flat, "command", Reply.bulks(Arrays.asList(run.call().args())));
    add(flat, "duration_ms", Reply.integer(scripts.age(run) / NANOS_IN_A_MILLI));
    return new Reply.Dict(flat);
  }

  private static void add(List<Reply> flat, String name, Reply value) {
    flat.add(Reply.bulk(name));
    flat.add(value);
  }
}
