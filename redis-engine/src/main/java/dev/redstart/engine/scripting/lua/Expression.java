package dev.redstart.engine.scripting.lua;

import org.jspecify.annotations.Nullable;

/** A node of the tree that has a value. */
abstract class Expression {

  /** The value; the first one where there may be several. */
  abstract Object eval(Frame frame);

  /** The one value itself, or an {@code Object[]} with none or several. */
  Object evalAll(Frame frame) {
    return eval(frame);
  }

  /** True where {@link #evalAll} may answer none or several. */
  boolean isOpen() {
    return false;
  }

  /** True where the value is neither nil nor false. */
  boolean test(Frame frame) {
    return Metatables.isTrue(eval(frame));
  }

  /** What is evaluated last: this itself, or the last operand of a choice. */
  Expression last() {
    return this;
  }

  /** How messages call what is here, such as {@code local 'x'}; null for nothing. */
  @Nullable String description() {
    return null;
  }

  /** The bare name of a function that is called here, null where it has none. */
  @Nullable String functionName() {
    return null;
  }

  /**
   * Whether messages take this for true where it decides between values. The reference
   * implementation names what was last put in a register on its way through the code, and on that
   * way takes every jump.
   *
   * @param jumpsIf the value for which its code jumps
   */
  boolean assumed(boolean jumpsIf) {
    return jumpsIf;
  }

  /** Evaluates all of {@code list}, of which the last may have several values. */
  static Object[] evalList(Frame frame, Expression[] list, boolean open) {
    int count = list.length;
    if (!open) {
      Object[] values = new Object[count];
      for (int i = 0; i < count; i++) {
        values[i] = list[i].eval(frame);
      }
      return values;
    }
    if (count == 1) {
      return LuaFunction.all(list[0].evalAll(frame));
    }
    Object[] first = new Object[count - 1];
    for (int i = 0; i < count - 1; i++) {
      first[i] = list[i].eval(frame);
    }
    return join(first, list[count - 1].evalAll(frame));
  }

  private static Object[] join(Object[] first, Object last) {
    int more = last instanceof Object[] several ? several.length : 1;
    Object[] all = new Object[first.length + more];
    System.arraycopy(first, 0, all, 0, first.length);
    if (last instanceof Object[] several) {
      System.arraycopy(several, 0, all, first.length, more);
    } else {
      all[first.length] = last;
    }
    return all;
  }

  static boolean isOpen(Expression[] list) {
    return list.length > 0 && list[list.length - 1].isOpen();
  }
}
