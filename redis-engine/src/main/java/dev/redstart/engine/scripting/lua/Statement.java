package dev.redstart.engine.scripting.lua;

import org.jspecify.annotations.Nullable;

/** A node of the tree that does something. */
abstract class Statement {

  /** What a statement answers that leaves the innermost loop. */
  static final Object BREAK = new Object();

  /**
   * Does it.
   *
   * @return null to go on, {@link #BREAK}, or what the function returns
   */
  abstract @Nullable Object run(Frame frame);

  /** A block: one after the other. */
  static final class Block extends Statement {
    private final Statement[] statements;

    Block(Statement[] statements) {
      this.statements = statements;
    }

    @Override
    @Nullable Object run(Frame frame) {
      for (Statement statement : statements) {
        Object result = statement.run(frame);
        if (result != null) {
          return result;
        }
      }
      return null;
    }
  }

  /** A call whose results nobody wants. */
  static final class Call extends Statement {
    private final Expression call;

    Call(Expression call) {
      this.call = call;
    }

    @Override
    @Nullable Object run(Frame frame) {
      call.evalAll(frame);
      return null;
    }
  }

  /** Leaves the innermost loop. */
  static final class Break extends Statement {
    @Override
    Object run(Frame frame) {
      return BREAK;
    }
  }

  /** Returns any number of values. */
  static final class Return extends Statement {
    private final Expression[] values;
    private final boolean open;

    Return(Expression[] values) {
      this.values = values;
      this.open = Expression.isOpen(values);
    }

    @Override
    Object run(Frame frame) {
      if (values.length == 1) {
        return open ? values[0].evalAll(frame) : values[0].eval(frame);
      }
      Object[] all = Expression.evalList(frame, values, open);
      return all.length == 1 ? all[0] : all;
    }
  }

  /** Returns what a call returns, in place of which it runs. */
  static final class ReturnCall extends Statement {
    private final Calls.Any call;

    ReturnCall(Calls.Any call) {
      this.call = call;
    }

    @Override
    Object run(Frame frame) {
      return call.tail(frame);
    }
  }

  /** Does what stands behind the first condition that holds. */
  static final class If extends Statement {
    private final Expression[] conditions;
    private final Statement[] blocks;
    private final @Nullable Statement otherwise;

    If(Expression[] conditions, Statement[] blocks, @Nullable Statement otherwise) {
      this.conditions = conditions;
      this.blocks = blocks;
      this.otherwise = otherwise;
    }

    @Override
    @Nullable Object run(Frame frame) {
      for (int i = 0; i < conditions.length; i++) {
        if (conditions[i].test(frame)) {
          return blocks[i].run(frame);
        }
      }
      return otherwise == null ? null : otherwise.run(frame);
    }
  }
}
