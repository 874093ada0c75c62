package dev.redstart.engine.scripting.lua;

import org.jspecify.annotations.Nullable;

/** A place in a chunk that calls: where it is, and by what name it calls. */
interface CallSite {

  /** Where it is. */
  Site site();

  /** Chunk and line, ready to be put in front of a message. */
  default String position() {
    return site().chunk().position(line());
  }

  /** The chunk's name as it was given. */
  default String source() {
    return site().chunk().source();
  }

  /** The line in the chunk. */
  default int line() {
    return site().line();
  }

  /** The name by which the function is called, null where it has none. */
  @Nullable String calleeName();

  /** True where the function is called as a method. */
  boolean isMethod();
}
