package dev.redstart.engine.scripting.lua;

/** A table that functions are put into. */
public final class Library {

  private final LuaTable table;
  private final LuaTable environment;

  private Library(LuaTable table, LuaTable environment) {
    this.table = table;
    this.environment = environment;
  }

  /** The globals themselves. */
  static Library globals(LuaState state) {
    return new Library(state.globals(), state.globals());
  }

  /** A new table that is a global of {@code state}. */
  public static Library named(LuaState state, String name) {
    LuaTable table = new LuaTable();
    state.globals().put(LuaString.name(name), table);
    return new Library(table, state.globals());
  }

  /** A new table that has no name yet. */
  public static Library detached(LuaState state) {
    return new Library(state.newTable(), state.globals());
  }

  /** Puts a function in. */
  public NativeFunction add(String name, NativeFunction.Body body) {
    NativeFunction function = new NativeFunction(name, environment, body);
    table.put(LuaString.name(name), function);
    return function;
  }

  /** Puts any value in. */
  public void set(String name, Object value) {
    table.put(LuaString.name(name), value);
  }

  /** The table. */
  public LuaTable table() {
    return table;
  }
}
