package dev.redstart.engine.scripting.lua;

import org.jspecify.annotations.Nullable;

/** A place in a chunk that applies an operator, and may have to say to what. */
interface Operation extends CallSite {

  /** How the chunk calls operand {@code number}, such as {@code local 'x'}; null for nothing. */
  @Nullable String operandName(int number);

  @Override
  default @Nullable String calleeName() {
    return null;
  }

  @Override
  default boolean isMethod() {
    return false;
  }
}
