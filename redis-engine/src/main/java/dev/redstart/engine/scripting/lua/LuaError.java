package dev.redstart.engine.scripting.lua;

import org.jspecify.annotations.Nullable;

/**
 * An error of a script: any Lua value. It may still have to learn on its way up where it happened,
 * or the name by which a function was called.
 */
public final class LuaError extends RuntimeException {

  private static final long serialVersionUID = 1;

  private transient Object value;

  /** How many calls further up the position is to be taken; 0 where the text is complete. */
  private int level;

  /** The chunk that raised it, null while that is not known. */
  private @Nullable String source;

  private int line;

  /** The number of the bad argument, 0 where it is no such error. */
  private int argument;

  private LuaError(Object value, int level, int argument) {
    super(null, null, false, false);
    this.value = value;
    this.level = level;
    this.argument = argument;
  }

  /** An error whose text, each character a byte, is complete. */
  public static LuaError plain(String message) {
    return new LuaError(LuaString.latin(message), 0, 0);
  }

  /**
   * An error of a function, which gets the position of that function's call. Each character of the
   * text is a byte.
   */
  public static LuaError at(String message) {
    return new LuaError(LuaString.latin(message), 1, 0);
  }

  /** A bad argument. Each character of the text is a byte. */
  public static LuaError argument(int number, String message) {
    return new LuaError(LuaString.latin(message), 1, number);
  }

  /** An error with any value, which gets a position only where it is text and asked for. */
  public static LuaError of(Object value, int level) {
    boolean text = value instanceof LuaString || value instanceof Double;
    return new LuaError(value, text ? level : 0, 0);
  }

  /** The value. */
  public Object value() {
    if (argument > 0) {
      value = LuaString.latin("bad argument #" + argument + " to '?' (" + latin() + ")");
      argument = 0;
    }
    return value;
  }

  /** Notes where it was raised, if nobody did yet. */
  LuaError raisedAt(CallSite site) {
    if (source == null) {
      source = site.source();
      line = site.line();
    }
    return this;
  }

  /** The name of the chunk that raised it, null where no chunk did. */
  public @Nullable String source() {
    return source;
  }

  /** The line that raised it. */
  public int line() {
    return line;
  }

  /** It leaves a call at {@code site}. */
  LuaError through(CallSite site) {
    raisedAt(site);
    if (argument > 0) {
      value = LuaString.latin(argumentText(site.calleeName(), site.isMethod()));
      argument = 0;
    }
    if (level > 0) {
      level--;
      if (level == 0) {
        value = LuaString.latin(site.position() + latin());
      }
    }
    return this;
  }

  /** It leaves a call that was made by a native function: that has no position. */
  LuaError throughNative() {
    if (argument > 0) {
      value();
    }
    if (level > 0) {
      level--;
    }
    return this;
  }

  /** It leaves {@code count} calls that were replaced by tail calls: they have no position. */
  void throughTailCalls(int count) {
    level = Math.max(0, level - count);
  }

  private String argumentText(@Nullable String name, boolean method) {
    int number = argument;
    String shown = name == null ? "?" : name;
    if (method) {
      number--;
      if (number == 0) {
        return "calling '" + shown + "' on bad self (" + latin() + ")";
      }
    }
    return "bad argument #" + number + " to '" + shown + "' (" + latin() + ")";
  }

  private String latin() {
    LuaString text = LuaNumbers.toText(value);
    return text == null ? "" : text.toLatin();
  }

  @Override
  public String getMessage() {
    Object v = value();
    return v instanceof LuaString text
        ? text.toString()
        : "(error object is a " + TypeNames.of(v) + " value)";
  }
}
