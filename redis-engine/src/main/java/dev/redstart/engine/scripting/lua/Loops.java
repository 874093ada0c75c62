package dev.redstart.engine.scripting.lua;

import static dev.redstart.engine.scripting.lua.Nil.NIL;

import org.jspecify.annotations.Nullable;

/** Statements that repeat. Each round asks whether the script was killed. */
final class Loops {

  private Loops() {}

  /** Repeats while a condition holds. */
  static final class While extends Statement {
    private final Site site;
    private final Expression condition;
    private final Statement body;

    While(Site site, Expression condition, Statement body) {
      this.site = site;
      this.condition = condition;
      this.body = body;
    }

    @Override
    @Nullable Object run(Frame frame) {
      LuaState state = frame.thread.state();
      while (condition.test(frame)) {
        Object result = body.run(frame);
        if (result != null) {
          return result == BREAK ? null : result;
        }
        state.poll(site);
      }
      return null;
    }
  }

  /** Repeats until a condition holds, which sees the locals of the body. */
  static final class Repeat extends Statement {
    private final Site site;
    private final Statement body;
    private final Expression condition;

    Repeat(Site site, Statement body, Expression condition) {
      this.site = site;
      this.body = body;
      this.condition = condition;
    }

    @Override
    @Nullable Object run(Frame frame) {
      LuaState state = frame.thread.state();
      do {
        Object result = body.run(frame);
        if (result != null) {
          return result == BREAK ? null : result;
        }
        state.poll(site);
      } while (!condition.test(frame));
      return null;
    }
  }

  /** Counts. */
  static final class Numeric extends Statement implements Operation {
    private final Site site;
    private final FunctionScope.Local variable;
    private final Expression[] bounds;
    private final Statement body;

    /**
     * Counts from the first of {@code bounds} to the second by the third.
     *
     * @param line of the word {@code do}
     */
    Numeric(
        ChunkName chunk,
        int line,
        FunctionScope.Local variable,
        Expression[] bounds,
        Statement body) {
      this.site = new Site(chunk, line);
      this.variable = variable;
      this.bounds = bounds;
      this.body = body;
    }

    @Override
    @Nullable Object run(Frame frame) {
      Object from = bounds[0].eval(frame);
      Object to = bounds[1].eval(frame);
      Object by = bounds.length > 2 ? bounds[2].eval(frame) : (Object) 1.0;
      double start = number(from, "initial value");
      double limit = number(to, "limit");
      double step = number(by, "step");
      // The reference implementation goes one step back before it begins, which may cost bits.
      double first = start - step + step;
      return step > 0 ? up(frame, first, limit, step) : down(frame, first, limit, step);
    }

    @Override
    public Site site() {
      return site;
    }

    @Override
    public @Nullable String operandName(int number) {
      return null;
    }

    private double number(Object value, String what) {
      Double number = LuaNumbers.toNumber(value);
      if (number == null) {
        throw Metatables.error(this, "'for' " + what + " must be a number");
      }
      return number;
    }

    private @Nullable Object up(Frame frame, double start, double limit, double step) {
      LuaState state = frame.thread.state();
      for (double i = start; i <= limit; i += step) {
        Object result = round(frame, i);
        if (result != null) {
          return result == BREAK ? null : result;
        }
        state.poll(site);
      }
      return null;
    }

    private @Nullable Object down(Frame frame, double start, double limit, double step) {
      LuaState state = frame.thread.state();
      for (double i = start; limit <= i; i += step) {
        Object result = round(frame, i);
        if (result != null) {
          return result == BREAK ? null : result;
        }
        state.poll(site);
      }
      return null;
    }

    private @Nullable Object round(Frame frame, double i) {
      frame.slots[variable.slot] = variable.captured ? new Cell(i) : (Object) i;
      return body.run(frame);
    }
  }

  /** Asks an iterator. */
  static final class Generic extends Statement implements Operation {
    private final Site site;
    private final FunctionScope.Local[] variables;
    private final Expression[] list;
    private final Statement body;

    Generic(
        ChunkName chunk,
        int line,
        FunctionScope.Local[] variables,
        Expression[] list,
        Statement body) {
      this.site = new Site(chunk, line);
      this.variables = variables;
      this.list = list;
      this.body = body;
    }

    @Override
    public Site site() {
      return site;
    }

    @Override
    public String calleeName() {
      return "(for generator)";
    }

    @Override
    public @Nullable String operandName(int number) {
      return null;
    }

    @Override
    @Nullable Object run(Frame frame) {
      Object[] start = Expression.evalList(frame, list, Expression.isOpen(list));
      Object iterator = at(start, 0);
      Object state = at(start, 1);
      Object control = at(start, 2);
      if (iterator instanceof NativeFunction function
          && state instanceof LuaTable table
          && function.walks()
          && control == NIL) {
        return walk(frame, function, table);
      }
      return ask(frame, iterator, state, control);
    }

    private static Object at(Object[] values, int i) {
      return i < values.length ? values[i] : NIL;
    }

    private @Nullable Object ask(Frame frame, Object iterator, Object state, Object start) {
      LuaThread thread = frame.thread;
      Object control = start;
      while (true) {
        Object results = thread.call(this, iterator, new Object[] {state, control});
        control = LuaFunction.first(results);
        if (control == NIL) {
          return null;
        }
        if (results instanceof Object[] several) {
          for (int i = 0; i < variables.length; i++) {
            set(frame, i, at(several, i));
          }
        } else {
          set(frame, 0, results);
          for (int i = 1; i < variables.length; i++) {
            set(frame, i, NIL);
          }
        }
        Object result = body.run(frame);
        if (result != null) {
          return result == BREAK ? null : result;
        }
        thread.state().poll(site);
      }
    }

    /** Visits a table with next, without looking for each key's place again. */
    private @Nullable Object walk(Frame frame, LuaFunction next, LuaTable table) {
      LuaState state = frame.thread.state();
      int place = table.nextPlace(0);
      while (place >= 0) {
        Object key = table.keyAt(place);
        set(frame, 0, key);
        if (variables.length > 1) {
          set(frame, 1, table.valueAt(place));
          for (int i = 2; i < variables.length; i++) {
            set(frame, i, NIL);
          }
        }
        Object result = body.run(frame);
        if (result != null) {
          return result == BREAK ? null : result;
        }
        state.poll(site);
        if (!table.isAt(place, key)) {
          return ask(frame, next, table, key);
        }
        place = table.nextPlace(place + 1);
      }
      return null;
    }

    private void set(Frame frame, int i, Object value) {
      FunctionScope.Local variable = variables[i];
      frame.slots[variable.slot] = variable.captured ? new Cell(value) : value;
    }
  }
}
