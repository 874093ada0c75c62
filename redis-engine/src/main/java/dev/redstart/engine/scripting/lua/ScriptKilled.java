package dev.redstart.engine.scripting.lua;

import org.jspecify.annotations.Nullable;

/**
 * Ends a script from outside; no script can catch it. It learns on its way up where it happened.
 */
public final class ScriptKilled extends RuntimeException {

  private static final long serialVersionUID = 1;

  private transient @Nullable Site site;

  ScriptKilled(@Nullable Site site) {
    super("script killed", null, false, false);
    this.site = site;
  }

  /** It leaves a call. */
  ScriptKilled through(CallSite call) {
    if (site == null) {
      site = call.site();
    }
    return this;
  }

  /**
   * Chunk and line where it ended the script: those of the beginning of {@code outermost}, which
   * was called first, where that had not begun. Empty for a native function.
   */
  public String place(LuaFunction outermost) {
    Site s = site;
    if (s == null && outermost instanceof LuaClosure closure) {
      s = new Site(closure.prototype.chunk, Math.max(1, closure.prototype.line));
    }
    return s == null ? "" : s.chunk().source() + ":" + s.line();
  }
}
