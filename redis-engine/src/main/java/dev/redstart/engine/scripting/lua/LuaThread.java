package dev.redstart.engine.scripting.lua;

import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** A line of execution inside of a state: the script itself, or one of its coroutines. */
public final class LuaThread {

  /** How many calls of Lua functions may be inside of each other. */
  private static final int MAX_DEPTH = 16_380;

  /** How many calls by native functions and metamethods may be inside of each other. */
  private static final int MAX_NATIVE = 200;

  /** How many calls any Java thread has room for; what goes deeper gets a thread of its own. */
  private static final int SHALLOW = 120;

  private static final long DEEP_STACK = 512L << 20;
  private static final int FRAMES = 4;

  private final LuaState state;
  private final @Nullable Coroutine coroutine;
  private @Nullable Frame[] frames = new @Nullable Frame[FRAMES];
  private int depth;
  private int nativeCalls;
  private int deepAt = SHALLOW;

  LuaThread(LuaState state, @Nullable Coroutine coroutine) {
    this.state = state;
    this.coroutine = coroutine;
  }

  /** The state that this belongs to. */
  public LuaState state() {
    return state;
  }

  @Nullable Coroutine coroutine() {
    return coroutine;
  }

  /** True where a call by a native function or a metamethod stands in the way of a yield. */
  boolean isInsideNative() {
    return nativeCalls > 0;
  }

  void enter(Frame frame) {
    state.poll();
    if (depth >= MAX_DEPTH) {
      throw LuaError.at("stack overflow");
    }
    if (depth == frames.length) {
      frames = Arrays.copyOf(frames, depth * 2);
    }
    frames[depth] = frame;
    depth++;
  }

  void leave() {
    depth--;
    frames[depth] = null;
  }

  void replace() {
    state.poll();
  }

  void replaceBy(Frame frame) {
    frames[depth - 1] = frame;
  }

  /** The Lua function that runs {@code level} levels below, 1 for the innermost. */
  @Nullable LuaClosure running(int level) {
    int index = depth - level;
    if (index < 0 || index >= depth) {
      return null;
    }
    Frame frame = frames[index];
    return frame == null ? null : frame.closure;
  }

  /** All frames, for who looks for what is alive. */
  @Nullable Frame[] frames() {
    return frames;
  }

  // ---- calls by native functions

  /** Calls any value, as native functions do; an error gets no position of this call. */
  public Object call(Object function, Object... args) {
    return call(null, function, args);
  }

  /** Calls any value on behalf of {@code site}, null for a native function. */
  Object call(@Nullable CallSite site, Object function, Object[] args) {
    if (nativeCalls >= MAX_NATIVE - 1) {
      throw overflow(site);
    }
    nativeCalls++;
    try {
      if (function instanceof LuaFunction f) {
        return f.call(this, args);
      }
      return Metatables.callValue(this, function, args);
    } catch (LuaError e) {
      throw site == null ? e.throughNative() : e.through(site);
    } finally {
      nativeCalls--;
    }
  }

  private static LuaError overflow(@Nullable CallSite site) {
    LuaError error = LuaError.at("C stack overflow");
    return site == null ? error.throughNative() : error.through(site);
  }

  /**
   * What {@link #restore} needs to forget calls that an error has ended. The first call gets a new
   * place for its frames: to put references in an old one takes G1 long.
   */
  long mark() {
    if (depth == 0) {
      frames = new @Nullable Frame[FRAMES];
    }
    return ((long) depth << 32) | nativeCalls;
  }

  void restore(long mark) {
    int to = (int) (mark >>> 32);
    while (depth > to) {
      leave();
    }
    depth = to;
    nativeCalls = (int) mark;
  }

  // ---- deep calls

  boolean isDeep() {
    return depth >= deepAt;
  }

  /** Runs {@code call} where there is room, and waits for it. */
  Object further(Callable<Object> call) {
    int before = deepAt;
    state.leavesThread();
    deepAt = Integer.MAX_VALUE;
    try {
      FutureTask<Object> task = new FutureTask<>(call);
      Thread thread = new Thread(null, task, "redstart-lua-deep", DEEP_STACK);
      thread.setDaemon(true);
      thread.start();
      return Waiting.forResult(task);
    } finally {
      deepAt = before;
    }
  }
}
