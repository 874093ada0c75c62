package dev.redstart.engine.scripting;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.scripting.lua.LuaFunction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A library of functions, as FUNCTION LOAD brings it.
 *
 * @param code its whole text
 */
record FunctionLibrary(String name, Bytes code, List<Function> functions) {

  /** One of its functions, in the state where it was loaded. */
  record Function(String name, LuaFunction body, @Nullable Bytes description, ScriptFlags flags) {}

  /** True where {@code name} is one for a library, or for a function. */
  static boolean isName(String name) {
    return !name.isEmpty() && name.chars().allMatch(FunctionLibrary::mayStandInName);
  }

  private static boolean mayStandInName(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }
}
