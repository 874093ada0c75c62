package dev.redstart.engine.scripting.lua;

import static dev.redstart.engine.scripting.lua.Nil.NIL;

import org.jspecify.annotations.Nullable;

/** Expressions that call. */
final class Calls {

  private Calls() {}

  /** A call of any kind. */
  abstract static class Any extends SiteExpression {
    final Expression[] args;
    final boolean open;

    Any(ChunkName chunk, int line, Expression[] args) {
      super(chunk, line);
      this.args = args;
      this.open = isOpen(args);
    }

    @Override
    Object eval(Frame frame) {
      return LuaFunction.first(evalAll(frame));
    }

    @Override
    boolean isOpen() {
      return true;
    }

    /** Calls a Lua function as the last thing that the running one does: hands it to its caller. */
    abstract Object tail(Frame frame);

    /** Calls {@code function}. */
    final Object call(Frame frame, Object function, Object[] values) {
      try {
        if (function instanceof LuaFunction f) {
          return f.call(frame.thread, values);
        }
        return callOther(frame, function, values);
      } catch (LuaError e) {
        throw e.through(this);
      } catch (ScriptKilled e) {
        throw e.through(this);
      }
    }

    private Object callOther(Frame frame, Object function, Object[] values) {
      Object handler = Metatables.handler(frame.thread, function, Metatables.CALL);
      if (handler instanceof LuaFunction f) {
        return f.call(frame.thread, Metatables.withSelf(function, values));
      }
      String name = calledAs();
      String type = TypeNames.of(function) + " value";
      throw Metatables.error(
          this, "attempt to call " + (name == null ? "a " + type : name + " (a " + type + ")"));
    }

    /** Calls a function with a fixed number of parameters, {@code self} (if any) first. */
    final Object direct(Frame frame, LuaClosure closure, @Nullable Object self) {
      Prototype p = closure.prototype;
      int count = p.parameters;
      Object[] slots = new Object[p.slots];
      int at = 0;
      if (self != null) {
        if (count > 0) {
          slots[0] = self;
        }
        at = 1;
      }
      for (Expression arg : args) {
        Object value = arg.eval(frame);
        if (at < count) {
          slots[at] = value;
        }
        at++;
      }
      for (int i = Math.min(at, count); i < slots.length; i++) {
        slots[i] = NIL;
      }
      try {
        return closure.run(frame.thread, slots, LuaFunction.NONE);
      } catch (LuaError e) {
        throw e.through(this);
      } catch (ScriptKilled e) {
        throw e.through(this);
      }
    }

    final Object tail(Frame frame, Object function, Object[] values) {
      return function instanceof LuaClosure closure
          ? new LuaClosure.TailCall(closure, values)
          : call(frame, function, values);
    }

    abstract @Nullable String calledAs();
  }

  /** A call of a function. */
  static final class Plain extends Any {
    private final Expression function;

    Plain(ChunkName chunk, int line, Expression function, Expression[] args) {
      super(chunk, line, args);
      this.function = function;
    }

    @Override
    Object evalAll(Frame frame) {
      Object f = function.eval(frame);
      if (!open && f instanceof LuaClosure closure && !closure.prototype.vararg) {
        return direct(frame, closure, null);
      }
      return call(frame, f, evalList(frame, args, open));
    }

    @Override
    Object tail(Frame frame) {
      Object f = function.eval(frame);
      return tail(frame, f, evalList(frame, args, open));
    }

    @Override
    @Nullable String calledAs() {
      return function.description();
    }

    @Override
    public @Nullable String calleeName() {
      return function.functionName();
    }
  }

  /** A call of a method. */
  static final class Method extends Any {
    private final Expression object;
    private final LuaString name;

    Method(ChunkName chunk, int line, Expression object, LuaString name, Expression[] args) {
      super(chunk, line, args);
      this.object = object;
      this.name = name;
    }

    @Override
    Object evalAll(Frame frame) {
      Object self = object.eval(frame);
      Object f = Metatables.index(frame.thread, this, self, name);
      if (!open && f instanceof LuaClosure closure && !closure.prototype.vararg) {
        return direct(frame, closure, self);
      }
      return call(frame, f, Metatables.withSelf(self, evalList(frame, args, open)));
    }

    @Override
    Object tail(Frame frame) {
      Object self = object.eval(frame);
      Object f = Metatables.index(frame.thread, this, self, name);
      return tail(frame, f, Metatables.withSelf(self, evalList(frame, args, open)));
    }

    @Override
    String calledAs() {
      return "method '" + name.toLatin() + "'";
    }

    @Override
    public String calleeName() {
      return name.toLatin();
    }

    @Override
    public boolean isMethod() {
      return true;
    }

    @Override
    public @Nullable String operandName(int number) {
      return object.description();
    }
  }
}
