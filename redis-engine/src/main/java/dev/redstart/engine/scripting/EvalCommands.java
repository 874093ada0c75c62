package dev.redstart.engine.scripting;

import dev.redstart.engine.bytes.Ascii;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Declaration;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.Flag;
import dev.redstart.engine.command.KeySpec;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.scripting.lua.LuaFunction;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** EVAL and its kin, and SCRIPT. */
final class EvalCommands {

  private static final String COMPLEXITY = "Depends on the script that is executed.";
  private static final int SHA_LENGTH = 40;

  private final Once<World> worlds;
  private final Scripts scripts;
  private final ScriptCache cache;

  EvalCommands(Once<World> worlds, Scripts scripts, ScriptCache cache) {
    this.worlds = worlds;
    this.scripts = scripts;
    this.cache = cache;
  }

  void declare(Family family) {
    run(family.control("EVAL script numkeys [key [key ...]] [arg [arg ...]]", this::eval), false)
        .flags(args -> flags(args[1]))
        .doc("2.6.0", COMPLEXITY, "Runs a script.");
    run(
            family.control("EVALSHA sha1 numkeys [key [key ...]] [arg [arg ...]]", this::evalsha),
            false)
        .flags(args -> flags(find(args[1])))
        .doc("2.6.0", COMPLEXITY, "Runs a script by its SHA-1.");
    run(family.read("EVAL_RO script numkeys [key [key ...]] [arg [arg ...]]", this::evalRo), true)
        .doc("7.0.0", COMPLEXITY, "Runs a script that only reads.");
    run(
            family.read("EVALSHA_RO sha1 numkeys [key [key ...]] [arg [arg ...]]", this::evalshaRo),
            true)
        .doc("7.0.0", COMPLEXITY, "Runs a script that only reads, by its SHA-1.");
    declareScript(family);
  }

  /** What all have in common that run scripts. */
  static Declaration run(Declaration declaration, boolean reads) {
    if (!reads) {
      declaration.flag(Flag.MAY_REPLICATE);
    }
    return declaration
        .noscript()
        // Timed as those are, unless it turns out to take long.
        .quick()
        .flag(Flag.STALE)
        .flag(Flag.SKIP_MONITOR)
        .flag(Flag.NO_MANDATORY_KEYS)
        .flag(Flag.MOVABLEKEYS)
        .keys(new KeySpec.Counted(2, 1, reads ? "RO access" : "RW access update"))
        .extensible();
  }

  private void declareScript(Family family) {
    family
        .control("SCRIPT LOAD script", this::load)
        .noscript()
        .flag(Flag.STALE)
        .tips("request_policy:all_nodes", "response_policy:all_succeeded")
        .doc(
            "2.6.0",
            "O(N) with N being the length in bytes of the script body.",
            "Keeps a script for EVALSHA.");
    family
        .control("SCRIPT EXISTS sha1 [sha1 ...]", this::exists)
        .noscript()
        .tips("request_policy:all_shards", "response_policy:agg_logical_and")
        .doc(
            "2.6.0",
            "O(N) with N being the number of scripts to check (so checking a single script is an"
                + " O(1) operation).",
            "Tells which scripts are kept.");
    family
        .control("SCRIPT FLUSH [ASYNC | SYNC]", this::flush)
        .noscript()
        .tips("request_policy:all_nodes", "response_policy:all_succeeded")
        .doc("2.6.0", "O(N) with N being the number of scripts in cache", "Forgets all scripts.");
    family
        .control("SCRIPT KILL", this::kill)
        .noscript()
        .flag(Flag.ALLOW_BUSY)
        .tips("request_policy:all_shards", "response_policy:one_succeeded")
        .doc("2.6.0", "O(1)", "Ends the script that runs, if it has written nothing.");
    family
        .control("SCRIPT DEBUG <YES | SYNC | NO>", this::debug)
        .noscript()
        .doc("3.2.0", "O(1)", "Is there for who asks; scripts can't be debugged this way.");
  }

  /** What a script says that it does; null where it doesn't say. */
  private static @Nullable Set<Flag> flags(Bytes body) {
    try {
      return Shebang.flags(body).ofCall();
    } catch (CommandException e) {
      return null;
    }
  }

  private static @Nullable Set<Flag> flags(@Nullable Script script) {
    return script == null ? null : script.flags().ofCall();
  }

  // ---- running

  private Reply eval(Call call) {
    return eval(call, false);
  }

  private Reply evalRo(Call call) {
    return eval(call, true);
  }

  private Reply evalsha(Call call) {
    return evalsha(call, false);
  }

  private Reply evalshaRo(Call call) {
    return evalsha(call, true);
  }

  private Reply eval(Call call, boolean readOnly) {
    int keys = keys(call);
    return run(call, compiler().evaluate(call.arg(1)), keys, readOnly);
  }

  private Reply evalsha(Call call, boolean readOnly) {
    Bytes sha = call.arg(1);
    if (sha.length() != SHA_LENGTH) {
      throw new CommandException(Errors.NO_SCRIPT);
    }
    int keys = keys(call);
    Script script = find(sha);
    if (script == null) {
      throw new CommandException(Errors.NO_SCRIPT);
    }
    return run(call, script, keys, readOnly);
  }

  /** The cache, once there are libraries: scripts are compiled with their names. */
  private ScriptCache compiler() {
    World unused = worlds.get();
    return cache;
  }

  private @Nullable Script find(Bytes sha) {
    return cache.find(sha);
  }

  /** The number of keys, as the call says it. */
  static int keys(Call call) {
    return keys(call, dev.redstart.engine.command.Errors.NOT_AN_INTEGER);
  }

  /** As {@link #keys(Call)}, with another error where it is no number. */
  static int keys(Call call, String notNumber) {
    byte[] number = call.arg(2).shared();
    if (!Ascii.isLong(number)) {
      throw new CommandException(notNumber);
    }
    long keys = Ascii.toLong(number);
    if (keys > call.argc() - 3) {
      throw new CommandException(Errors.TOO_MANY_KEYS);
    }
    if (keys < 0) {
      throw new CommandException(Errors.NEGATIVE_KEYS);
    }
    return (int) keys;
  }

  private Reply run(Call call, Script script, int keys, boolean readOnly) {
    ScriptFlags flags = script.flags();
    if (readOnly && flags.declared() && !flags.noWrites()) {
      throw new CommandException(Errors.NOT_READ_ONLY);
    }
    Bytes[] args = call.args();
    World world = worlds.get();
    world.give(Scripts.items(args, 3, 3 + keys), Scripts.items(args, 3 + keys, args.length));
    Run.Terms terms =
        readOnly ? new Run.Terms(script.terms().name(), false, true, flags) : script.terms();
    return scripts.run(world, call, terms, world.state().load(script.chunk()), LuaFunction.NONE);
  }

  // ---- SCRIPT

  private Reply load(Call call) {
    return Reply.bulk(compiler().load(call.arg(2)).name());
  }

  private Reply exists(Call call) {
    Reply[] found = new Reply[call.argc() - 2];
    for (int i = 0; i < found.length; i++) {
      found[i] = Reply.flag(find(call.arg(i + 2)) != null);
    }
    return Reply.array(found);
  }

  private Reply flush(Call call) {
    if (call.argc() > 3 || (call.argc() == 3 && !isFlushType(call.arg(2)))) {
      throw new CommandException("ERR SCRIPT FLUSH only support SYNC|ASYNC option");
    }
    cache.flush();
    return Reply.ok();
  }

  static boolean isFlushType(Bytes word) {
    return word.is("ASYNC") || word.is("SYNC");
  }

  private Reply debug(Call call) {
    Bytes mode = call.arg(2);
    if (mode.is("NO")) {
      return Reply.ok();
    }
    if (mode.is("YES") || mode.is("SYNC")) {
      throw new CommandException("ERR SCRIPT DEBUG is not supported");
    }
    throw new CommandException("ERR Use SCRIPT DEBUG YES/SYNC/NO");
  }

  private Reply kill(Call call) {
    return kill(scripts, false);
  }

  /** Ends what runs, if it is of that kind and nothing was written. */
  static Reply kill(Scripts scripts, boolean function) {
    Run run = scripts.current();
    if (run == null) {
      throw new CommandException(Errors.NOT_BUSY);
    }
    if (run.isFunction() != function) {
      throw new CommandException(function ? Errors.BUSY : Errors.FUNCTION_BUSY);
    }
    if (run.wrote()) {
      throw new CommandException(Errors.UNKILLABLE);
    }
    scripts.kill();
    return Reply.ok();
  }
}
