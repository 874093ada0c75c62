package dev.redstart.engine.scripting.lua;

import static dev.redstart.engine.scripting.lua.Nil.NIL;

/** What a native function was called with. Arguments are counted from 1, as Lua's messages do. */
public final class Arguments {

  private final LuaThread thread;
  private final Object[] values;

  Arguments(LuaThread thread, Object[] values) {
    this.thread = thread;
    this.values = values;
  }

  /** The thread that calls. */
  public LuaThread thread() {
    return thread;
  }

  /** The state that the call happens in. */
  public LuaState state() {
    return thread.state();
  }

  /** How many arguments there are. */
  public int count() {
    return values.length;
  }

  /** All of them, shared: not to be changed. */
  public Object[] all() {
    return values;
  }

  /** Argument {@code n}, nil where it is missing. */
  public Object get(int n) {
    return n <= values.length ? values[n - 1] : NIL;
  }

  /** True where argument {@code n} is missing or nil. */
  public boolean isNil(int n) {
    return get(n) == NIL;
  }

  /** Argument {@code n}, which must be there. */
  public Object any(int n) {
    if (n > values.length) {
      throw LuaError.argument(n, "value expected");
    }
    return values[n - 1];
  }

  /** Argument {@code n}, which must be a string or a number. */
  public LuaString text(int n) {
    LuaString text = LuaNumbers.toText(get(n));
    if (text == null) {
      throw typeError(n, "string");
    }
    return text;
  }

  /** As {@link #text(int)}, with an answer where it is missing or nil. */
  public LuaString text(int n, LuaString otherwise) {
    return isNil(n) ? otherwise : text(n);
  }

  /** Argument {@code n}, which must be a number or a string that spells one. */
  public double number(int n) {
    Object value = get(n);
    if (value instanceof Double number) {
      return number;
    }
    Double number = LuaNumbers.toNumber(value);
    if (number == null) {
      throw typeError(n, "number");
    }
    return number;
  }

  /** As {@link #number(int)}, with an answer where it is missing or nil. */
  public double number(int n, double otherwise) {
    return isNil(n) ? otherwise : number(n);
  }

  /** Argument {@code n} as a 64-bit integer. */
  public long integer(int n) {
    return LuaNumbers.toLong(number(n));
  }

  /** As {@link #integer(int)}, with an answer where it is missing or nil. */
  public long integer(int n, long otherwise) {
    return isNil(n) ? otherwise : integer(n);
  }

  /** Argument {@code n} as a 32-bit integer: what doesn't fit wraps around. */
  public int whole(int n) {
    return (int) integer(n);
  }

  /** As {@link #whole(int)}, with an answer where it is missing or nil. */
  public int whole(int n, int otherwise) {
    return isNil(n) ? otherwise : whole(n);
  }

  /** Argument {@code n}, which must be a table. */
  public LuaTable table(int n) {
    if (get(n) instanceof LuaTable table) {
      return table;
    }
    throw typeError(n, "table");
  }

  /** Argument {@code n}, which must be a function. */
  public LuaFunction function(int n) {
    if (get(n) instanceof LuaFunction function) {
      return function;
    }
    throw typeError(n, "function");
  }

  /** Calls {@code other} with the very same arguments, in place of this call. */
  public Object call(NativeFunction other) {
    return other.call(thread, values);
  }

  /** Argument {@code n} is not what it should be. */
  public LuaError typeError(int n, String expected) {
    String got = n <= values.length ? TypeNames.of(values[n - 1]) : "no value";
    return LuaError.argument(n, expected + " expected, got " + got);
  }
}
