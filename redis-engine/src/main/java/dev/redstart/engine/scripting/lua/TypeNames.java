package dev.redstart.engine.scripting.lua;

import static dev.redstart.engine.scripting.lua.Nil.NIL;

/** The names of Lua's types. */
public final class TypeNames {

  private TypeNames() {}

  /** What {@code type(value)} answers. */
  public static String of(Object value) {
    if (value == NIL) {
      return "nil";
    } else if (value instanceof LuaString) {
      return "string";
    } else if (value instanceof Double) {
      return "number";
    } else if (value instanceof Boolean) {
      return "boolean";
    } else if (value instanceof LuaTable) {
      return "table";
    } else if (value instanceof LuaFunction) {
      return "function";
    }
    return value instanceof Coroutine ? "thread" : "userdata";
  }
}
