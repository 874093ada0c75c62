package dev.redstart.engine.scripting.lua;

import static dev.redstart.engine.scripting.lua.Nil.NIL;

/** A table with what stands in its braces. */
final class TableConstructor extends SiteExpression {

  /** How many positional items are put into the table at once; it shows in the order of keys. */
  private static final int FLUSH = 50;

  private final Expression[] keys;
  private final Expression[] values;
  private final int items;
  private final int fields;
  private final boolean open;

  /**
   * Items and fields in their order.
   *
   * @param keys the keys of fields, the constant nil for positional items
   */
  TableConstructor(
      ChunkName chunk, int line, Expression[] keys, Expression[] values, boolean open) {
    super(chunk, line);
    this.keys = keys;
    this.values = values;
    this.open = open;
    int positional = 0;
    for (Expression key : keys) {
      positional += isItem(key) ? 1 : 0;
    }
    items = open ? positional - 1 : positional;
    fields = keys.length - positional;
  }

  static boolean isItem(Expression key) {
    return key instanceof Literals.Constant constant && constant.value() == NIL;
  }

  @Override
  Object eval(Frame frame) {
    LuaTable table = frame.thread.state().newTable(rounded(items), rounded(fields));
    if (keys.length == 0) {
      return table;
    }
    Object[] pending = new Object[Math.min(FLUSH, items)];
    int waiting = 0;
    int done = 0;
    int closed = open ? values.length - 1 : values.length;
    for (int i = 0; i < closed; i++) {
      if (waiting == FLUSH) {
        store(table, pending, waiting, done);
        done += waiting;
        waiting = 0;
      }
      if (isItem(keys[i])) {
        pending[waiting++] = values[i].eval(frame);
      } else {
        putField(frame, table, i);
      }
    }
    if (open) {
      storeOpen(frame, table, pending, waiting, done);
    } else {
      store(table, pending, waiting, done);
    }
    return table;
  }

  private void storeOpen(Frame frame, LuaTable table, Object[] pending, int waiting, int done) {
    int first = done;
    Object[] before = pending;
    int count = waiting;
    if (count == FLUSH) {
      store(table, pending, count, first);
      first += count;
      count = 0;
    }
    Object[] last = LuaFunction.all(values[values.length - 1].evalAll(frame));
    Object[] all = new Object[count + last.length];
    System.arraycopy(before, 0, all, 0, count);
    System.arraycopy(last, 0, all, count, last.length);
    store(table, all, all.length, first);
  }

  private void putField(Frame frame, LuaTable table, int i) {
    Object key = keys[i].eval(frame);
    Object value = values[i].eval(frame);
    Metatables.setIndex(frame.thread, this, table, key, value);
  }

  private static void store(LuaTable table, Object[] pending, int count, int done) {
    if (count == 0) {
      return;
    }
    table.growArray(done + count);
    for (int i = count; i >= 1; i--) {
      table.put(done + i, pending[i - 1]);
    }
  }

  /** Sizes above 15 keep four bits only, and are rounded up. */
  private static int rounded(int size) {
    int bits = 0;
    int x = size;
    while (x >= 16) {
      x = (x + 1) >> 1;
      bits++;
    }
    return x << bits;
  }
}
