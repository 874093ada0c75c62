package dev.redstart.engine.scripting.lua;

import org.jspecify.annotations.Nullable;

/** Operators on numbers, each with its plain case in place. */
final class Operators {

  private Operators() {}

  /** The node for an operator. */
  static Expression of(
      Arithmetic operator, ChunkName chunk, int line, Expression left, Expression right) {
    if (left instanceof Literals.Constant a
        && right instanceof Literals.Constant b
        && a.value() instanceof Double x
        && b.value() instanceof Double y) {
      double result = operator.apply(x, y);
      if (!Double.isNaN(result) && !(operator == Arithmetic.DIV && y == 0)) {
        return new Literals.Constant(result);
      }
    }
    return switch (operator) {
      case ADD -> new Add(chunk, line, left, right);
      case SUB -> new Sub(chunk, line, left, right);
      case MUL -> new Mul(chunk, line, left, right);
      case DIV -> new Div(chunk, line, left, right);
      case MOD, POW -> new Computed(operator, chunk, line, left, right);
    };
  }

  /** An operator with two operands. */
  abstract static class Binary extends SiteExpression {
    final Expression left;
    final Expression right;

    Binary(ChunkName chunk, int line, Expression left, Expression right) {
      super(chunk, line);
      this.left = left;
      this.right = right;
    }

    @Override
    public @Nullable String operandName(int number) {
      return number == 0 ? left.description() : right.description();
    }
  }

  private static final class Add extends Binary {
    Add(ChunkName chunk, int line, Expression left, Expression right) {
      super(chunk, line, left, right);
    }

    @Override
    Object eval(Frame frame) {
      Object a = left.eval(frame);
      Object b = right.eval(frame);
      if (a instanceof Double x && b instanceof Double y) {
        return x + y;
      }
      return Metatables.arithmetic(frame.thread, this, Arithmetic.ADD, a, b);
    }
  }

  private static final class Sub extends Binary {
    Sub(ChunkName chunk, int line, Expression left, Expression right) {
      super(chunk, line, left, right);
    }

    @Override
    Object eval(Frame frame) {
      Object a = left.eval(frame);
      Object b = right.eval(frame);
      if (a instanceof Double x && b instanceof Double y) {
        return x - y;
      }
      return Metatables.arithmetic(frame.thread, this, Arithmetic.SUB, a, b);
    }
  }

  private static final class Mul extends Binary {
    Mul(ChunkName chunk, int line, Expression left, Expression right) {
      super(chunk, line, left, right);
    }

    @Override
    Object eval(Frame frame) {
      Object a = left.eval(frame);
      Object b = right.eval(frame);
      if (a instanceof Double x && b instanceof Double y) {
        return x * y;
      }
      return Metatables.arithmetic(frame.thread, this, Arithmetic.MUL, a, b);
    }
  }

  private static final class Div extends Binary {
    Div(ChunkName chunk, int line, Expression left, Expression right) {
      super(chunk, line, left, right);
    }

    @Override
    Object eval(Frame frame) {
      Object a = left.eval(frame);
      Object b = right.eval(frame);
      if (a instanceof Double x && b instanceof Double y) {
        return x / y;
      }
      return Metatables.arithmetic(frame.thread, this, Arithmetic.DIV, a, b);
    }
  }

  /** An operator that is a method call away: the remainder, the power. */
  private static final class Computed extends Binary {
    private final Arithmetic operator;

    Computed(Arithmetic operator, ChunkName chunk, int line, Expression left, Expression right) {
      super(chunk, line, left, right);
      this.operator = operator;
    }

    @Override
    Object eval(Frame frame) {
      Object a = left.eval(frame);
      Object b = right.eval(frame);
      if (a instanceof Double x && b instanceof Double y) {
        return operator.apply(x, y);
      }
      return Metatables.arithmetic(frame.thread, this, operator, a, b);
    }
  }

  /** The minus sign in front. */
  static final class Negate extends SiteExpression {
    private final Expression operand;

    Negate(ChunkName chunk, int line, Expression operand) {
      super(chunk, line);
      this.operand = operand;
    }

    @Override
    Object eval(Frame frame) {
      Object value = operand.eval(frame);
      return value instanceof Double x
          ? (Object) LuaNumbers.negative(x)
          : Metatables.negate(frame.thread, this, value);
    }

    @Override
    public @Nullable String operandName(int number) {
      return operand.description();
    }
  }

  /** The length operator. */
  static final class Length extends SiteExpression {
    private final Expression operand;

    Length(ChunkName chunk, int line, Expression operand) {
      super(chunk, line);
      this.operand = operand;
    }

    @Override
    Object eval(Frame frame) {
      return Metatables.length(frame.thread, this, operand.eval(frame));
    }

    @Override
    public @Nullable String operandName(int number) {
      return operand.description();
    }
  }

  /** All operands of a row of concatenations. */
  static final class Concat extends SiteExpression {
    private final Expression[] operands;

    private Concat(ChunkName chunk, int line, Expression[] operands) {
      super(chunk, line);
      this.operands = operands;
    }

    /** One operand more in front of a row, if {@code right} is one. */
    static Concat of(ChunkName chunk, int line, Expression left, Expression right) {
      if (!(right instanceof Concat row)) {
        return new Concat(chunk, line, new Expression[] {left, right});
      }
      Expression[] all = new Expression[row.operands.length + 1];
      all[0] = left;
      System.arraycopy(row.operands, 0, all, 1, row.operands.length);
      return new Concat(chunk, line, all);
    }

    @Override
    Object eval(Frame frame) {
      Object[] values = new Object[operands.length];
      long length = 0;
      for (int i = 0; i < values.length; i++) {
        Object value = operands[i].eval(frame);
        values[i] = value;
        if (value instanceof Double number) {
          LuaString text = LuaNumbers.print(number);
          values[i] = text;
          length = length < 0 ? -1 : length + text.length();
        } else {
          length = value instanceof LuaString text && length >= 0 ? length + text.length() : -1;
        }
      }
      return length < 0 ? slowly(frame.thread, values) : joined(frame, values, length);
    }

    private Object joined(Frame frame, Object[] values, long length) {
      try {
        byte[] bytes = Buffer.allocate(frame.thread.state(), length);
        int at = 0;
        for (Object value : values) {
          byte[] part = ((LuaString) value).bytes;
          System.arraycopy(part, 0, bytes, at, part.length);
          at += part.length;
        }
        return LuaString.wrap(bytes);
      } catch (LuaError e) {
        throw e.through(this);
      }
    }

    private Object slowly(LuaThread thread, Object[] values) {
      int i = values.length - 1;
      Object result = values[i];
      while (i > 0) {
        i--;
        result = Metatables.concat(thread, new Pair(this, i), values[i], result);
      }
      return result;
    }

    /** Two neighbours in the row. */
    private record Pair(Concat row, int left) implements Operation {
      @Override
      public Site site() {
        return row.site();
      }

      @Override
      public @Nullable String operandName(int number) {
        return row.operands[left + number].description();
      }
    }
  }
}
