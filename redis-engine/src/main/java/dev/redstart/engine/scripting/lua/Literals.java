package dev.redstart.engine.scripting.lua;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Expressions that stand for themselves. */
final class Literals {

  private Literals() {}

  /** nil, true, false, a number or a string. */
  static final class Constant extends Expression {
    private Object value;

    Constant(Object value) {
      this.value = value;
    }

    Object value() {
      return value;
    }

    /** Takes the sign of another zero. */
    void become(Constant zero) {
      value = zero.value;
    }

    @Override
    Object eval(Frame frame) {
      return value;
    }

    @Override
    boolean assumed(boolean jumpsIf) {
      return Metatables.isTrue(value);
    }
  }

  /** The three dots. */
  static final class Dots extends Expression {
    @Override
    Object eval(Frame frame) {
      Object[] all = frame.varargs;
      return all.length == 0 ? Nil.NIL : all[0];
    }

    @Override
    Object evalAll(Frame frame) {
      return frame.varargs;
    }

    @Override
    boolean isOpen() {
      return true;
    }
  }

  /** An expression in parentheses: one value, whatever is inside. */
  static final class Parenthesized extends Expression {
    private final Expression inner;

    Parenthesized(Expression inner) {
      this.inner = inner;
    }

    @Override
    Object eval(Frame frame) {
      return inner.eval(frame);
    }

    @Override
    boolean test(Frame frame) {
      return inner.test(frame);
    }

    @Override
    Expression last() {
      return inner.last();
    }

    @Override
    boolean assumed(boolean jumpsIf) {
      return inner.assumed(jumpsIf);
    }

    @Override
    @Nullable String description() {
      return inner.isOpen() ? null : inner.description();
    }

    @Override
    @Nullable String functionName() {
      return inner.isOpen() ? null : inner.functionName();
    }
  }

  /** A function. */
  static final class Function extends Expression {
    private final Prototype prototype;

    Function(Prototype prototype) {
      this.prototype = prototype;
    }

    @Override
    Object eval(Frame frame) {
      List<Prototype.Upvalue> wanted = prototype.upvalues;
      Cell[] cells = new Cell[wanted.size()];
      for (int i = 0; i < cells.length; i++) {
        Prototype.Upvalue u = wanted.get(i);
        cells[i] = u.local() ? (Cell) frame.slots[u.index()] : frame.closure.upvalues[u.index()];
      }
      frame.thread.state().memory().charge(64 + 24L * cells.length);
      return new LuaClosure(prototype, cells, frame.closure.environment);
    }
  }
}
