package dev.redstart.engine.scripting.lua;

import static dev.redstart.engine.scripting.lua.Nil.NIL;

import org.jspecify.annotations.Nullable;

/** Expressions that read variables and fields. */
final class Variables {

  private Variables() {}

  /** A local variable of the running function. */
  static final class Local extends Expression {
    final FunctionScope.Local variable;
    private final int slot;

    Local(FunctionScope.Local variable) {
      this.variable = variable;
      this.slot = variable.slot;
    }

    @Override
    Object eval(Frame frame) {
      Object value = frame.slots[slot];
      return variable.captured ? ((Cell) value).value : value;
    }

    @Override
    String description() {
      return "local '" + functionName() + "'";
    }

    @Override
    String functionName() {
      return variable.name.toLatin();
    }
  }

  /** A local variable of a function around the running one. */
  static final class Upvalue extends Expression {
    final int index;
    private final LuaString name;

    Upvalue(int index, LuaString name) {
      this.index = index;
      this.name = name;
    }

    @Override
    Object eval(Frame frame) {
      return frame.closure.upvalues[index].value;
    }

    @Override
    String description() {
      return "upvalue '" + functionName() + "'";
    }

    @Override
    String functionName() {
      return name.toLatin();
    }
  }

  /** A global variable. */
  static final class Global extends LookUp {
    final LuaString name;

    Global(ChunkName chunk, int line, LuaString name) {
      super(chunk, line);
      this.name = name;
    }

    @Override
    Object eval(Frame frame) {
      LuaTable environment = frame.closure.environment;
      Object value = environment.get(name, this);
      if (value != NIL || environment.metatable() == null) {
        return value;
      }
      return Metatables.index(frame.thread, this, environment, name);
    }

    @Override
    String description() {
      return "global '" + functionName() + "'";
    }

    @Override
    String functionName() {
      return name.toLatin();
    }
  }

  /** A field whose name stands in the chunk. */
  static final class Field extends LookUp {
    final Expression object;
    final LuaString name;

    Field(ChunkName chunk, int line, Expression object, LuaString name) {
      super(chunk, line);
      this.object = object;
      this.name = name;
    }

    @Override
    Object eval(Frame frame) {
      Object from = object.eval(frame);
      if (from instanceof LuaTable table) {
        Object value = table.get(name, this);
        if (value != NIL || table.metatable() == null) {
          return value;
        }
      }
      return Metatables.index(frame.thread, this, from, name);
    }

    @Override
    String description() {
      return "field '" + functionName() + "'";
    }

    @Override
    String functionName() {
      return name.toLatin();
    }

    @Override
    public @Nullable String operandName(int number) {
      return object.description();
    }
  }

  /** An element whose key is computed. */
  static final class Element extends SiteExpression {
    final Expression object;
    final Expression key;

    Element(ChunkName chunk, int line, Expression object, Expression key) {
      super(chunk, line);
      this.object = object;
      this.key = key;
    }

    @Override
    Object eval(Frame frame) {
      Object from = object.eval(frame);
      Object k = key.eval(frame);
      if (from instanceof LuaTable table) {
        Object value = k instanceof Double number ? table.get(number.doubleValue()) : table.get(k);
        if (value != NIL || table.metatable() == null) {
          return value;
        }
      }
      return Metatables.index(frame.thread, this, from, k);
    }

    @Override
    String description() {
      return "field '?'";
    }

    @Override
    String functionName() {
      return "?";
    }

    @Override
    public @Nullable String operandName(int number) {
      return object.description();
    }
  }
}
