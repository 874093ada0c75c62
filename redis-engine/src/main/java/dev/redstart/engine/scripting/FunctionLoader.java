package dev.redstart.engine.scripting;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.scripting.lua.Chunk;
import dev.redstart.engine.scripting.lua.LuaError;
import dev.redstart.engine.scripting.lua.LuaFunction;
import dev.redstart.engine.scripting.lua.LuaString;
import dev.redstart.engine.scripting.lua.LuaTable;
import dev.redstart.engine.scripting.lua.ScriptKilled;
import dev.redstart.engine.time.Timers;

/**
 * Runs the texts of libraries, so that they register their functions. A text sees next to nothing
 * while it runs, and has half a second; its functions see what scripts do.
 */
final class FunctionLoader {

  private static final long MOST_MILLIS = 500;
  private static final LuaString CHUNK = LuaString.of("@user_function");

  private final World world;
  private final Timers timers;

  /** The globals of all functions: empty, what is looked up in them comes from elsewhere. */
  private final LuaTable globals = new LuaTable();

  private final LuaTable whileLoading = new LuaTable();
  private final LuaTable whileRunning = new LuaTable();

  FunctionLoader(World world, Timers timers) {
    this.world = world;
    this.timers = timers;
    whileLoading.put("__index", world.forLoading());
    whileRunning.put("__index", world.state().globals());
    whileLoading.makeReadOnly();
    whileRunning.makeReadOnly();
    globals.metatable(whileRunning);
    globals.makeReadOnly();
    world.state().globals().makeReadOnly();
  }

  /** The library with that text; nothing but its functions' closures is left of the run. */
  FunctionLibrary load(LibraryHeader header, Bytes code) {
    LuaString source = LuaString.of(code.slice(header.end(), code.length()));
    LuaFunction chunk;
    try {
      chunk = world.state().load(Chunk.compile(source, CHUNK), globals);
    } catch (LuaError e) {
      throw Errors.compiling("function", e);
    }
    Registration registration = run(chunk);
    if (registration.functions().isEmpty()) {
      throw new CommandException("ERR No functions registered");
    }
    return new FunctionLibrary(header.name(), code, registration.functions());
  }

  private Registration run(LuaFunction chunk) {
    Registration registration = new Registration();
    Limit limit = new Limit();
    Timers.Timer timer = timers.in(MOST_MILLIS, limit::reached);
    globals.metatable(whileLoading);
    world.registration(registration);
    try {
      world.state().call(chunk);
      return registration;
    } catch (LuaError e) {
      throw failed(World.message(e));
    } catch (ScriptKilled e) {
      throw failed(Bytes.of("ERR FUNCTION LOAD timeout"));
    } finally {
      timer.cancel();
      limit.end();
      globals.metatable(whileRunning);
      world.registration(null);
      world.end();
    }
  }

  private static CommandException failed(Bytes why) {
    return dev.redstart.engine.command.Errors.quoting("ERR Error registering functions: ", why, "");
  }

  /** Ends one load, never what runs after it. */
  private final class Limit {
    private boolean ended;

    synchronized void reached() {
      if (!ended) {
        world.state().kill();
      }
    }

    synchronized void end() {
      ended = true;
    }
  }
}
