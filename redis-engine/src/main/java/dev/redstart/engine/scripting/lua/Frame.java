package dev.redstart.engine.scripting.lua;

/** One running call of a Lua function: its locals, and what its nodes need. */
final class Frame {

  final Object[] slots;
  final LuaClosure closure;
  final Object[] varargs;
  final LuaThread thread;

  Frame(LuaClosure closure, Object[] slots, Object[] varargs, LuaThread thread) {
    this.closure = closure;
    this.slots = slots;
    this.varargs = varargs;
    this.thread = thread;
  }
}
