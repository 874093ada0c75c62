package dev.redstart.engine.scripting.lua;

import static dev.redstart.engine.scripting.lua.LuaFunction.NONE;
import static dev.redstart.engine.scripting.lua.Nil.NIL;

/** Lua's functions on tables. */
final class TableLibrary {

  private TableLibrary() {}

  static void install(LuaState state) {
    Library library = Library.named(state, "table");
    library.add("concat", TableLibrary::concat);
    library.add("foreach", TableLibrary::foreach);
    library.add("foreachi", TableLibrary::foreachi);
    library.add("getn", args -> (double) args.table(1).length());
    library.add("maxn", TableLibrary::maxn);
    library.add("insert", TableLibrary::insert);
    library.add("remove", TableLibrary::remove);
    library.add("setn", TableLibrary::setn);
    library.add("sort", TableSort::sort);
  }

  private static LuaTable writable(Arguments args) {
    LuaTable table = args.table(1);
    if (table.isReadOnly()) {
      throw LuaError.plain("Attempt to modify a readonly table");
    }
    return table;
  }

  private static Object concat(Arguments args) {
    LuaString separator = args.text(2, LuaString.EMPTY);
    LuaTable table = args.table(1);
    int from = args.whole(3, 1);
    int to = args.isNil(4) ? table.length() : args.whole(4);
    Buffer out = new Buffer(args.state());
    for (long i = from; i <= to; i++) {
      Object value = table.get((int) i);
      LuaString text = LuaNumbers.toText(value);
      if (text == null) {
        throw LuaError.at(
            "invalid value (" + TypeNames.of(value) + ") at index " + i + " in table for 'concat'");
      }
      out.add(text);
      if (i < to) {
        out.add(separator);
      }
      args.state().poll();
    }
    return out.toText();
  }

  private static Object foreach(Arguments args) {
    LuaTable table = args.table(1);
    LuaFunction function = args.function(2);
    Object key = NIL;
    while (true) {
      int place = table.placeOf(key);
      if (place < 0) {
        throw LuaError.plain("invalid key to 'next'");
      }
      place = table.nextPlace(place);
      if (place < 0) {
        return NONE;
      }
      key = table.keyAt(place);
      Object result = LuaFunction.first(args.thread().call(function, key, table.valueAt(place)));
      if (result != NIL) {
        return result;
      }
    }
  }

  private static Object foreachi(Arguments args) {
    LuaTable table = args.table(1);
    int length = table.length();
    LuaFunction function = args.function(2);
    for (int i = 1; i <= length; i++) {
      Object result = LuaFunction.first(args.thread().call(function, (double) i, table.get(i)));
      if (result != NIL) {
        return result;
      }
    }
    return NONE;
  }

  private static Object maxn(Arguments args) {
    LuaTable table = args.table(1);
    double max = 0;
    for (int p = table.nextPlace(0); p >= 0; p = table.nextPlace(p + 1)) {
      if (table.keyAt(p) instanceof Double number && number > max) {
        max = number;
      }
    }
    return max;
  }

  private static Object insert(Arguments args) {
    LuaTable table = writable(args);
    int end = table.length() + 1;
    switch (args.count()) {
      case 2 -> table.put(end, args.get(2));
      case 3 -> {
        int position = args.whole(2);
        for (int i = Math.max(end, position); i > position; i--) {
          table.put(i, table.get(i - 1));
          args.state().poll();
        }
        table.put(position, args.get(3));
      }
      default -> throw LuaError.at("wrong number of arguments to 'insert'");
    }
    return NONE;
  }

  private static Object remove(Arguments args) {
    LuaTable table = writable(args);
    int end = table.length();
    int position = args.whole(2, end);
    if (position < 1 || position > end) {
      return NONE;
    }
    Object removed = table.get(position);
    for (int i = position; i < end; i++) {
      table.put(i, table.get(i + 1));
    }
    table.put(end, NIL);
    return removed;
  }

  private static Object setn(Arguments args) {
    args.table(1);
    throw LuaError.at("'setn' is obsolete");
  }
}
