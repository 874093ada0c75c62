package dev.redstart.engine.scripting.lua;

import org.jspecify.annotations.Nullable;

/** Operators that answer true or false, or choose between values. */
final class Conditions {

  private Conditions() {}

  /** An operator that answers true or false. */
  private abstract static class Comparison extends Operators.Binary {
    Comparison(ChunkName chunk, int line, Expression left, Expression right) {
      super(chunk, line, left, right);
    }

    @Override
    Object eval(Frame frame) {
      return test(frame);
    }
  }

  /** Equality, or its opposite. */
  static final class Equal extends Comparison {
    private final boolean wanted;

    Equal(ChunkName chunk, int line, Expression left, Expression right, boolean wanted) {
      super(chunk, line, left, right);
      this.wanted = wanted;
    }

    @Override
    boolean test(Frame frame) {
      Object a = left.eval(frame);
      Object b = right.eval(frame);
      return Metatables.equal(frame.thread, this, a, b) == wanted;
    }
  }

  /** Less than; or greater than, which asks the other way round. */
  static final class Less extends Comparison {
    private final boolean swapped;

    Less(ChunkName chunk, int line, Expression left, Expression right, boolean swapped) {
      super(chunk, line, left, right);
      this.swapped = swapped;
    }

    @Override
    boolean test(Frame frame) {
      Object a = left.eval(frame);
      Object b = right.eval(frame);
      return swapped
          ? Metatables.lessThan(frame.thread, this, b, a)
          : Metatables.lessThan(frame.thread, this, a, b);
    }
  }

  /** Less or equal; or greater or equal, which asks the other way round. */
  static final class LessOrEqual extends Comparison {
    private final boolean swapped;

    LessOrEqual(ChunkName chunk, int line, Expression left, Expression right, boolean swapped) {
      super(chunk, line, left, right);
      this.swapped = swapped;
    }

    @Override
    boolean test(Frame frame) {
      Object a = left.eval(frame);
      Object b = right.eval(frame);
      return swapped
          ? Metatables.lessOrEqual(frame.thread, this, b, a)
          : Metatables.lessOrEqual(frame.thread, this, a, b);
    }
  }

  /** The right value where the left one is true, else the left one. */
  static final class And extends Expression {
    private final Expression left;
    private final Expression right;

    And(Expression left, Expression right) {
      this.left = left;
      this.right = right;
    }

    @Override
    Object eval(Frame frame) {
      Object value = left.eval(frame);
      return Metatables.isTrue(value) ? right.eval(frame) : value;
    }

    @Override
    boolean test(Frame frame) {
      return left.test(frame) && right.test(frame);
    }

    @Override
    Expression last() {
      return right.last();
    }

    @Override
    @Nullable String description() {
      return left.assumed(false) ? right.description() : null;
    }

    @Override
    @Nullable String functionName() {
      return left.assumed(false) ? right.functionName() : null;
    }

    @Override
    boolean assumed(boolean jumpsIf) {
      return left.assumed(false) && right.assumed(jumpsIf);
    }
  }

  /** The left value where it is true, else the right one. */
  static final class Or extends Expression {
    private final Expression left;
    private final Expression right;

    Or(Expression left, Expression right) {
      this.left = left;
      this.right = right;
    }

    @Override
    Object eval(Frame frame) {
      Object value = left.eval(frame);
      return Metatables.isTrue(value) ? value : right.eval(frame);
    }

    @Override
    boolean test(Frame frame) {
      return left.test(frame) || right.test(frame);
    }

    @Override
    Expression last() {
      return right.last();
    }

    @Override
    @Nullable String description() {
      return left.assumed(true) ? null : right.description();
    }

    @Override
    @Nullable String functionName() {
      return left.assumed(true) ? null : right.functionName();
    }

    @Override
    boolean assumed(boolean jumpsIf) {
      return left.assumed(true) || right.assumed(jumpsIf);
    }
  }

  /** The opposite. */
  static final class Not extends Expression {
    private final Expression operand;

    Not(Expression operand) {
      this.operand = operand;
    }

    @Override
    Object eval(Frame frame) {
      return !operand.test(frame);
    }

    @Override
    boolean test(Frame frame) {
      return !operand.test(frame);
    }

    @Override
    boolean assumed(boolean jumpsIf) {
      return !operand.assumed(!jumpsIf);
    }
  }
}
