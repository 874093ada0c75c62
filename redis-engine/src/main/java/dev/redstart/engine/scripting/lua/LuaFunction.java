package dev.redstart.engine.scripting.lua;

/** Something that can be called: written in Lua, or in Java. */
public abstract class LuaFunction {

  /** No values. */
  public static final Object[] NONE = {};

  LuaTable environment;

  LuaFunction(LuaTable environment) {
    this.environment = environment;
  }

  /**
   * Calls it.
   *
   * @return the one result itself, or an {@code Object[]} with none or several
   */
  abstract Object call(LuaThread thread, Object[] args);

  /** The first of the results that a call returned, nil where there is none. */
  public static Object first(Object results) {
    if (results instanceof Object[] several) {
      return several.length == 0 ? Nil.NIL : several[0];
    }
    return results;
  }

  /** All results that a call returned. */
  public static Object[] all(Object results) {
    return results instanceof Object[] several ? several : new Object[] {results};
  }
}
