package dev.redstart.engine.scripting.lua;

import java.util.function.DoubleSupplier;

/** Lua's own libraries, but for what touches the host. */
public final class StandardLibraries {

  private StandardLibraries() {}

  /**
   * Puts them into a state.
   *
   * @param clock the processor time that {@code os.clock} tells, in seconds
   */
  public static void install(LuaState state, MathLibrary.Chance chance, DoubleSupplier clock) {
    BaseLibrary.install(Library.globals(state), state);
    StringLibrary.install(state);
    TableLibrary.install(state);
    MathLibrary.install(state, chance);
    CoroutineLibrary.install(state);
    Library os = Library.named(state, "os");
    os.add("clock", args -> clock.getAsDouble());
  }
}
