package dev.redstart.engine.scripting.lua;

import static dev.redstart.engine.scripting.lua.Nil.NIL;

import org.jspecify.annotations.Nullable;

/** Statements that give variables and fields their values. */
final class Assignments {

  private Assignments() {}

  /** What an assignment may stand before: evaluated first, written to later. */
  abstract static class Target {

    /** What has to be known before the values are computed. */
    Object object(Frame frame) {
      return NIL;
    }

    /** As {@link #object}. */
    Object key(Frame frame) {
      return NIL;
    }

    abstract void set(Frame frame, Object object, Object key, Object value);
  }

  /** A local variable. */
  static final class ToLocal extends Target {
    private final FunctionScope.Local variable;

    ToLocal(FunctionScope.Local variable) {
      this.variable = variable;
    }

    @Override
    void set(Frame frame, Object object, Object key, Object value) {
      if (variable.captured) {
        ((Cell) frame.slots[variable.slot]).value = value;
      } else {
        frame.slots[variable.slot] = value;
      }
    }
  }

  /** A captured variable of a function around the running one. */
  static final class ToUpvalue extends Target {
    private final int index;

    ToUpvalue(int index) {
      this.index = index;
    }

    @Override
    void set(Frame frame, Object object, Object key, Object value) {
      frame.closure.upvalues[index].value = value;
    }
  }

  /** A field or element, or a global: where there is an object, and a key. */
  static final class ToField extends Target implements Operation {
    private final Site site;
    private final @Nullable Expression table;
    private final Expression field;

    /** A place in {@code table}, null for the globals. */
    ToField(ChunkName chunk, int line, @Nullable Expression table, Expression field) {
      this.site = new Site(chunk, line);
      this.table = table;
      this.field = field;
    }

    @Override
    public Site site() {
      return site;
    }

    @Override
    public @Nullable String operandName(int number) {
      return table == null ? null : table.description();
    }

    @Override
    Object object(Frame frame) {
      return table == null ? frame.closure.environment : table.eval(frame);
    }

    @Override
    Object key(Frame frame) {
      return field.eval(frame);
    }

    @Override
    void set(Frame frame, Object object, Object key, Object value) {
      Metatables.setIndex(frame.thread, this, object, key, value);
    }
  }

  /** One value to one place. */
  static final class Single extends Statement {
    private final Target target;
    private final Expression value;

    Single(Target target, Expression value) {
      this.target = target;
      this.value = value;
    }

    @Override
    @Nullable Object run(Frame frame) {
      Object object = target.object(frame);
      Object key = target.key(frame);
      target.set(frame, object, key, value.eval(frame));
      return null;
    }
  }

  /** Several at once. */
  static final class Several extends Statement {
    private final Target[] targets;
    private final Expression[] values;
    private final boolean open;

    Several(Target[] targets, Expression[] values) {
      this.targets = targets;
      this.values = values;
      this.open = Expression.isOpen(values);
    }

    @Override
    @Nullable Object run(Frame frame) {
      int count = targets.length;
      Object[] objects = new Object[count];
      Object[] keys = new Object[count];
      for (int i = 0; i < count; i++) {
        objects[i] = targets[i].object(frame);
        keys[i] = targets[i].key(frame);
      }
      Object[] all = Expression.evalList(frame, values, open);
      for (int i = count - 1; i >= 0; i--) {
        targets[i].set(frame, objects[i], keys[i], i < all.length ? all[i] : NIL);
      }
      return null;
    }
  }

  /** A new local variable with a value. */
  static final class NewLocal extends Statement {
    private final FunctionScope.Local variable;
    private final Expression value;

    NewLocal(FunctionScope.Local variable, Expression value) {
      this.variable = variable;
      this.value = value;
    }

    @Override
    @Nullable Object run(Frame frame) {
      Object v = value.eval(frame);
      frame.slots[variable.slot] = variable.captured ? new Cell(v) : v;
      return null;
    }
  }

  /** New local variables. */
  static final class NewLocals extends Statement {
    private final FunctionScope.Local[] variables;
    private final Expression[] values;
    private final boolean open;

    NewLocals(FunctionScope.Local[] variables, Expression[] values) {
      this.variables = variables;
      this.values = values;
      this.open = Expression.isOpen(values);
    }

    @Override
    @Nullable Object run(Frame frame) {
      Object[] all = Expression.evalList(frame, values, open);
      for (int i = 0; i < variables.length; i++) {
        Object value = i < all.length ? all[i] : NIL;
        FunctionScope.Local variable = variables[i];
        frame.slots[variable.slot] = variable.captured ? new Cell(value) : value;
      }
      return null;
    }
  }

  /** A new local function, which may call itself. */
  static final class NewFunction extends Statement {
    private final FunctionScope.Local variable;
    private final Expression function;

    NewFunction(FunctionScope.Local variable, Expression function) {
      this.variable = variable;
      this.function = function;
    }

    @Override
    @Nullable Object run(Frame frame) {
      if (variable.captured) {
        Cell cell = new Cell(NIL);
        frame.slots[variable.slot] = cell;
        cell.value = function.eval(frame);
      } else {
        frame.slots[variable.slot] = function.eval(frame);
      }
      return null;
    }
  }
}
