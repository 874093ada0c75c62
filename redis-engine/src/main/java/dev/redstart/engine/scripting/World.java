package dev.redstart.engine.scripting;

import static dev.redstart.engine.scripting.lua.Nil.NIL;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.CommandTable;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.scripting.libraries.BitLibrary;
import dev.redstart.engine.scripting.libraries.JsonLibrary;
import dev.redstart.engine.scripting.libraries.PackLibrary;
import dev.redstart.engine.scripting.libraries.StructLibrary;
import dev.redstart.engine.scripting.lua.Arguments;
import dev.redstart.engine.scripting.lua.Library;
import dev.redstart.engine.scripting.lua.LuaError;
import dev.redstart.engine.scripting.lua.LuaFunction;
import dev.redstart.engine.scripting.lua.LuaNumbers;
import dev.redstart.engine.scripting.lua.LuaState;
import dev.redstart.engine.scripting.lua.LuaString;
import dev.redstart.engine.scripting.lua.LuaTable;
import dev.redstart.engine.scripting.lua.NativeFunction;
import dev.redstart.engine.scripting.lua.StandardLibraries;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The Lua state that scripts of one kind share: those of EVAL, or functions. What one script could
 * leave for another is read-only.
 */
final class World {

  private static final LuaString ERR = LuaString.of("err");
  private static final LuaString KEYS = LuaString.name("KEYS");
  private static final LuaString ARGV = LuaString.name("ARGV");

  private final LuaState state;
  private final boolean functions;
  private final RedisLibrary redis;
  private final LuaTable keys;
  private final LuaTable arguments;

  /** What runs now. Any thread may look. */
  private final AtomicReference<@Nullable Run> run = new AtomicReference<>();

  private @Nullable Registration registration;

  World(
      CommandTable commands,
      boolean functions,
      long budget,
      DoubleSupplier clock,
      Setting.Switch callsAll) {
    this.state = new LuaState(budget);
    this.functions = functions;
    this.keys = state.newTable();
    this.arguments = state.newTable();
    StandardLibraries.install(state, new ScriptChance(), clock);
    BitLibrary.install(state);
    StructLibrary.install(state);
    JsonLibrary.install(state);
    PackLibrary.install(state);
    redis = new RedisLibrary(this, commands, callsAll);
    redis.install();
    LuaTable globals = state.globals();
    NativeFunction pcall = (NativeFunction) globals.get("pcall");
    globals.put("pcall", new NativeFunction("pcall", globals, args -> pcall(pcall, args)));
    globals.put(
        "__redis__err__handler",
        new NativeFunction("__redis__err__handler", globals, args -> args.get(1)));
    protect();
    state.beforeLeavingThread(this::lockEverything);
    state.onLong(this::takesLong);
  }

  private void takesLong() {
    Run r = current();
    if (r != null) {
      r.takesLong();
    }
  }

  private void lockEverything() {
    Run r = current();
    if (r != null) {
      r.inside().lockEverything();
    }
  }

  private void protect() {
    LuaTable globals = state.globals();
    globals.metatable(strict());
    for (int p = globals.nextPlace(0); p >= 0; p = globals.nextPlace(p + 1)) {
      if (globals.valueAt(p) instanceof LuaTable library) {
        library.makeReadOnly();
      }
    }
    LuaTable strings = state.stringMetatable();
    if (strings != null) {
      strings.makeReadOnly();
    }
  }

  /** The globals that the text of a library sees while it is loaded. */
  LuaTable forLoading() {
    return redis.forLoading();
  }

  /** The metatable of what answers an error for a name that it doesn't have. */
  LuaTable strict() {
    LuaTable meta = new LuaTable();
    meta.put("__index", new NativeFunction("__index", state.globals(), World::unknownGlobal));
    meta.makeReadOnly();
    return meta;
  }

  private static Object unknownGlobal(Arguments args) {
    LuaString text = LuaNumbers.toText(args.get(2));
    String name = text == null ? "" : text.toLatin();
    int zero = name.indexOf(0);
    throw LuaError.at(
        "Script attempted to access nonexistent global variable '"
            + (zero < 0 ? name : name.substring(0, zero))
            + "'");
  }

  /** An error table of the engine is its text for who catches it. */
  private static Object pcall(NativeFunction pcall, Arguments args) {
    Object[] results = LuaFunction.all(args.call(pcall));
    boolean failed = results.length == 2 && results[0] == Boolean.FALSE;
    if (failed && results[1] instanceof LuaTable table) {
      LuaString text = LuaNumbers.toText(table.get(ERR));
      return new Object[] {false, text == null ? table : text};
    }
    return results.length == 1 ? results[0] : results;
  }

  LuaState state() {
    return state;
  }

  boolean isForFunctions() {
    return functions;
  }

  /** The script that runs; only scripts ask. */
  Run run() {
    Run r = current();
    if (r == null) {
      throw LuaError.plain("redis.call can only be called inside a script invocation");
    }
    return r;
  }

  /** The script that runs, null where none does. Any thread may ask. */
  @Nullable Run current() {
    return run.get();
  }

  /** Where functions may be registered now; null while no library is loaded. */
  @Nullable Registration registration() {
    return registration;
  }

  void registration(@Nullable Registration newRegistration) {
    registration = newRegistration;
  }

  void begin(Run newRun) {
    run.setRelease(newRun);
    state.beginScript(newRun.startedAt() == 0);
  }

  void end() {
    run.setRelease(null);
    state.endScript();
  }

  /** Fills the tables that a script finds as globals: no script can keep them for another. */
  void give(Object[] itsKeys, Object[] itsArguments) {
    keys.renew(itsKeys);
    arguments.renew(itsArguments);
    state.memory().charge(8L * (itsKeys.length + itsArguments.length));
  }

  /** Makes all that was put in so far read-only. */
  void close() {
    LuaTable globals = state.globals();
    globals.put(KEYS, keys);
    globals.put(ARGV, arguments);
    globals.makeReadOnly();
  }

  /** The libraries' table of that name. */
  Library library(String name) {
    return Library.named(state, name);
  }

  /** What an error's value says as a reply, byte by byte. */
  static Bytes message(LuaError error) {
    Object value = error.value();
    if (value instanceof LuaTable table) {
      LuaString text = LuaNumbers.toText(table.get(ERR));
      return text == null ? Bytes.of("ERR unknown error") : text.toBytes();
    }
    LuaString text = LuaNumbers.toText(value);
    if (text != null) {
      return Bytes.join(Bytes.of("ERR "), text.toBytes());
    }
    boolean said = value == NIL || value instanceof Boolean;
    return Bytes.of("ERR " + (said ? value.toString() : "error object"));
  }
}
