package dev.redstart.engine.scripting.lua;

import static dev.redstart.engine.scripting.lua.Nil.NIL;

import java.util.Arrays;

/** A function written in Lua, with the variables it has captured. */
public final class LuaClosure extends LuaFunction {

  private static final LuaString COUNT = LuaString.of("n");

  final Prototype prototype;
  final Cell[] upvalues;

  /** The last {@link Census} that has counted this. */
  short census;

  LuaClosure(Prototype prototype, Cell[] upvalues, LuaTable environment) {
    super(environment);
    this.prototype = prototype;
    this.upvalues = upvalues;
  }

  /** What a function returns that ends in a call: the call, for its caller to make. */
  static final class TailCall {
    private final LuaClosure function;
    private final Object[] args;

    TailCall(LuaClosure function, Object[] args) {
      this.function = function;
      this.args = args;
    }
  }

  @Override
  Object call(LuaThread thread, Object[] args) {
    Prototype p = prototype;
    Object[] slots = p.slots == 0 ? NONE : new Object[p.slots];
    int given = Math.min(args.length, p.parameters);
    System.arraycopy(args, 0, slots, 0, given);
    Arrays.fill(slots, given, slots.length, NIL);
    if (!p.vararg) {
      return run(thread, slots, NONE);
    }
    Object[] rest =
        args.length <= p.parameters ? NONE : Arrays.copyOfRange(args, p.parameters, args.length);
    if (p.argSlot >= 0) {
      slots[p.argSlot] = argTable(thread, rest);
    }
    return run(thread, slots, rest);
  }

  private static LuaTable argTable(LuaThread thread, Object[] rest) {
    LuaTable table = thread.state().newTable(rest.length, 1);
    for (int i = 0; i < rest.length; i++) {
      table.put(i + 1, rest[i]);
    }
    table.put(COUNT, (Object) (double) rest.length);
    return table;
  }

  /** Runs the body. The parameters are in {@code slots}, and all other slots are nil. */
  Object run(LuaThread thread, Object[] slots, Object[] varargs) {
    Prototype p = prototype;
    if (p.capturesParameter) {
      capture(p, slots);
    }
    if (thread.isDeep()) {
      return thread.further(() -> runHere(thread, slots, varargs));
    }
    return runHere(thread, slots, varargs);
  }

  private Object runHere(LuaThread thread, Object[] slots, Object[] varargs) {
    Frame frame = new Frame(this, slots, varargs, thread);
    thread.enter(frame);
    try {
      Object result = prototype.body.run(frame);
      if (result == null) {
        return NONE;
      }
      return result instanceof TailCall next ? runNext(thread, next) : result;
    } finally {
      thread.leave();
    }
  }

  /** Makes the call in which the function ended, and the one in which that ends, and so on. */
  private static Object runNext(LuaThread thread, TailCall first) {
    int count = 0;
    TailCall next = first;
    while (true) {
      count++;
      thread.replace();
      try {
        Object result = next.function.prepared(thread, next.args);
        if (!(result instanceof TailCall another)) {
          return result;
        }
        next = another;
      } catch (LuaError e) {
        e.throughTailCalls(count);
        throw e;
      }
    }
  }

  /** Runs the body in place of the call that ended in this one. */
  private Object prepared(LuaThread thread, Object[] args) {
    Prototype p = prototype;
    Object[] slots = Arrays.copyOf(args, Math.max(p.slots, p.parameters));
    Arrays.fill(slots, Math.min(args.length, p.parameters), slots.length, NIL);
    Object[] rest = NONE;
    if (p.vararg) {
      if (args.length > p.parameters) {
        rest = Arrays.copyOfRange(args, p.parameters, args.length);
      }
      if (p.argSlot >= 0) {
        slots[p.argSlot] = argTable(thread, rest);
      }
    }
    if (p.capturesParameter) {
      capture(p, slots);
    }
    Frame frame = new Frame(this, slots, rest, thread);
    thread.replaceBy(frame);
    Object result = p.body.run(frame);
    return result == null ? NONE : result;
  }

  private static void capture(Prototype p, Object[] slots) {
    for (int i = 0; i < p.captured.length; i++) {
      if (p.captured[i]) {
        slots[i] = new Cell(slots[i]);
      }
    }
  }
}
