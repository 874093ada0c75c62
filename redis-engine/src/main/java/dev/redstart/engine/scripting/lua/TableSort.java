package dev.redstart.engine.scripting.lua;

import static dev.redstart.engine.scripting.lua.Nil.NIL;

/**
 * table.sort: the quicksort of the reference implementation, so that an order that a comparison
 * leaves open comes out the same, and a comparison that contradicts itself fails at the same place.
 */
final class TableSort {

  private final LuaThread thread;
  private final LuaTable table;
  private final Object comparison;

  private TableSort(LuaThread thread, LuaTable table, Object comparison) {
    this.thread = thread;
    this.table = table;
    this.comparison = comparison;
  }

  static Object sort(Arguments args) {
    LuaTable table = args.table(1);
    int length = table.length();
    if (!args.isNil(2)) {
      args.function(2);
    }
    if (table.isReadOnly()) {
      throw LuaError.plain("Attempt to modify a readonly table");
    }
    new TableSort(args.thread(), table, args.get(2)).sort(1, length);
    return LuaFunction.NONE;
  }

  private boolean less(Object a, Object b) {
    if (comparison == NIL) {
      thread.state().poll();
      return Metatables.lessThan(thread, null, a, b);
    }
    return Metatables.isTrue(LuaFunction.first(thread.call(comparison, a, b)));
  }

  private void swap(int i, Object atI, int j, Object atJ) {
    table.put(i, atJ);
    table.put(j, atI);
  }

  private void sort(int from, int to) {
    int low = from;
    int high = to;
    while (low < high) {
      order(low, high);
      if (high - low == 1) {
        return;
      }
      int middle = (low + high) >>> 1;
      if (!order(low, middle)) {
        order(middle, high);
      }
      if (high - low == 2) {
        return;
      }
      Object pivot = table.get(middle);
      swap(middle, pivot, high - 1, table.get(high - 1));
      int i = partition(low, high, pivot);
      if (i - low < high - i) {
        sort(low, i - 1);
        low = i + 1;
      } else {
        sort(i + 1, high);
        high = i - 1;
      }
    }
  }

  /** Swaps two elements that are in the wrong order. */
  private boolean order(int i, int j) {
    Object a = table.get(i);
    Object b = table.get(j);
    if (!less(b, a)) {
      return false;
    }
    swap(i, a, j, b);
    return true;
  }

  private int partition(int low, int high, Object pivot) {
    int i = low;
    int j = high - 1;
    while (true) {
      Object a = table.get(++i);
      while (less(a, pivot)) {
        if (i > high) {
          throw LuaError.at("invalid order function for sorting");
        }
        a = table.get(++i);
      }
      Object b = table.get(--j);
      while (less(pivot, b)) {
        if (j < low) {
          throw LuaError.at("invalid order function for sorting");
        }
        b = table.get(--j);
      }
      if (j < i) {
        swap(high - 1, table.get(high - 1), i, a);
        return i;
      }
      swap(i, a, j, b);
    }
  }
}
