package dev.redstart.engine.scripting.lua;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the parser knows of the function that it reads: its locals, its upvalues, its loops. */
final class FunctionScope {

  private static final int MAX_LOCALS = 200;
  private static final int MAX_UPVALUES = 60;

  /** A local variable. Each place that reads or writes it learns whether it is captured. */
  static final class Local {
    final LuaString name;
    final int slot;
    boolean captured;

    Local(LuaString name, int slot) {
      this.name = name;
      this.slot = slot;
    }
  }

  private final @Nullable FunctionScope enclosing;
  private final Lexer lexer;
  private final int line;
  private final List<Local> active = new ArrayList<>();
  private final List<Local> parameters = new ArrayList<>();
  private final List<Prototype.Upvalue> upvalues = new ArrayList<>();
  private final List<Literals.Constant> zeros = new ArrayList<>(0);
  private boolean vararg;
  private boolean usesDots;
  private @Nullable Local arg;
  private int slots;
  private int loops;

  FunctionScope(@Nullable FunctionScope enclosing, Lexer lexer, int line) {
    this.enclosing = enclosing;
    this.lexer = lexer;
    this.line = line;
  }

  ChunkName chunk() {
    return lexer.chunk();
  }

  int line() {
    return line;
  }

  // ---- locals

  /** The slot that the next local would get. */
  int level() {
    return active.size();
  }

  /** A new local, which is not yet visible. {@code ahead} others wait to become so before it. */
  Local create(LuaString name, int ahead) {
    if (active.size() + ahead + 1 > MAX_LOCALS) {
      throw limit(MAX_LOCALS, "local variables");
    }
    int slot = active.size() + ahead;
    slots = Math.max(slots, slot + 1);
    return new Local(name, slot);
  }

  void activate(Local local) {
    active.add(local);
  }

  Local declare(LuaString name) {
    Local local = create(name, 0);
    activate(local);
    return local;
  }

  /** Ends a block: its locals are no longer visible. */
  void back(int level) {
    active.subList(level, active.size()).clear();
  }

  void parameter(LuaString name) {
    parameters.add(declare(name));
  }

  void makeVararg(boolean withArg) {
    vararg = true;
    if (withArg) {
      arg = declare(LuaString.of("arg"));
    }
  }

  void useDots() {
    usesDots = true;
  }

  boolean isVararg() {
    return vararg;
  }

  int parameters() {
    return parameters.size();
  }

  int argSlot() {
    Local a = arg;
    return a == null || usesDots ? -1 : a.slot;
  }

  int slots() {
    return slots;
  }

  boolean[] capturedParameters() {
    Local a = arg;
    boolean[] captured = new boolean[parameters.size() + (a == null ? 0 : 1)];
    for (int i = 0; i < parameters.size(); i++) {
      captured[i] = parameters.get(i).captured;
    }
    if (a != null) {
      captured[a.slot] = a.captured;
    }
    return captured;
  }

  // ---- constants

  /*
   * The reference implementation keeps each number that a function uses once, and takes 0 and -0 for the same number: all
   * zeros of a function have the sign of the one that its code uses first.
   */

  /** A zero that the code will use, unless it says otherwise. */
  void zero(Literals.Constant zero) {
    zeros.add(zero);
  }

  /** The code doesn't use this: what it stands for was computed, or is known to be true. */
  void unused(Expression constant) {
    zeros.removeIf(zero -> zero == constant);
  }

  /** The code uses this only after all that was seen up to now. */
  void usedLater(Expression constant) {
    if (zeros.removeIf(zero -> zero == constant)) {
      zeros.add((Literals.Constant) constant);
    }
  }

  /** All of the function was seen. */
  void end() {
    zeros.forEach(zero -> zero.become(zeros.get(0)));
  }

  // ---- names

  @Nullable Local local(LuaString name) {
    for (int i = active.size() - 1; i >= 0; i--) {
      if (active.get(i).name.equals(name)) {
        return active.get(i);
      }
    }
    return null;
  }

  /** The index of the upvalue of that name, −1 where there is none: it is a global. */
  int upvalue(LuaString name) {
    FunctionScope outer = enclosing;
    if (outer == null) {
      return -1;
    }
    String shown = name.toLatin();
    for (int i = 0; i < upvalues.size(); i++) {
      if (upvalues.get(i).name().equals(shown)) {
        return i;
      }
    }
    Local local = outer.local(name);
    if (local != null) {
      local.captured = true;
      return add(new Prototype.Upvalue(shown, true, local.slot));
    }
    int index = outer.upvalue(name);
    return index < 0 ? -1 : add(new Prototype.Upvalue(shown, false, index));
  }

  private int add(Prototype.Upvalue upvalue) {
    if (upvalues.size() >= MAX_UPVALUES) {
      throw limit(MAX_UPVALUES, "upvalues");
    }
    upvalues.add(upvalue);
    return upvalues.size() - 1;
  }

  List<Prototype.Upvalue> upvalues() {
    return List.copyOf(upvalues);
  }

  private LuaError limit(int limit, String what) {
    String where = line == 0 ? "main function" : "function at line " + line;
    return lexer.plainError(where + " has more than " + limit + " " + what);
  }

  // ---- loops

  void enterLoop() {
    loops++;
  }

  void leaveLoop() {
    loops--;
  }

  boolean isInLoop() {
    return loops > 0;
  }
}
