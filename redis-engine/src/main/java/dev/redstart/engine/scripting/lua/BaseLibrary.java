package dev.redstart.engine.scripting.lua;

import static dev.redstart.engine.scripting.lua.LuaFunction.NONE;
import static dev.redstart.engine.scripting.lua.Nil.NIL;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Lua's basic functions, but for those that touch the host. */
final class BaseLibrary {

  private static final int MAX_RESULTS = 8_000;

  static final NativeFunction.Body NEXT = BaseLibrary::next;
  private static final NativeFunction.Body INEXT = BaseLibrary::inext;

  private BaseLibrary() {}

  static void install(Library into, LuaState state) {
    LuaTable globals = state.globals();
    globals.put("_G", globals);
    globals.put("_VERSION", LuaString.of("Lua 5.1"));
    NativeFunction next = into.add("next", NEXT);
    into.add("assert", BaseLibrary::assertion);
    into.add("collectgarbage", BaseLibrary::collectgarbage);
    into.add("error", BaseLibrary::error);
    into.add("gcinfo", args -> 20.0);
    into.add("getfenv", BaseLibrary::getfenv);
    into.add("setfenv", BaseLibrary::setfenv);
    into.add("getmetatable", BaseLibrary::getmetatable);
    into.add("setmetatable", BaseLibrary::setmetatable);
    NativeFunction inext = new NativeFunction("inext", globals, INEXT);
    into.add("ipairs", args -> new Object[] {inext, args.table(1), 0.0});
    into.add("pairs", args -> new Object[] {next, args.table(1), NIL});
    into.add("load", Loading::load);
    into.add("loadstring", Loading::loadstring);
    into.add("pcall", ProtectedCalls::pcall);
    into.add("xpcall", ProtectedCalls::xpcall);
    into.add("rawequal", args -> Metatables.rawEquals(args.any(1), args.any(2)));
    into.add("rawget", BaseLibrary::rawget);
    into.add("rawset", BaseLibrary::rawset);
    into.add("select", BaseLibrary::select);
    into.add("tonumber", BaseLibrary::tonumber);
    into.add("tostring", args -> toText(args.thread(), args.any(1)));
    into.add("type", args -> LuaString.of(TypeNames.of(args.any(1))));
    into.add("unpack", BaseLibrary::unpack);
    into.add("newproxy", BaseLibrary::newproxy);
  }

  private static Object next(Arguments args) {
    LuaTable table = args.table(1);
    int place = table.placeOf(args.get(2));
    if (place < 0) {
      throw LuaError.plain("invalid key to 'next'");
    }
    int found = table.nextPlace(place);
    return found < 0 ? NIL : new Object[] {table.keyAt(found), table.valueAt(found)};
  }

  private static Object inext(Arguments args) {
    int index = args.whole(2) + 1;
    Object value = args.table(1).get(index);
    return value == NIL ? NONE : new Object[] {(double) index, value};
  }

  private static Object assertion(Arguments args) {
    if (Metatables.isTrue(args.any(1))) {
      return results(args.all());
    }
    throw LuaError.of(args.text(2, LuaString.of("assertion failed!")), 1);
  }

  /** A function's results in their shortest form. */
  static Object results(Object[] all) {
    return all.length == 1 ? all[0] : all;
  }

  private static Object collectgarbage(Arguments args) {
    String option = args.text(1, LuaString.of("collect")).toLatin();
    return switch (option) {
      case "collect", "stop", "restart" -> 0.0;
      case "step" -> true;
      case "count" -> 20.0;
      case "setpause", "setstepmul" -> 200.0;
      default -> throw LuaError.argument(1, "invalid option '" + option + "'");
    };
  }

  private static Object error(Arguments args) {
    throw LuaError.of(args.get(1), Math.max(0, args.whole(2, 1)));
  }

  // ---- environments and metatables

  private static Object getfenv(Arguments args) {
    LuaFunction function = functionOf(args, true);
    return function == null ? args.state().globals() : function.environment;
  }

  private static Object setfenv(Arguments args) {
    LuaTable environment = args.table(2);
    if (args.get(1) instanceof Double level && level == 0) {
      return NONE;
    }
    LuaFunction function = functionOf(args, false);
    if (!(function instanceof LuaClosure)) {
      throw LuaError.at("'setfenv' cannot change environment of given object");
    }
    function.environment = environment;
    return function;
  }

  private static @Nullable LuaFunction functionOf(Arguments args, boolean optional) {
    if (args.get(1) instanceof LuaFunction function) {
      return function;
    }
    int level = optional ? args.whole(1, 1) : args.whole(1);
    if (level < 0) {
      throw LuaError.argument(1, "level must be non-negative");
    }
    if (level == 0) {
      return null;
    }
    LuaFunction function = args.thread().running(level);
    if (function == null) {
      throw LuaError.argument(1, "invalid level");
    }
    return function;
  }

  private static Object getmetatable(Arguments args) {
    LuaTable meta = Metatables.of(args.thread(), args.any(1));
    if (meta == null) {
      return NIL;
    }
    Object hidden = meta.get(Metatables.METATABLE);
    return hidden == NIL ? meta : hidden;
  }

  private static Object setmetatable(Arguments args) {
    LuaTable table = args.table(1);
    Object meta = args.get(2);
    if (args.count() < 2 || !(meta == NIL || meta instanceof LuaTable)) {
      throw LuaError.argument(2, "nil or table expected");
    }
    LuaTable old = table.metatable();
    if (old != null && old.get(Metatables.METATABLE) != NIL) {
      throw LuaError.at("cannot change a protected metatable");
    }
    if (table.isReadOnly()) {
      throw LuaError.plain("Attempt to modify a readonly table");
    }
    table.metatable(meta instanceof LuaTable newMeta ? newMeta : null);
    return table;
  }

  /** A value with nothing in it but perhaps a metatable. */
  private record Proxy(Object metatable) {}

  private static Object newproxy(Arguments args) {
    Object option = args.get(1);
    if (option == NIL || option == Boolean.FALSE) {
      return new Proxy(NIL);
    }
    if (option == Boolean.TRUE) {
      return new Proxy(args.state().newTable());
    }
    if (option instanceof Proxy other && other.metatable != NIL) {
      return new Proxy(other.metatable);
    }
    throw LuaError.argument(1, "boolean or proxy expected");
  }

  // ---- raw access

  private static Object rawget(Arguments args) {
    return args.table(1).get(args.any(2));
  }

  private static Object rawset(Arguments args) {
    LuaTable table = args.table(1);
    Object key = args.any(2);
    Object value = args.any(3);
    if (table.isReadOnly()) {
      throw LuaError.plain("Attempt to modify a readonly table");
    }
    if (key == NIL) {
      throw LuaError.plain("table index is nil");
    }
    if (key instanceof Double number && Double.isNaN(number)) {
      throw LuaError.plain("table index is NaN");
    }
    table.put(key, value);
    return table;
  }

  // ---- values

  private static Object select(Arguments args) {
    if (args.get(1) instanceof LuaString word && word.length() > 0 && word.at(0) == '#') {
      return (double) (args.count() - 1);
    }
    int n = args.whole(1);
    int count = args.count();
    int from = n < 0 ? count + n : Math.min(n, count);
    if (from < 1) {
      throw LuaError.argument(1, "index out of range");
    }
    return results(Arrays.copyOfRange(args.all(), from, count));
  }

  private static Object tonumber(Arguments args) {
    int base = args.whole(2, 10);
    Double number;
    if (base == 10) {
      number = LuaNumbers.toNumber(args.any(1));
    } else {
      LuaString text = args.text(1);
      if (base < 2 || base > 36) {
        throw LuaError.argument(2, "base out of range");
      }
      number = LuaNumbers.parse(text, base);
    }
    return number == null ? NIL : number;
  }

  /** What {@code tostring} answers. */
  static Object toText(LuaThread thread, Object value) {
    Object handler = Metatables.handler(thread, value, Metatables.TOSTRING);
    if (handler != NIL) {
      return LuaFunction.first(thread.call(handler, value));
    }
    LuaString text = LuaNumbers.toText(value);
    if (text != null) {
      return text;
    }
    if (value instanceof Boolean || value == NIL) {
      return LuaString.of(value.toString());
    }
    if (value instanceof Enum<?>) {
      return LuaString.of(value.toString());
    }
    return LuaString.of(
        TypeNames.of(value) + ": 0x" + String.format("%012x", System.identityHashCode(value)));
  }

  private static Object unpack(Arguments args) {
    LuaTable table = args.table(1);
    int from = args.whole(2, 1);
    int to = args.isNil(3) ? table.length() : args.whole(3);
    if (from > to) {
      return NONE;
    }
    long count = (long) to - from + 1;
    if (count > MAX_RESULTS - args.count()) {
      throw LuaError.at("too many results to unpack");
    }
    Object[] values = new Object[(int) count];
    for (int i = 0; i < values.length; i++) {
      values[i] = table.get(from + i);
    }
    return results(values);
  }
}
