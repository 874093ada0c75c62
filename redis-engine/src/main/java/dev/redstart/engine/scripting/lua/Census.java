package dev.redstart.engine.scripting.lua;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what is alive in a state: whatever can be reached from globals and running calls. What
 * has been counted is marked with the census' number, for a set of all of it would be as big.
 */
final class Census {

  private final short number;
  private final long enough;
  private final Deque<Object> open = new ArrayDeque<>();
  private long bytes;

  /**
   * @param number other than that of the state's last ones
   * @param enough more than this is not counted
   */
  Census(short number, long enough) {
    this.number = number;
    this.enough = enough;
  }

  long of(LuaState state) {
    visit(state.globals());
    visit(state.stringMetatable());
    visit(state.main());
    for (Coroutine coroutine : state.coroutines()) {
      visit(coroutine);
    }
    for (Object next = open.pollLast(); next != null && bytes <= enough; next = open.pollLast()) {
      add(next);
    }
    return bytes;
  }

  private void visit(@Nullable Object object) {
    if (object instanceof Double) {
      bytes += 16;
    } else if (object instanceof LuaString text) {
      if (text.census != number) {
        text.census = number;
        bytes += 40L + text.length();
      }
    } else if (object instanceof LuaTable table) {
      if (table.census != number) {
        table.census = number;
        bytes += table.heapBytes();
        open.add(table);
      }
    } else if (object instanceof Cell cell) {
      bytes += 16;
      visit(cell.value);
    } else if (object != null) {
      visitRunning(object);
    }
  }

  private void visitRunning(Object object) {
    if (object instanceof LuaClosure closure) {
      if (closure.census != number) {
        closure.census = number;
        bytes += 64 + 8L * closure.upvalues.length;
        open.add(closure);
      }
    } else if (object instanceof Coroutine coroutine) {
      if (coroutine.census != number) {
        coroutine.census = number;
        bytes += Coroutine.BYTES;
        open.add(coroutine);
      }
    } else if (object instanceof LuaThread) {
      open.add(object);
    }
  }

  private void visitAll(@Nullable Object[] objects) {
    for (Object object : objects) {
      visit(object);
    }
  }

  private void add(Object object) {
    if (object instanceof LuaTable table) {
      visit(table.metatable());
      for (int place = table.nextPlace(0); place >= 0; place = table.nextPlace(place + 1)) {
        visit(table.keyAt(place));
        visit(table.valueAt(place));
      }
    } else if (object instanceof LuaClosure closure) {
      visitAll(closure.upvalues);
      visit(closure.environment);
    } else if (object instanceof Coroutine coroutine) {
      visit(coroutine.body());
      visit(coroutine.thread());
      visitAll(coroutine.passed());
    } else if (object instanceof LuaThread thread) {
      addFrames(thread);
    }
  }

  private void addFrames(LuaThread thread) {
    for (Frame frame : thread.frames()) {
      if (frame != null) {
        visitAll(frame.slots);
        visitAll(frame.varargs);
        visit(frame.closure);
      }
    }
  }
}
