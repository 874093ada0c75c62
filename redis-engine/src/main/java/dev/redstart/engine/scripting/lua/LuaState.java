package dev.redstart.engine.scripting.lua;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A world of its own for scripts: globals, libraries, limits. Nothing in it can reach another
 * state.
 */
public final class LuaState {

  /** How many coroutines may be alive at once: each has a thread. */
  private static final int MAX_COROUTINES = 1_000;

  /** How often a script polls before it is taken for one that may take long. */
  private static final int FEW_POLLS = 16;

  private static final Cell[] NO_CELLS = {};

  private final LuaTable globals = new LuaTable();
  private final LuaThread main = new LuaThread(this, null);
  private final Memory memory;
  private final Set<Coroutine> coroutines = new LinkedHashSet<>();
  private @Nullable LuaTable stringMetatable;
  private short censuses;
  private Runnable beforeLeavingThread = () -> {};
  private Runnable onLong = () -> {};
  private int polls;
  private volatile boolean killed;

  /**
   * A state without any library.
   *
   * @param budget how many bytes a script may hold
   */
  public LuaState(long budget) {
    memory = new Memory(budget, () -> census(budget), this::takesLong);
  }

  private long census(long budget) {
    censuses++;
    return new Census(censuses, budget).of(this);
  }

  /** The table of globals. */
  public LuaTable globals() {
    return globals;
  }

  /** Where scripts' allocations are counted. */
  public Memory memory() {
    return memory;
  }

  /** The thread of whatever is no coroutine. */
  public LuaThread main() {
    return main;
  }

  /** An empty table whose growth is counted. */
  public LuaTable newTable() {
    return newTable(0, 0);
  }

  /** An empty table with room, whose growth is counted. */
  public LuaTable newTable(int arraySize, int nodes) {
    memory.charge(LuaTable.HEADER + LuaTable.cost(arraySize, nodes));
    return new LuaTable(arraySize, nodes, memory);
  }

  /** The metatable that all strings have, null where they have none. */
  public @Nullable LuaTable stringMetatable() {
    return stringMetatable;
  }

  /** Gives all strings a metatable. */
  public void stringMetatable(@Nullable LuaTable metatable) {
    stringMetatable = metatable;
  }

  // ---- running

  /** A function that runs {@code chunk} in this state. */
  public LuaFunction load(Chunk chunk) {
    return new LuaClosure(chunk.prototype(), NO_CELLS, globals);
  }

  /** As {@link #load(Chunk)}, with globals of its own. */
  public LuaFunction load(Chunk chunk, LuaTable environment) {
    return new LuaClosure(chunk.prototype(), NO_CELLS, environment);
  }

  /**
   * Calls a function from outside. Whatever it throws, the state is ready for the next call.
   *
   * @return the one result itself, or an {@code Object[]} with none or several
   */
  public Object call(LuaFunction function, Object... args) {
    long mark = main.mark();
    try {
      return function.call(main, args);
    } catch (LuaError e) {
      throw e.throughNative();
    } catch (StackOverflowError e) {
      throw LuaError.plain("stack overflow");
    } catch (OutOfMemoryError e) {
      throw LuaError.plain("not enough memory");
    } finally {
      main.restore(mark);
    }
  }

  /** Whom to tell that a script has begun to do what may take long, where that is asked for. */
  public void onLong(Runnable listener) {
    onLong = listener;
  }

  /**
   * Begins a script.
   *
   * @param tellsLong tells once, soon after it has begun to do what may take long
   */
  public void beginScript(boolean tellsLong) {
    polls = tellsLong ? FEW_POLLS : 0;
  }

  /** Says that what comes may take long. */
  public void takesLong() {
    if (polls > 0) {
      polls = 0;
      onLong.run();
    }
  }

  /** Ends a script: what coroutines it left, what it counted, what was asked of it. */
  public void endScript() {
    if (!coroutines.isEmpty()) {
      List.copyOf(coroutines).forEach(Coroutine::abandon);
      coroutines.clear();
    }
    memory.reset();
    if (killed) {
      killed = false;
    }
  }

  // ---- limits

  /** Asks the running script to end at once. Any thread may ask. */
  public void kill() {
    killed = true;
  }

  /** Ends the script where that was asked for. Whatever may take long has to poll. */
  public void poll() {
    poll(null);
  }

  /** As {@link #poll()}, at a place in a chunk. */
  void poll(@Nullable Site site) {
    if (killed) {
      throw new ScriptKilled(site);
    }
    if (polls > 0) {
      countPoll();
    }
  }

  private void countPoll() {
    if (polls == 1) {
      takesLong();
    } else {
      polls--;
    }
  }

  /** Whom to tell that what follows runs on another Java thread, which {@link #call} waits for. */
  public void beforeLeavingThread(Runnable listener) {
    beforeLeavingThread = listener;
  }

  void leavesThread() {
    beforeLeavingThread.run();
  }

  void started(Coroutine coroutine) {
    if (coroutines.size() >= MAX_COROUTINES) {
      throw LuaError.at("too many coroutines");
    }
    coroutines.add(coroutine);
  }

  void ended(Coroutine coroutine) {
    coroutines.remove(coroutine);
  }

  Set<Coroutine> coroutines() {
    return coroutines;
  }
}
