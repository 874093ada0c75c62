package dev.redstart.engine.scripting.lua;

/** Lua's nil: absence as a value. */
public enum Nil {
  /** The one nil. */
  NIL;

  @Override
  public String toString() {
    return "nil";
  }
}
