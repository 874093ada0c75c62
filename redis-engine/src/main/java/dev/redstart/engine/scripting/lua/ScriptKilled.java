package dev.redstart.engine.scripting.lua;

/** Ends a script from outside; no script can catch it. */
public final class ScriptKilled extends RuntimeException {

  private static final long serialVersionUID = 1;

  ScriptKilled() {
    super("script killed", null, false, false);
  }
}
