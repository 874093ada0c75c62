package dev.redstart.engine.scripting.lua;

/** A function written in Java. */
public final class NativeFunction extends LuaFunction {

  /** What a native function does. */
  @FunctionalInterface
  public interface Body {

    /** Returns the one result itself, or an {@code Object[]} with none or several. */
    Object run(Arguments args);
  }

  private final String name;
  private final Body body;

  /** A function that only {@code name}s itself to who debugs it. */
  public NativeFunction(String name, LuaTable environment, Body body) {
    super(environment);
    this.name = name;
    this.body = body;
  }

  /** True for the function that visits a table: a loop may do that by itself. */
  boolean walks() {
    return body == BaseLibrary.NEXT;
  }

  @Override
  Object call(LuaThread thread, Object[] args) {
    return body.run(new Arguments(thread, args));
  }

  @Override
  public String toString() {
    return name;
  }
}
