package dev.redstart.engine.scripting.lua;

import static dev.redstart.engine.scripting.lua.Nil.NIL;

import org.jspecify.annotations.Nullable;

/**
 * What operators do where the plain case doesn't hold: metatables, conversions, and the errors.
 * {@code site} is the place in a chunk that asks, null for a native function.
 */
final class Metatables {

  static final LuaString INDEX = LuaString.of("__index");
  static final LuaString NEWINDEX = LuaString.of("__newindex");
  static final LuaString CALL = LuaString.of("__call");
  static final LuaString EQ = LuaString.of("__eq");
  static final LuaString LT = LuaString.of("__lt");
  static final LuaString LE = LuaString.of("__le");
  static final LuaString LEN = LuaString.of("__len");
  static final LuaString CONCAT = LuaString.of("__concat");
  static final LuaString UNM = LuaString.of("__unm");
  static final LuaString METATABLE = LuaString.of("__metatable");
  static final LuaString TOSTRING = LuaString.of("__tostring");
  private static final int LOOP = 100;

  private Metatables() {}

  static @Nullable LuaTable of(LuaThread thread, Object value) {
    if (value instanceof LuaTable table) {
      return table.metatable();
    }
    return value instanceof LuaString ? thread.state().stringMetatable() : null;
  }

  static Object handler(LuaThread thread, Object value, LuaString event) {
    LuaTable meta = of(thread, value);
    return meta == null ? NIL : meta.get(event);
  }

  // ---- tables

  static Object index(LuaThread thread, @Nullable Operation site, Object object, Object key) {
    Object from = object;
    for (int i = 0; i < LOOP; i++) {
      Object handler;
      if (from instanceof LuaTable table) {
        Object value = table.get(key);
        if (value != NIL || table.metatable() == null) {
          return value;
        }
        handler = handler(thread, table, INDEX);
        if (handler == NIL) {
          return NIL;
        }
      } else {
        handler = handler(thread, from, INDEX);
        if (handler == NIL) {
          throw typeError(site, from, "index", i == 0 ? 0 : -1);
        }
      }
      if (handler instanceof LuaFunction f) {
        return LuaFunction.first(thread.call(site, f, new Object[] {from, key}));
      }
      from = handler;
    }
    throw error(site, "loop in gettable");
  }

  static void setIndex(
      LuaThread thread, @Nullable Operation site, Object object, Object key, Object value) {
    Object to = object;
    for (int i = 0; i < LOOP; i++) {
      Object handler;
      if (to instanceof LuaTable table) {
        if (table.isReadOnly()) {
          throw error(site, "Attempt to modify a readonly table");
        }
        handler = table.metatable() == null ? NIL : handler(thread, table, NEWINDEX);
        if (handler == NIL || table.get(key) != NIL) {
          rawSet(table, site, key, value);
          return;
        }
      } else {
        handler = handler(thread, to, NEWINDEX);
        if (handler == NIL) {
          throw typeError(site, to, "index", i == 0 ? 0 : -1);
        }
      }
      if (handler instanceof LuaFunction f) {
        thread.call(site, f, new Object[] {to, key, value});
        return;
      }
      to = handler;
    }
    throw error(site, "loop in settable");
  }

  private static void rawSet(LuaTable table, @Nullable Operation site, Object key, Object value) {
    if (key == NIL) {
      throw error(site, "table index is nil");
    }
    if (key instanceof Double number && Double.isNaN(number)) {
      throw error(site, "table index is NaN");
    }
    table.put(key, value);
  }

  // ---- calls

  static Object callValue(LuaThread thread, Object function, Object[] args) {
    Object handler = handler(thread, function, CALL);
    if (!(handler instanceof LuaFunction f)) {
      throw LuaError.at("attempt to call a " + TypeNames.of(function) + " value");
    }
    return f.call(thread, withSelf(function, args));
  }

  static Object[] withSelf(Object self, Object[] args) {
    Object[] all = new Object[args.length + 1];
    all[0] = self;
    System.arraycopy(args, 0, all, 1, args.length);
    return all;
  }

  // ---- arithmetic

  static Object arithmetic(
      LuaThread thread, @Nullable Operation site, Arithmetic operator, Object a, Object b) {
    Double x = LuaNumbers.toNumber(a);
    Double y = LuaNumbers.toNumber(b);
    if (x != null && y != null) {
      return operator.apply(x, y);
    }
    Object handler = binaryHandler(thread, a, b, operator.event());
    if (handler == NIL) {
      throw typeError(site, x == null ? a : b, "perform arithmetic on", x == null ? 0 : 1);
    }
    return LuaFunction.first(thread.call(site, handler, new Object[] {a, b}));
  }

  private static Object binaryHandler(LuaThread thread, Object a, Object b, LuaString event) {
    Object handler = handler(thread, a, event);
    return handler == NIL ? handler(thread, b, event) : handler;
  }

  static Object concat(LuaThread thread, @Nullable Operation site, Object a, Object b) {
    LuaString x = LuaNumbers.toText(a);
    LuaString y = LuaNumbers.toText(b);
    if (x != null && y != null) {
      return join(thread, x, y);
    }
    Object handler = binaryHandler(thread, a, b, CONCAT);
    if (handler == NIL) {
      throw typeError(site, x == null ? a : b, "concatenate", x == null ? 0 : 1);
    }
    return LuaFunction.first(thread.call(site, handler, new Object[] {a, b}));
  }

  private static LuaString join(LuaThread thread, LuaString x, LuaString y) {
    if (x.length() == 0) {
      return y;
    }
    if (y.length() == 0) {
      return x;
    }
    long length = (long) x.length() + y.length();
    byte[] bytes = Buffer.allocate(thread.state(), length);
    System.arraycopy(x.bytes, 0, bytes, 0, x.length());
    System.arraycopy(y.bytes, 0, bytes, x.length(), y.length());
    return LuaString.wrap(bytes);
  }

  static Object length(LuaThread thread, @Nullable Operation site, Object value) {
    if (value instanceof LuaTable table) {
      return (double) table.length();
    }
    if (value instanceof LuaString text) {
      return (double) text.length();
    }
    Object handler = handler(thread, value, LEN);
    if (handler == NIL) {
      throw typeError(site, value, "get length of", 0);
    }
    return LuaFunction.first(thread.call(site, handler, new Object[] {value, NIL}));
  }

  static Object negate(LuaThread thread, @Nullable Operation site, Object value) {
    Double number = LuaNumbers.toNumber(value);
    if (number != null) {
      return LuaNumbers.negative(number);
    }
    Object handler = handler(thread, value, UNM);
    if (handler == NIL) {
      throw typeError(site, value, "perform arithmetic on", 0);
    }
    return LuaFunction.first(thread.call(site, handler, new Object[] {value, value}));
  }

  // ---- comparison

  static boolean rawEquals(Object a, Object b) {
    if (a == b) {
      return !(a instanceof Double number) || !Double.isNaN(number);
    }
    if (a instanceof LuaString text) {
      return b instanceof LuaString other && text.equals(other);
    }
    return a instanceof Double x && b instanceof Double y && x.doubleValue() == y.doubleValue();
  }

  static boolean equal(LuaThread thread, @Nullable Operation site, Object a, Object b) {
    if (rawEquals(a, b)) {
      return true;
    }
    if (!(a instanceof LuaTable x && b instanceof LuaTable y)) {
      return false;
    }
    Object handler = sameHandler(x.metatable(), y.metatable(), EQ);
    return handler != NIL
        && isTrue(LuaFunction.first(thread.call(site, handler, new Object[] {a, b})));
  }

  private static Object sameHandler(@Nullable LuaTable a, @Nullable LuaTable b, LuaString event) {
    Object x = a == null ? NIL : a.get(event);
    if (x == NIL || b == null) {
      return NIL;
    }
    return a == b || rawEquals(x, b.get(event)) ? x : NIL;
  }

  static boolean lessThan(LuaThread thread, @Nullable Operation site, Object a, Object b) {
    if (a instanceof Double x && b instanceof Double y) {
      return x < y;
    }
    if (a instanceof LuaString x && b instanceof LuaString y) {
      return x.compareTo(y) < 0;
    }
    Object handler = orderHandler(thread, a, b, LT);
    if (handler == NIL) {
      throw orderError(site, a, b);
    }
    return isTrue(LuaFunction.first(thread.call(site, handler, new Object[] {a, b})));
  }

  static boolean lessOrEqual(LuaThread thread, @Nullable Operation site, Object a, Object b) {
    if (a instanceof Double x && b instanceof Double y) {
      return x <= y;
    }
    if (a instanceof LuaString x && b instanceof LuaString y) {
      return x.compareTo(y) <= 0;
    }
    Object handler = orderHandler(thread, a, b, LE);
    if (handler != NIL) {
      return isTrue(LuaFunction.first(thread.call(site, handler, new Object[] {a, b})));
    }
    handler = orderHandler(thread, b, a, LT);
    if (handler == NIL) {
      throw orderError(site, a, b);
    }
    return !isTrue(LuaFunction.first(thread.call(site, handler, new Object[] {b, a})));
  }

  private static Object orderHandler(LuaThread thread, Object a, Object b, LuaString event) {
    if (!TypeNames.of(a).equals(TypeNames.of(b))) {
      return NIL;
    }
    Object x = handler(thread, a, event);
    return x != NIL && rawEquals(x, handler(thread, b, event)) ? x : NIL;
  }

  static boolean isTrue(Object value) {
    return value != NIL && value != Boolean.FALSE;
  }

  // ---- errors

  private static LuaError orderError(@Nullable Operation site, Object a, Object b) {
    String x = TypeNames.of(a);
    String y = TypeNames.of(b);
    return error(
        site,
        x.equals(y)
            ? "attempt to compare two " + x + " values"
            : "attempt to compare " + x + " with " + y);
  }

  /**
   * An operator met a value that it isn't for.
   *
   * @param operand which of the operands, −1 where the value is none of them
   */
  private static LuaError typeError(
      @Nullable Operation site, Object value, String what, int operand) {
    String name = site == null || operand < 0 ? null : site.operandName(operand);
    String type = TypeNames.of(value) + " value";
    return error(
        site,
        "attempt to " + what + (name == null ? " a " + type : " " + name + " (a " + type + ")"));
  }

  static LuaError error(@Nullable Operation site, String message) {
    String text = site == null ? message : site.position() + message;
    LuaError error = LuaError.of(LuaString.latin(text), 0);
    return site == null ? error : error.raisedAt(site);
  }
}
