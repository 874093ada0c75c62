package dev.redstart.engine.scripting.lua;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Adds up what is alive in a state: whatever can be reached from globals and running calls. */
final class Census {

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> open = new ArrayDeque<>();
  private long bytes;

  long of(LuaState state) {
    visit(state.globals());
    visit(state.stringMetatable());
    visit(state.main());
    for (Coroutine coroutine : state.coroutines()) {
      visit(coroutine.thread());
      visitAll(coroutine.passed());
    }
    for (Object next = open.poll(); next != null; next = open.poll()) {
      add(next);
    }
    return bytes;
  }

  private void visit(@Nullable Object object) {
    if (object instanceof Double) {
      bytes += 16;
    } else if (object != null && !(object instanceof Boolean || object instanceof Nil)) {
      if (seen.add(object)) {
        open.add(object);
      }
    }
  }

  private void visitAll(@Nullable Object[] objects) {
    for (Object object : objects) {
      visit(object);
    }
  }

  private void add(Object object) {
    if (object instanceof LuaString text) {
      bytes += 40L + text.length();
    } else if (object instanceof LuaTable table) {
      addTable(table);
    } else if (object instanceof LuaClosure closure) {
      bytes += 48;
      visitAll(closure.upvalues);
      visit(closure.environment);
    } else if (object instanceof Cell cell) {
      bytes += 16;
      visit(cell.value);
    } else if (object instanceof LuaThread thread) {
      for (Frame frame : thread.frames()) {
        if (frame != null) {
          visitAll(frame.slots);
          visitAll(frame.varargs);
          visit(frame.closure);
        }
      }
    }
  }

  private void addTable(LuaTable table) {
    bytes += table.heapBytes();
    visit(table.metatable());
    for (int place = table.nextPlace(0); place >= 0; place = table.nextPlace(place + 1)) {
      visit(table.keyAt(place));
      visit(table.valueAt(place));
    }
  }
}
